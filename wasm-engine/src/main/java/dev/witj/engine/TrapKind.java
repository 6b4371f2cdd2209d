package dev.witj.engine;

/** Why a guest was stopped. The texts are those of the specification's tests. */
public enum TrapKind {
  /** {@code unreachable} was executed. */
  UNREACHABLE("unreachable"),
  /** An access outside of a memory or of a data segment. */
  MEMORY_OUT_OF_BOUNDS("out of bounds memory access"),
  /** An access outside of a table or of an element segment. */
  TABLE_OUT_OF_BOUNDS("out of bounds table access"),
  /** An indirect call through a null reference. */
  UNINITIALIZED_ELEMENT("uninitialized element"),
  /** An indirect call of a function of another type. */
  INDIRECT_CALL_TYPE_MISMATCH("indirect call type mismatch"),
  /** A number that does not fit into an integer. */
  INTEGER_OVERFLOW("integer overflow"),
  /** A division by zero. */
  INTEGER_DIVIDE_BY_ZERO("integer divide by zero"),
  /** A number that is none. */
  INVALID_CONVERSION_TO_INTEGER("invalid conversion to integer"),
  /** A null reference where there must be something. */
  NULL_REFERENCE("null reference"),
  /** {@code ref.cast} of something else. */
  CAST_FAILURE("cast failure"),
  /** An access outside of an array. */
  ARRAY_OUT_OF_BOUNDS("out of bounds array access"),
  /** An atomic access at an address that is no multiple of its size. */
  UNALIGNED_ATOMIC("unaligned atomic"),
  /** {@code memory.atomic.wait} on a memory that is not shared. */
  EXPECTED_SHARED_MEMORY("expected shared memory"),
  /** More calls within calls than the stack has room for. */
  CALL_STACK_EXHAUSTED("call stack exhausted"),
  /** An object that the heap has no room for. */
  ALLOCATION_TOO_LARGE("allocation size too large"),
  /** More objects than the store's limit allows. */
  OBJECTS_EXHAUSTED("the guest holds too many objects"),
  /** Functions with more different lists of parameters than the JVM has room for. */
  SIGNATURES_EXHAUSTED("the functions take too many different lists of parameters"),
  /** The thread was interrupted. */
  INTERRUPTED("interrupted"),
  /** All fuel is used. */
  OUT_OF_FUEL("all fuel consumed"),
  /** An instruction that this engine does not know. */
  UNSUPPORTED("the core engine does not support this");

  private final String text;

  TrapKind(String text) {
    this.text = text;
  }

  /** What happened, as a phrase. */
  public String text() {
    return text;
  }
}
