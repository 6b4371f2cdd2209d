package dev.witj.binary.internal.core;

import dev.witj.binary.BinaryCode;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.Limits;
import dev.witj.binary.core.Opcode;
import dev.witj.diagnostics.DiagnosticException;
import java.util.Arrays;

/**
 * The operands and the open blocks while a body is validated, after the algorithm in the appendix
 * of the specification. Types are codes (see {@link TypeCode}) with canonical ids. After an
 * instruction that does not return, the operands of its block may be anything: popping below the
 * block's height then gives {@link TypeCode#BOTTOM}.
 */
public final class ValidationStack {
  private static final int[] EMPTY = {};

  /** Lists of one type, for the types that need no definition. */
  private static final int[][] SINGLES = new int[TypeCode.FIRST_INDEX << 4][];

  static {
    for (int code = 0; code < SINGLES.length; code++) {
      SINGLES[code] = new int[] {code};
    }
  }

  private final CanonicalTypes types;
  private ByteSlice bytes = ByteSlice.of(new byte[0]);
  private int offset;

  private int[] operands = new int[64];
  private int size;

  private Opcode[] kinds = new Opcode[16];
  private int[] heights = new int[16];
  private boolean[] unreachable = new boolean[16];
  private int[][] params = new int[16][];
  private int[][] results = new int[16][];
  private int[] initialized = new int[16];
  private int depth;

  // Of the innermost block, so that popping need not look it up.
  private int height;
  private boolean dead;

  ValidationStack(CanonicalTypes types) {
    this.types = types;
  }

  static int[] noTypes() {
    return EMPTY;
  }

  static int[] single(int code) {
    return code < SINGLES.length ? SINGLES[code] : new int[] {code};
  }

  /** Begins with another body. */
  void reset(ByteSlice body) {
    bytes = body;
    size = 0;
    depth = 0;
    height = 0;
    dead = false;
  }

  /** Says where the instruction is that the next errors are about. */
  void at(int instructionOffset) {
    offset = instructionOffset;
  }

  DiagnosticException fail(BinaryCode code, String message) {
    return code.error(message).at(bytes.source().span(offset, offset)).toException();
  }

  DiagnosticException mismatch(String message) {
    return fail(BinaryCode.TYPE_MISMATCH, "type mismatch: " + message);
  }

  // Operands.

  void push(int code) {
    if (size == operands.length) {
      grow();
    }
    operands[size++] = code;
  }

  /** A call of few bytes may push a thousand results, so the bytes alone do not bound this. */
  private void grow() {
    if (size >= Limits.MAX_FUNCTION_SIZE) {
      throw fail(
          BinaryCode.LIMIT_EXCEEDED,
          "operand stack exceeds limit of " + Limits.MAX_FUNCTION_SIZE + " values");
    }
    operands = Arrays.copyOf(operands, Math.min(2 * size, Limits.MAX_FUNCTION_SIZE));
  }

  void pushAll(int[] codes) {
    for (int code : codes) {
      push(code);
    }
  }

  /** How many operands there are, those of the outer blocks included. */
  public int size() {
    return size;
  }

  /** The type of an operand, the first being at the bottom. */
  public int operand(int index) {
    return operands[index];
  }

  /** Pops a value that must be of a type; gives the type it has. */
  int pop(int expected) {
    if (size > height) {
      int top = operands[--size];
      if (top == expected) {
        return top;
      }
      if (types.isSubtypeCode(top, expected)) {
        return top;
      }
      throw mismatch("expected " + TypeCode.name(expected) + ", found " + TypeCode.name(top));
    }
    if (dead) {
      return TypeCode.BOTTOM;
    }
    throw mismatch("expected " + TypeCode.name(expected) + " but nothing on stack");
  }

  int popAny() {
    if (size > height) {
      return operands[--size];
    }
    if (dead) {
      return TypeCode.BOTTOM;
    }
    throw mismatch("expected a type but nothing on stack");
  }

  /** Pops any reference; out of nowhere it is one that is not null to anything. */
  int popRef() {
    int type = popAny();
    if (type == TypeCode.BOTTOM) {
      return TypeCode.ref(false, TypeCode.BOTTOM_HEAP);
    }
    if (!TypeCode.isRef(type)) {
      throw mismatch("expected ref but found " + TypeCode.name(type));
    }
    return type;
  }

  void popAll(int[] codes) {
    popAll(codes, codes.length);
  }

  /** Pops the first {@code count} of some types. */
  void popAll(int[] codes, int count) {
    for (int i = count - 1; i >= 0; i--) {
      pop(codes[i]);
    }
  }

  /** Checks what a branch would take and leaves it on the stack with the label's types. */
  void popAndPush(int[] codes, int count) {
    popAll(codes, count);
    for (int i = 0; i < count; i++) {
      push(codes[i]);
    }
  }

  /** Checks what a branch would take and leaves the stack as it is. */
  void peekAll(int[] codes) {
    int at = size;
    for (int i = codes.length - 1; i >= 0; i--) {
      if (at > height) {
        int top = operands[--at];
        if (top != codes[i] && !types.isSubtypeCode(top, codes[i])) {
          throw mismatch("expected " + TypeCode.name(codes[i]) + ", found " + TypeCode.name(top));
        }
      } else if (!dead) {
        throw mismatch("expected " + TypeCode.name(codes[i]) + " but nothing on stack");
      }
    }
  }

  /** What follows in the block cannot be reached. */
  void markUnreachable() {
    size = height;
    dead = true;
    unreachable[depth - 1] = true;
  }

  // Blocks.

  int depth() {
    return depth;
  }

  /** Opens a block whose parameters are popped already. */
  void open(Opcode kind, int[] blockParams, int[] blockResults, int locals) {
    if (depth == kinds.length) {
      int more = 2 * depth;
      kinds = Arrays.copyOf(kinds, more);
      heights = Arrays.copyOf(heights, more);
      unreachable = Arrays.copyOf(unreachable, more);
      params = Arrays.copyOf(params, more);
      results = Arrays.copyOf(results, more);
      initialized = Arrays.copyOf(initialized, more);
    }
    kinds[depth] = kind;
    heights[depth] = size;
    unreachable[depth] = false;
    params[depth] = blockParams;
    results[depth] = blockResults;
    initialized[depth] = locals;
    depth++;
    height = size;
    dead = false;
    pushAll(blockParams);
  }

  /** Closes the innermost block, whose results must be all that is left on the stack. */
  void close() {
    popAll(results[depth - 1]);
    if (size != height) {
      throw mismatch("values remaining on stack at end of block");
    }
    depth--;
    if (depth > 0) {
      height = heights[depth - 1];
      dead = unreachable[depth - 1];
    }
  }

  /** The opcode of the innermost block; after {@link #close}, still of the one just closed. */
  Opcode innermost() {
    return kinds[depth - 1];
  }

  int[] closedParams() {
    return params[depth];
  }

  int[] closedResults() {
    return results[depth];
  }

  int closedLocals() {
    return initialized[depth];
  }

  private int frame(int label) {
    if (Integer.compareUnsigned(label, depth) >= 0) {
      throw fail(BinaryCode.UNKNOWN_INDEX, "unknown label: branch depth too large");
    }
    return depth - 1 - label;
  }

  Opcode kind(int label) {
    return kinds[frame(label)];
  }

  /** What a branch to a label takes. */
  int[] labelTypes(int label) {
    int frame = frame(label);
    return kinds[frame] == Opcode.LOOP ? params[frame] : results[frame];
  }

  /** The results of the whole body. */
  int[] returnTypes() {
    return results[0];
  }
}
