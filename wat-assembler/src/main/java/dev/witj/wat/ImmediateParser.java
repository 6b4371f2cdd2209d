package dev.witj.wat;

import dev.witj.binary.core.BlockType;
import dev.witj.binary.core.CatchClause;
import dev.witj.binary.core.Immediate;
import dev.witj.binary.core.Instruction;
import dev.witj.binary.core.MemArg;
import dev.witj.binary.core.Opcode;
import dev.witj.binary.core.RefType;
import dev.witj.binary.core.ValType;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what follows an instruction's name. Type uses are not handled here: when their signature
 * becomes a type depends on where the instruction ends up.
 */
final class ImmediateParser {
  private final WatCursor cursor;
  private final ModuleScope scope;
  private final TypeParser types;
  private final IndexSpace locals;
  private final LabelScopes labels;

  ImmediateParser(
      WatCursor cursor,
      ModuleScope scope,
      TypeParser types,
      IndexSpace locals,
      LabelScopes labels) {
    this.cursor = cursor;
    this.scope = scope;
    this.types = types;
    this.locals = locals;
    this.labels = labels;
  }

  /** The instruction, with the cursor behind its name; not for those with a type use. */
  Instruction parse(Opcode opcode) {
    return switch (opcode.immediate()) {
      case NONE -> opcode == Opcode.SELECT ? select() : new Instruction.Plain(opcode);
      case FENCE -> new Instruction.Plain(opcode);
      case LABEL -> new Instruction.Index(opcode, labels.expect(cursor));
      case LABELS -> branches(opcode);
      case FUNC -> new Instruction.Index(opcode, scope.funcs.expect(cursor));
      case TYPE -> new Instruction.Index(opcode, scope.types.expect(cursor));
      case LOCAL -> new Instruction.Index(opcode, locals.expect(cursor));
      case GLOBAL -> new Instruction.Index(opcode, scope.globals.expect(cursor));
      case TABLE -> new Instruction.Index(opcode, optional(scope.tables));
      case MEMORY -> new Instruction.Index(opcode, optional(scope.memories));
      case MEMORY_MEMORY -> both(opcode, scope.memories);
      case TABLE_TABLE -> both(opcode, scope.tables);
      case DATA_MEMORY -> {
        scope.needsDataCount = true;
        yield segmentOf(opcode, scope.datas, scope.memories);
      }
      case ELEM_TABLE -> segmentOf(opcode, scope.elems, scope.tables);
      case DATA -> {
        scope.needsDataCount = true;
        yield new Instruction.Index(opcode, scope.datas.expect(cursor));
      }
      case ELEM -> new Instruction.Index(opcode, scope.elems.expect(cursor));
      case TAG -> new Instruction.Index(opcode, scope.tags.expect(cursor));
      case MEMARG -> new Instruction.Memory(opcode, memArg(opcode));
      case MEMARG_LANE -> {
        MemArg access = laneComesFirst() ? new MemArg(opcode.alignment(), 0, 0) : memArg(opcode);
        yield new Instruction.MemoryLane(opcode, access, lane());
      }
      case LANE -> new Instruction.Lane(opcode, lane());
      case SHUFFLE -> shuffle(opcode);
      case I32 -> new Instruction.I32Const((int) cursor.expectInteger(32, true));
      case I64 -> new Instruction.I64Const(cursor.expectInteger(64, true));
      case F32 -> new Instruction.F32Const(cursor.expectF32());
      case F64 -> new Instruction.F64Const(cursor.expectF64());
      case V128 -> vector(cursor);
      case HEAP_TYPE -> heap(opcode);
      case SELECT_TYPES -> select();
      case TYPE_FIELD -> {
        int type = scope.types.expect(cursor);
        yield new Instruction.Indices(opcode, type, scope.expectField(cursor, type));
      }
      case TYPE_TYPE -> {
        int first = scope.types.expect(cursor);
        yield new Instruction.Indices(opcode, first, scope.types.expect(cursor));
      }
      case TYPE_DATA -> {
        scope.needsDataCount = true;
        int type = scope.types.expect(cursor);
        yield new Instruction.Indices(opcode, type, scope.datas.expect(cursor));
      }
      case TYPE_ELEM -> {
        int type = scope.types.expect(cursor);
        yield new Instruction.Indices(opcode, type, scope.elems.expect(cursor));
      }
      case TYPE_LENGTH -> {
        int type = scope.types.expect(cursor);
        yield new Instruction.Indices(opcode, type, cursor.expectU32());
      }
      case LABEL_CAST -> {
        int label = labels.expect(cursor);
        RefType from = types.expectRefType();
        yield new Instruction.CastBranch(opcode, label, from, types.expectRefType());
      }
      case BLOCK_TYPE, BLOCK_CATCHES, TYPE_TABLE ->
          throw new IllegalArgumentException(opcode + " has a type use");
    };
  }

  /** An index that stands for 0 where it is left out. */
  int optional(IndexSpace space) {
    return cursor.isIndex() ? space.expect(cursor) : 0;
  }

  private Instruction both(Opcode opcode, IndexSpace space) {
    if (!cursor.isIndex()) {
      return new Instruction.Indices(opcode, 0, 0);
    }
    int destination = space.expect(cursor);
    return new Instruction.Indices(opcode, destination, space.expect(cursor));
  }

  /** The text has the memory or table first, the binary has it last. */
  private Instruction segmentOf(Opcode opcode, IndexSpace segments, IndexSpace spaces) {
    boolean two = cursor.peek(1) == TokenKind.ID || cursor.peek(1) == TokenKind.INTEGER;
    int target = two ? spaces.expect(cursor) : 0;
    return new Instruction.Indices(opcode, segments.expect(cursor), target);
  }

