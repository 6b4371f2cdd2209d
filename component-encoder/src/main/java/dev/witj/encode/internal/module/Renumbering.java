package dev.witj.encode.internal.module;

import dev.witj.binary.core.BlockType;
import dev.witj.binary.core.CatchClause;
import dev.witj.binary.core.HeapType;
import dev.witj.binary.core.Immediate;
import dev.witj.binary.core.Instruction;
import dev.witj.binary.core.MemArg;
import dev.witj.binary.core.RefType;
import dev.witj.binary.core.ValType;
import java.util.function.IntUnaryOperator;

/** Rewrites instructions for a module in which things have other indices. */
final class Renumbering {
  /** The index spaces of a module. */
  enum Space {
    TYPE,
    FUNCTION,
    TABLE,
    MEMORY,
    GLOBAL,
    TAG,
    ELEMENT,
    DATA
  }

  /** The new index of something; also told of everything that is mentioned. */
  interface Indices {
    int map(Space space, int index);
  }

  private final Indices indices;

  Renumbering(Indices indices) {
    this.indices = indices;
  }

  Instruction map(Instruction instruction) {
    return switch (instruction) {
      case Instruction.Index(var opcode, int index) ->
          new Instruction.Index(opcode, first(opcode.immediate()).applyAsInt(index));
      case Instruction.Indices(var opcode, int first, int second) ->
          new Instruction.Indices(
              opcode,
              first(opcode.immediate()).applyAsInt(first),
              second(opcode.immediate()).applyAsInt(second));
      case Instruction.Block(var opcode, var type) -> new Instruction.Block(opcode, map(type));
      case Instruction.TryTable(var opcode, var type, var catches) ->
          new Instruction.TryTable(opcode, map(type), catches.stream().map(this::map).toList());
      case Instruction.Memory(var opcode, var access) ->
          new Instruction.Memory(opcode, map(access));
      case Instruction.MemoryLane(var opcode, var access, int lane) ->
          new Instruction.MemoryLane(opcode, map(access), lane);
      case Instruction.Heap(var opcode, var type) -> new Instruction.Heap(opcode, map(type));
      case Instruction.Select(var opcode, var types) ->
          new Instruction.Select(opcode, types.stream().map(this::map).toList());
      case Instruction.CastBranch(var opcode, int label, var from, var to) ->
          new Instruction.CastBranch(opcode, label, map(from), map(to));
      case Instruction.Plain _,
          Instruction.Branches _,
          Instruction.Lane _,
          Instruction.Shuffle _,
          Instruction.I32Const _,
          Instruction.I64Const _,
          Instruction.F32Const _,
          Instruction.F64Const _,
          Instruction.V128Const _ ->
          instruction;
    };
  }

  private IntUnaryOperator in(Space space) {
    return index -> indices.map(space, index);
  }

  private IntUnaryOperator first(Immediate immediate) {
    return switch (immediate) {
      case FUNC -> in(Space.FUNCTION);
      case TYPE, TYPE_TABLE, TYPE_FIELD, TYPE_TYPE, TYPE_DATA, TYPE_ELEM, TYPE_LENGTH ->
          in(Space.TYPE);
      case GLOBAL -> in(Space.GLOBAL);
      case TABLE, TABLE_TABLE -> in(Space.TABLE);
      case MEMORY, MEMORY_MEMORY -> in(Space.MEMORY);
      case DATA, DATA_MEMORY -> in(Space.DATA);
      case ELEM, ELEM_TABLE -> in(Space.ELEMENT);
      case TAG -> in(Space.TAG);
      case NONE,
          BLOCK_TYPE,
          LABEL,
          LABELS,
          LOCAL,
          MEMARG,
          MEMARG_LANE,
          LANE,
          SHUFFLE,
          I32,
          I64,
          F32,
          F64,
          V128,
          HEAP_TYPE,
          SELECT_TYPES,
          BLOCK_CATCHES,
          LABEL_CAST,
          FENCE ->
          IntUnaryOperator.identity();
    };
  }

  private IntUnaryOperator second(Immediate immediate) {
    return switch (immediate) {
      case TYPE_TABLE, ELEM_TABLE, TABLE_TABLE -> in(Space.TABLE);
      case MEMORY_MEMORY, DATA_MEMORY -> in(Space.MEMORY);
      case TYPE_TYPE -> in(Space.TYPE);
      case TYPE_DATA -> in(Space.DATA);
      case TYPE_ELEM -> in(Space.ELEMENT);
      case Immediate _ -> IntUnaryOperator.identity();
    };
  }

  private BlockType map(BlockType type) {
    return switch (type) {
      case BlockType.Empty _ -> type;
      case BlockType.Value(var value) -> new BlockType.Value(map(value));
      case BlockType.Index(int index) -> new BlockType.Index(indices.map(Space.TYPE, index));
    };
  }

  private CatchClause map(CatchClause clause) {
    return switch (clause) {
      case CatchClause.Tagged(int tag, int label, boolean withRef) ->
          new CatchClause.Tagged(indices.map(Space.TAG, tag), label, withRef);
      case CatchClause.All _ -> clause;
    };
  }

  private MemArg map(MemArg access) {
    return new MemArg(access.align(), indices.map(Space.MEMORY, access.memory()), access.offset());
  }

  ValType map(ValType type) {
    return type instanceof RefType reference ? map(reference) : type;
  }

  RefType map(RefType type) {
    return new RefType(type.nullable(), map(type.heap()));
  }

  private HeapType map(HeapType type) {
    return switch (type) {
      case HeapType.Concrete(int index) -> new HeapType.Concrete(indices.map(Space.TYPE, index));
      case HeapType.Abstract _ -> type;
    };
  }
}
