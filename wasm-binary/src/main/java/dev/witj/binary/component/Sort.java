package dev.witj.binary.component;

import dev.witj.binary.core.ExternKind;
import java.util.Optional;

/** The index spaces of a component; {@code toString} is the text form. */
public enum Sort {
  /** Core functions. */
  CORE_FUNC(0x00, true, "core func"),
  /** Core tables. */
  CORE_TABLE(0x01, true, "core table"),
  /** Core memories. */
  CORE_MEMORY(0x02, true, "core memory"),
  /** Core globals. */
  CORE_GLOBAL(0x03, true, "core global"),
  /** Core exception tags. */
  CORE_TAG(0x04, true, "core tag"),
  /** Core types, those of modules included. */
  CORE_TYPE(0x10, true, "core type"),
  /** Core modules. */
  CORE_MODULE(0x11, true, "core module"),
  /** Core instances. */
  CORE_INSTANCE(0x12, true, "core instance"),
  /** Component functions. */
  FUNC(0x01, false, "func"),
  /** Component values. */
  VALUE(0x02, false, "value"),
  /** Component types. */
  TYPE(0x03, false, "type"),
  /** Components. */
  COMPONENT(0x04, false, "component"),
  /** Component instances. */
  INSTANCE(0x05, false, "instance");

  private final int code;
  private final boolean core;
  private final String text;

  Sort(int code, boolean core, String text) {
    this.code = code;
    this.core = core;
    this.text = text;
  }

  /** The byte that stands for it; for a core sort, the one after the {@code 0x00} that says so. */
  public int code() {
    return code;
  }

  /** Whether it is an index space of core definitions. */
  public boolean isCore() {
    return core;
  }

  /** The sort of what core modules import and export. */
  public static Sort of(ExternKind kind) {
    return switch (kind) {
      case FUNC -> CORE_FUNC;
      case TABLE -> CORE_TABLE;
      case MEMORY -> CORE_MEMORY;
      case GLOBAL -> CORE_GLOBAL;
      case TAG -> CORE_TAG;
    };
  }

  /** What {@link #of} has this for. */
  public Optional<ExternKind> externKind() {
    return switch (this) {
      case CORE_FUNC -> Optional.of(ExternKind.FUNC);
      case CORE_TABLE -> Optional.of(ExternKind.TABLE);
      case CORE_MEMORY -> Optional.of(ExternKind.MEMORY);
      case CORE_GLOBAL -> Optional.of(ExternKind.GLOBAL);
      case CORE_TAG -> Optional.of(ExternKind.TAG);
      case CORE_TYPE, CORE_MODULE, CORE_INSTANCE, FUNC, VALUE, TYPE, COMPONENT, INSTANCE ->
          Optional.empty();
    };
  }

  @Override
  public String toString() {
    return text;
  }
}
