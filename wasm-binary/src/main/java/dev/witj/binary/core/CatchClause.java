package dev.witj.binary.core;

/** One clause of {@code try_table}: which exceptions go to which label. */
public sealed interface CatchClause {
  /** The relative depth of the label. */
  int label();

  /** Exceptions with a tag; {@code withRef} adds the exception itself to what the label takes. */
  record Tagged(int tag, int label, boolean withRef) implements CatchClause {}

  /** All exceptions; {@code withRef} gives the exception itself to the label. */
  record All(int label, boolean withRef) implements CatchClause {}

  /** The byte that stands for the kind of clause. */
  default int code() {
    return switch (this) {
      case Tagged tagged -> tagged.withRef() ? 1 : 0;
      case All all -> all.withRef() ? 3 : 2;
    };
  }
}
