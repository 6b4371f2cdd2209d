package dev.witj.binary;

/**
 * The most of everything that is accepted. WebAssembly engines have agreed on these numbers, so a
 * module within them runs everywhere.
 */
public final class Limits {
  /** Types of a module. */
  public static final int MAX_TYPES = 1_000_000;

  /** Supertypes of a type. */
  public static final int MAX_SUPERTYPES = 1;

  /** Functions of a module, imports included. */
  public static final int MAX_FUNCTIONS = 1_000_000;

  /** Imports of a module. */
  public static final int MAX_IMPORTS = 1_000_000;

  /** Exports of a module. */
  public static final int MAX_EXPORTS = 1_000_000;

  /** Globals of a module, imports included. */
  public static final int MAX_GLOBALS = 1_000_000;

  /** Tags of a module, imports included. */
  public static final int MAX_TAGS = 1_000_000;

  /** Element segments of a module. */
  public static final int MAX_ELEMENT_SEGMENTS = 100_000;

  /** Data segments of a module. */
  public static final int MAX_DATA_SEGMENTS = 100_000;

  /** Bytes of a name. */
  public static final int MAX_STRING_SIZE = 100_000;

  /** Bytes of a function body. */
  public static final int MAX_FUNCTION_SIZE = 7_654_321;

  /** Locals of a function, parameters included. */
  public static final int MAX_LOCALS = 50_000;

  /** Parameters of a function. */
  public static final int MAX_PARAMS = 1_000;

  /** Results of a function. */
  public static final int MAX_RESULTS = 1_000;

  /** Initial entries of a table, and items of an element segment. */
  public static final int MAX_TABLE_ENTRIES = 10_000_000;

  /** Tables of a module, imports included. */
  public static final int MAX_TABLES = 100;

  /** Memories of a module, imports included. */
  public static final int MAX_MEMORIES = 100;

  /** Targets of one {@code br_table}. */
  public static final int MAX_BR_TABLE_SIZE = MAX_FUNCTION_SIZE;

  /** Fields of a struct. */
  public static final int MAX_STRUCT_FIELDS = 10_000;

  /** Catch clauses of one {@code try_table}. */
  public static final int MAX_CATCHES = 10_000;

  /** Length of a chain of supertypes. */
  public static final int MAX_SUBTYPING_DEPTH = 63;

  /** Operands of {@code array.new_fixed}. */
  public static final int MAX_ARRAY_NEW_FIXED = 10_000;

  /** Types that {@code select} may be annotated with. */
  public static final int MAX_SELECT_RESULTS = 10;

  private Limits() {}
}
