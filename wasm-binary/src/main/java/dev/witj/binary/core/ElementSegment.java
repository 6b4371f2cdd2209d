package dev.witj.binary.core;

import java.util.List;
import java.util.OptionalInt;

/** References that go into tables. */
public record ElementSegment(Mode mode, Items items) {
  /** What becomes of a segment. */
  public sealed interface Mode {
    /** Instructions use it. */
    enum Unplaced implements Mode {
      /** {@code table.init} and others copy from it. */
      PASSIVE,
      /** It only declares that {@code ref.func} may name its functions. */
      DECLARED
    }

    /**
     * It is copied into a table when the module is instantiated.
     *
     * @param table the table by index, where it is written; otherwise it is table 0
     * @param offset where in the table
     */
    record Active(OptionalInt table, ConstExpr offset) implements Mode {
      /** The table by index. */
      public int tableIndex() {
        return table.orElse(0);
      }
    }
  }

  /** What a segment holds. */
  public sealed interface Items {
    /** Functions, by index. */
    record Functions(List<Integer> functions) implements Items {
      public Functions {
        functions = List.copyOf(functions);
      }
    }

    /** References of a type. */
    record Expressions(RefType type, List<ConstExpr> expressions) implements Items {
      public Expressions {
        expressions = List.copyOf(expressions);
      }
    }
  }
}
