package dev.witj.wit;

import java.util.Optional;

/** The comment before an item, without comment marks; it may run over several lines. */
public record Docs(Optional<String> contents) {
  private static final Docs NONE = new Docs(Optional.empty());

  /** No documentation. */
  public static Docs none() {
    return NONE;
  }

  /** The documentation with this text. */
  public static Docs of(String contents) {
    return new Docs(Optional.of(contents));
  }
}
