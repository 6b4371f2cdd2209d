package dev.witj.wit;

import java.util.SequencedMap;

/**
 * A package: its interfaces and worlds by name, in source order.
 *
 * @param name the full name
 * @param docs the comment before {@code package}
 * @param interfaces its named interfaces
 * @param worlds its worlds
 */
@SuppressWarnings("JavaLangClash") // WIT's own word; nobody confuses it with reflection here
public record Package(
    PackageName name,
    Docs docs,
    SequencedMap<String, InterfaceId> interfaces,
    SequencedMap<String, WorldId> worlds) {
  public Package {
    interfaces = Maps.copy(interfaces);
    worlds = Maps.copy(worlds);
  }
}