  private Instruction branches(Opcode opcode) {
    List<Integer> targets = new ArrayList<>();
    do {
      targets.add(labels.expect(cursor));
    } while (cursor.isIndex());
    int otherwise = targets.removeLast();
    return new Instruction.Branches(opcode, targets, otherwise);
  }

  private Instruction select() {
    if (!cursor.isForm("result")) {
      return new Instruction.Plain(Opcode.SELECT);
    }
    List<ValType> results = new ArrayList<>();
    while (cursor.takeForm("result")) {
      while (!cursor.isRight()) {
        results.add(types.expectValType());
      }
      cursor.expectRight();
    }
    return new Instruction.Select(Opcode.SELECT_TYPED, results);
  }

  private Instruction heap(Opcode opcode) {
    return switch (opcode) {
      case REF_TEST, REF_TEST_NULL -> cast(Opcode.REF_TEST, Opcode.REF_TEST_NULL);
      case REF_CAST, REF_CAST_NULL -> cast(Opcode.REF_CAST, Opcode.REF_CAST_NULL);
      default -> new Instruction.Heap(opcode, types.expectHeapType());
    };
  }

  private Instruction cast(Opcode nonNull, Opcode nullable) {
    RefType type = types.expectRefType();
    return new Instruction.Heap(type.nullable() ? nullable : nonNull, type.heap());
  }

  /**
   * Whether an integer after a lane access is the lane and not the memory: it is unless another
   * integer, an offset or an alignment follows.
   */
  private boolean laneComesFirst() {
    if (cursor.peek() != TokenKind.INTEGER || cursor.peek(1) == TokenKind.INTEGER) {
      return false;
    }
    int next = cursor.position() + 1;
    return !cursor.tokens().startsWith(next, "offset=")
        && !cursor.tokens().startsWith(next, "align=");
  }

  private int lane() {
    return (int) cursor.expectInteger(8, false);
  }

  private Instruction shuffle(Opcode opcode) {
    long low = 0;
    long high = 0;
    for (int i = 0; i < 8; i++) {
      low |= (long) lane() << (i * 8);
    }
    for (int i = 0; i < 8; i++) {
      high |= (long) lane() << (i * 8);
    }
    return new Instruction.Shuffle(opcode, low, high);
  }

  private MemArg memArg(Opcode opcode) {
    int memory = optional(scope.memories);
    Long offset = cursor.takeAssignment("offset=");
    Long align = cursor.takeAssignment("align=");
    int log2 = opcode.alignment();
    if (align != null) {
      if (Long.bitCount(align) != 1) {
        throw WatCursor.failAt(cursor.tokens().span(cursor.position() - 1), WatCode.BAD_ALIGNMENT);
      }
      log2 = Long.numberOfTrailingZeros(align);
    }
    return new MemArg(log2, memory, offset == null ? 0 : offset);
  }

  /** A shape and its lanes, as after {@code v128.const}. */
  static Instruction.V128Const vector(WatCursor cursor) {
    long[] halves = new long[2];
    switch (cursor.keywordOrEmpty()) {
      case "i8x16" -> lanes(cursor, halves, 8, false);
      case "i16x8" -> lanes(cursor, halves, 16, false);
      case "i32x4" -> lanes(cursor, halves, 32, false);
      case "i64x2" -> lanes(cursor, halves, 64, false);
      case "f32x4" -> lanes(cursor, halves, 32, true);
      case "f64x2" -> lanes(cursor, halves, 64, true);
      default -> throw cursor.expected("a v128 shape");
    }
    return new Instruction.V128Const(halves[0], halves[1]);
  }

  private static void lanes(WatCursor cursor, long[] halves, int bits, boolean floats) {
    cursor.advance();
    for (int at = 0; at < 128; at += bits) {
      long lane =
          floats
              ? bits == 32 ? cursor.expectF32() : cursor.expectF64()
              : cursor.expectInteger(bits, true);
      halves[at / 64] |= bits == 64 ? lane : (lane & ((1L << bits) - 1)) << (at % 64);
    }
  }

  // Blocks.

  /** {@code (catch $tag $label)} and its sisters, as many as there are. */
  List<CatchClause> takeCatches() {
    List<CatchClause> clauses = new ArrayList<>();
    while (true) {
      String form = cursor.formOrEmpty();
      boolean withRef = form.endsWith("_ref");
      switch (form) {
        case "catch", "catch_ref" -> {
          cursor.expectForm(form);
          int tag = scope.tags.expect(cursor);
          clauses.add(new CatchClause.Tagged(tag, labels.expect(cursor), withRef));
        }
        case "catch_all", "catch_all_ref" -> {
          cursor.expectForm(form);
          clauses.add(new CatchClause.All(labels.expect(cursor), withRef));
        }
        default -> {
          return clauses;
        }
      }
      cursor.expectRight();
    }
  }

  /** What a type use says of a block: only signatures that have no short form become types. */
  BlockType blockType(TypeUse use) {
    if (use.index().isEmpty() && use.inline().type().params().isEmpty()) {
      List<ValType> results = use.inline().type().results();
      if (results.isEmpty()) {
        return BlockType.Empty.EMPTY;
      }
      if (results.size() == 1) {
        return new BlockType.Value(results.getFirst());
      }
    }
    return new BlockType.Index(scope.typeIndex(use));
  }

  /** Whether an opcode's immediate is or holds a type use. */
  static boolean hasTypeUse(Opcode opcode) {
    Immediate immediate = opcode.immediate();
    return immediate == Immediate.TYPE_TABLE || opcode.opensBlock();
  }
}
