package dev.witj.binary.core;

import dev.witj.binary.BinaryCode;
import dev.witj.binary.ByteCursor;
import dev.witj.binary.ByteRange;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.Limits;
import dev.witj.binary.internal.core.TypeCode;
import dev.witj.binary.internal.core.TypeReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs over instructions where they lie. {@link #next} moves to an instruction, and the accessors
 * then give its parts; no object is made for it unless {@link #instruction} is asked for one.
 *
 * <pre>{@code
 * InstructionReader in = new InstructionReader(body.code());
 * while (in.next()) {
 *   switch (in.opcode()) { ... in.index() ... }
 * }
 * }</pre>
 */
public final class InstructionReader {
  private static final int[] NO_INTS = {};

  /** What {@link #typeCode} is for a block type that is none of a value's: nothing. */
  public static final int BLOCK_EMPTY = -1;

  /** A type index in {@link #index}. */
  public static final int BLOCK_INDEX = -2;

  private final ByteCursor in;
  private int offset;
  private Opcode opcode = Opcode.NOP;
  private int index;
  private int second;
  private int secondOffset;
  private long number;
  private long high;
  private int align;
  private int typeCode;
  private int secondTypeCode;
  private int count;
  private int[] list = NO_INTS;

  /** A reader over all the instructions in a slice, the last {@code end} included. */
  public InstructionReader(ByteSlice code) {
    this(code.cursor());
  }

  /** A reader that goes on from where a cursor stands. */
  public InstructionReader(ByteCursor in) {
    this.in = in;
  }

  /**
   * Reads an expression in the middle of a section: instructions up to the {@code end} that belongs
   * to none of their blocks.
   *
   * @return the instructions, that {@code end} included
   */
  public static ByteSlice expression(ByteCursor in) {
    int start = in.position();
    InstructionReader reader = new InstructionReader(in);
    int depth = 0;
    while (depth >= 0) {
      if (!reader.next()) {
        throw in.fail(BinaryCode.UNEXPECTED_END, "unexpected end-of-file");
      }
      if (reader.opcode.opensBlock()) {
        depth++;
      } else if (reader.opcode == Opcode.END || reader.opcode == Opcode.DELEGATE) {
        depth--;
      }
    }
    int end = in.position();
    in.seek(start);
    return in.readSlice(end - start);
  }

  /**
   * Moves to the next instruction.
   *
   * @return false if there is none
   */
  public boolean next() {
    if (in.atEnd()) {
      return false;
    }
    offset = in.position();
    int first = in.readByte();
    Opcode found = Opcode.plain(first);
    if (found == null) {
      found = readPrefixed(first);
    }
    opcode = found;
    if (found.immediate() != Immediate.NONE) {
      readImmediate(found.immediate());
    }
    return true;
  }

  private Opcode readPrefixed(int prefix) {
    if (Opcode.isPrefix(prefix)) {
      int sub = in.readU32();
      Opcode found = Opcode.prefixed(prefix, sub);
      if (found != null) {
        return found;
      }
      throw unknown(
          "unknown 0x" + Integer.toHexString(prefix) + " subopcode: 0x" + Integer.toHexString(sub));
    }
    throw unknown("illegal opcode: 0x" + Integer.toHexString(prefix));
  }

  private RuntimeException unknown(String message) {
    return in.failAt(offset, BinaryCode.UNKNOWN_OPCODE, message);
  }

  private void readImmediate(Immediate immediate) {
    switch (immediate) {
      case NONE -> {}
      case LABEL, FUNC, TYPE, LOCAL, GLOBAL, TABLE, MEMORY, DATA, ELEM, TAG -> {
        secondOffset = in.position();
        index = in.readU32();
      }
      case TYPE_TABLE,
          MEMORY_MEMORY,
          DATA_MEMORY,
          ELEM_TABLE,
          TABLE_TABLE,
          TYPE_FIELD,
          TYPE_TYPE,
          TYPE_DATA,
          TYPE_ELEM,
          TYPE_LENGTH -> {
        index = in.readU32();
        secondOffset = in.position();
        second = in.readU32();
      }
      case I32 -> number = in.readS32();
      case I64 -> number = in.readS64();
      case F32 -> number = in.readFixed32();
      case F64 -> number = in.readFixed64();
      case MEMARG -> readMemArg();
      case BLOCK_TYPE -> readBlockType();
      case MEMARG_LANE -> {
        readMemArg();
        second = in.readByte();
      }
      case LANE -> second = in.readByte();
      case V128, SHUFFLE -> {
        number = in.readFixed64();
        high = in.readFixed64();
      }
      case LABELS -> readLabels();
      case HEAP_TYPE -> typeCode = TypeReader.heapTypeCode(in);
      case SELECT_TYPES -> readSelectTypes();
      case BLOCK_CATCHES -> {
        readBlockType();
        readCatches();
      }
      case LABEL_CAST -> readCast();
      case FENCE -> readFence();
    }
  }

  private void readLabels() {
    count = in.readCount(Limits.MAX_BR_TABLE_SIZE, "br_table");
    growList(in.reserve(count));
    for (int i = 0; i < count; i++) {
      list[i] = in.readU32();
    }
    index = in.readU32();
  }

  private void readSelectTypes() {
    count = in.readCount(Limits.MAX_SELECT_RESULTS, "select types");
    growList(count);
    for (int i = 0; i < count; i++) {
      list[i] = TypeReader.valTypeCode(in);
    }
  }

  private void readCast() {
    int at = in.position();
    int flags = in.readByte();
    if (flags > 3) {
      throw in.failAt(at, BinaryCode.MALFORMED, "invalid cast flags: " + flags);
    }
    index = in.readU32();
    typeCode = TypeCode.ref((flags & 1) != 0, TypeReader.heapTypeCode(in));
    secondTypeCode = TypeCode.ref((flags & 2) != 0, TypeReader.heapTypeCode(in));
  }

  private void readFence() {
    int at = in.position();
    if (in.readByte() != 0) {
      throw in.failAt(at, BinaryCode.MALFORMED, "nonzero byte after `atomic.fence`");
    }
  }

  private void readMemArg() {
    int at = in.position();
    int flags = in.readU32();
    if (Integer.compareUnsigned(flags, 0x80) >= 0) {
      throw in.failAt(at, BinaryCode.MALFORMED, "malformed memop alignment: alignment too large");
    }
    align = flags & 0x3f;
    secondOffset = in.position();
    index = (flags & 0x40) != 0 ? in.readU32() : 0;
    number = in.readU64();
  }

  private void readBlockType() {
    int first = in.peek();
    if (first == 0x40) {
      in.skip(1);
      typeCode = BLOCK_EMPTY;
    } else if (TypeReader.startsValType(first)) {
      typeCode = TypeReader.valTypeCode(in);
    } else {
      int at = in.position();
      long type = in.readS33();
      if (type < 0) {
        throw in.failAt(at, BinaryCode.MALFORMED, "invalid block type");
      }
      typeCode = BLOCK_INDEX;
      index = (int) type;
    }
  }

  /** Three numbers for each clause: kind, tag (0 if it has none), label. */
  private void readCatches() {
    count = in.readCount(Limits.MAX_CATCHES, "catches");
    growList(3 * in.reserve(count));
    for (int i = 0; i < count; i++) {
      int at = in.position();
      int kind = in.readByte();
      if (kind > 3) {
        throw in.invalidByte(at, kind, "catch");
      }
      list[3 * i] = kind;
      list[3 * i + 1] = kind < 2 ? in.readU32() : 0;
      list[3 * i + 2] = in.readU32();
    }
  }

  /** The list never outgrows what is read: every item takes at least a byte of the input. */
  private void growList(int size) {
    if (list.length < size) {
      list = Arrays.copyOf(NO_INTS, Math.max(size, 2 * list.length));
    }
  }

  /** Where the instruction begins in the file. */
  public int offset() {
    return offset;
  }

  /** Where the instruction lies in the file. */
  public ByteRange range() {
    return new ByteRange(offset, in.position());
  }

  /** Where the instruction ends in the file. */
  public int end() {
    return in.position();
  }

  /** The cursor that this reads from, for errors. */
  public ByteCursor cursor() {
    return in;
  }

  /** Whether no instruction follows. */
  public boolean atEnd() {
    return in.atEnd();
  }

  /** What it does. */
  public Opcode opcode() {
    return opcode;
  }

  /**
   * The first or only index. It is the label where there are labels, the default label of {@code
   * br_table}, and the memory where there is an alignment.
   */
  public int index() {
    return index;
  }

  /** The second index, or the length of {@code array.new_fixed}. */
  public int secondIndex() {
    return second;
  }

  /** How many bytes the last index takes: an index is not always in its shortest form. */
  public int lastIndexSize() {
    return in.position() - secondOffset;
  }

  /** The number of a 32-bit constant, a float's as its bits. */
  public int int32() {
    return (int) number;
  }

  /**
   * The number of a 64-bit constant, a float's as its bits; the lower half of a vector or of the
   * lanes of a shuffle; the offset of an access.
   */
  public long int64() {
    return number;
  }

  /** The upper half of a vector or of the lanes of a shuffle. */
  public long highInt64() {
    return high;
  }

  /** The binary logarithm of the alignment of an access. */
  public int align() {
    return align;
  }

  /** The lane. */
  public int lane() {
    return second;
  }

  /** How many labels, {@code select} types or catch clauses there are. */
  public int count() {
    return count;
  }

  /** The label of {@code br_table} at a position. */
  public int label(int position) {
    return list[position];
  }

  /** The heap type. */
  public HeapType heapType() {
    return TypeCode.heapType(typeCode);
  }

  /** The type of the block. */
  public BlockType blockType() {
    return switch (typeCode) {
      case BLOCK_EMPTY -> BlockType.Empty.EMPTY;
      case BLOCK_INDEX -> new BlockType.Index(index);
      default -> new BlockType.Value(TypeCode.valType(typeCode));
    };
  }

  /** The clauses of {@code try_table}. */
  public List<CatchClause> catches() {
    List<CatchClause> clauses = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int kind = list[3 * i];
      int label = list[3 * i + 2];
      clauses.add(
          kind < 2
              ? new CatchClause.Tagged(list[3 * i + 1], label, kind == 1)
              : new CatchClause.All(label, kind == 3));
    }
    return clauses;
  }

  /**
   * The type of the block, the heap type, or the source of a cast, as a number that stands for it:
   * {@link #instruction} has the type.
   */
  public int typeCode() {
    return typeCode;
  }

  /** The code of the target of a cast. */
  public int secondTypeCode() {
    return secondTypeCode;
  }

  /** A number of the list: the code of a type of {@code select}, or a part of a catch clause. */
  public int listItem(int position) {
    return list[position];
  }

  /** Labels as a list. */
  private List<Integer> labels() {
    List<Integer> labels = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      labels.add(list[i]);
    }
    return labels;
  }

  private List<ValType> selectTypes() {
    List<ValType> types = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      types.add(TypeCode.valType(list[i]));
    }
    return types;
  }

  /** The next instruction as a value; null if there is none. */
  public @Nullable Instruction nextInstruction() {
    return next() ? instruction() : null;
  }

  /** All the instructions of a slice as values. */
  public static List<Instruction> instructions(ByteSlice code) {
    InstructionReader reader = new InstructionReader(code);
    List<Instruction> instructions = new ArrayList<>();
    while (reader.next()) {
      instructions.add(reader.instruction());
    }
    return instructions;
  }

  /** The instruction as a value. */
  public Instruction instruction() {
    return switch (opcode.immediate()) {
      case NONE, FENCE -> new Instruction.Plain(opcode);
      case BLOCK_TYPE -> new Instruction.Block(opcode, blockType());
      case BLOCK_CATCHES -> new Instruction.TryTable(opcode, blockType(), catches());
      case LABEL, FUNC, TYPE, LOCAL, GLOBAL, TABLE, MEMORY, DATA, ELEM, TAG ->
          new Instruction.Index(opcode, index);
      case TYPE_TABLE,
          MEMORY_MEMORY,
          DATA_MEMORY,
          ELEM_TABLE,
          TABLE_TABLE,
          TYPE_FIELD,
          TYPE_TYPE,
          TYPE_DATA,
          TYPE_ELEM,
          TYPE_LENGTH ->
          new Instruction.Indices(opcode, index, second);
      case LABELS -> new Instruction.Branches(opcode, labels(), index);
      case MEMARG -> new Instruction.Memory(opcode, new MemArg(align, index, number));
      case MEMARG_LANE ->
          new Instruction.MemoryLane(opcode, new MemArg(align, index, number), second);
      case LANE -> new Instruction.Lane(opcode, second);
      case SHUFFLE -> new Instruction.Shuffle(opcode, number, high);
      case I32 -> new Instruction.I32Const((int) number);
      case I64 -> new Instruction.I64Const(number);
      case F32 -> new Instruction.F32Const((int) number);
      case F64 -> new Instruction.F64Const(number);
      case V128 -> new Instruction.V128Const(number, high);
      case HEAP_TYPE -> new Instruction.Heap(opcode, heapType());
      case SELECT_TYPES -> new Instruction.Select(opcode, selectTypes());
      case LABEL_CAST ->
          new Instruction.CastBranch(
              opcode, index, TypeCode.refType(typeCode), TypeCode.refType(secondTypeCode));
    };
  }
}
