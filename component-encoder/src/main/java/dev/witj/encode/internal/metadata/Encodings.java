package dev.witj.encode.internal.metadata;

import dev.witj.binary.component.CanonicalOption.StringEncoding;
import dev.witj.encode.internal.names.WorldIndex;
import dev.witj.wit.Resolve;
import dev.witj.wit.World;
import dev.witj.wit.WorldId;
import dev.witj.wit.WorldItem;
import dev.witj.wit.WorldKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How strings are encoded in the memory of a module: by the worlds that it was built for, each of
 * which has its own encoding.
 */
public final class Encodings {
  private final Map<String, StringEncoding> imports = new HashMap<>();
  private final Map<String, StringEncoding> exports = new HashMap<>();

  /** Adds what a world has. The first that has an item decides. */
  public void add(Resolve resolve, WorldId id, StringEncoding encoding) {
    World world = resolve.get(id);
    add(resolve, world.imports(), encoding, imports);
    add(resolve, world.exports(), encoding, exports);
  }

  private static void add(
      Resolve resolve,
      Map<WorldKey, WorldItem> items,
      StringEncoding encoding,
      Map<String, StringEncoding> into) {
    items.keySet().forEach(key -> into.putIfAbsent(name(resolve.name(key)), encoding));
  }

  /** An interface of another version on the track stands for the one of the world. */
  private static String name(String name) {
    return WorldIndex.track(name).orElse(name);
  }

  /** The encoding for an item that the module imports; nothing if none of its worlds has that. */
  public Optional<StringEncoding> ofImport(String name) {
    return Optional.ofNullable(imports.get(name(name)));
  }

  /** The encoding for an item that the module exports; nothing if none of its worlds has that. */
  public Optional<StringEncoding> ofExport(String name) {
    return Optional.ofNullable(exports.get(name(name)));
  }
}
