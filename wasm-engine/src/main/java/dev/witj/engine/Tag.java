package dev.witj.engine;

import dev.witj.binary.core.TagType;

/** A tag of exceptions; two are the same only if they are the same object. */
public final class Tag implements Extern {
  private final TagType type;

  /** A new tag, whose type is spoken of by its canonical id. */
  public Tag(TagType type) {
    this.type = type;
  }

  @Override
  public TagType type() {
    return type;
  }
}
