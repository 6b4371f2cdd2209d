package dev.witj.wat;

import dev.witj.binary.core.ExternKind;
import org.jspecify.annotations.Nullable;

/** A field of a module: what it is, and its opening parenthesis. */
record ModuleField(Kind kind, int position) {
  /** What a field can be. */
  enum Kind {
    TYPE(null),
    REC(null),
    IMPORT(null),
    FUNC(ExternKind.FUNC),
    TABLE(ExternKind.TABLE),
    MEMORY(ExternKind.MEMORY),
    GLOBAL(ExternKind.GLOBAL),
    TAG(ExternKind.TAG),
    EXPORT(null),
    START(null),
    ELEM(null),
    DATA(null);

    private final @Nullable ExternKind extern;

    Kind(@Nullable ExternKind extern) {
      this.extern = extern;
    }

    /** The kind that the keyword at the cursor names; takes nothing. */
    static Kind at(WatCursor cursor) {
      return switch (cursor.keywordOrEmpty()) {
        case "type" -> TYPE;
        case "rec" -> REC;
        case "import" -> IMPORT;
        case "func" -> FUNC;
        case "table" -> TABLE;
        case "memory" -> MEMORY;
        case "global" -> GLOBAL;
        case "tag" -> TAG;
        case "export" -> EXPORT;
        case "start" -> START;
        case "elem" -> ELEM;
        case "data" -> DATA;
        default -> throw cursor.expected("a module field");
      };
    }

    /** What can be imported and exported; the cursor tells where a failure is. */
    ExternKind expectExtern(WatCursor cursor) {
      if (extern == null) {
        throw cursor.expected("`func`, `table`, `memory`, `global` or `tag`");
      }
      return extern;
    }
  }
}
