package dev.witj.wat;

import dev.witj.binary.ByteWriter;
import dev.witj.binary.core.HeapType;
import dev.witj.binary.core.Instruction;
import dev.witj.binary.core.Opcode;
import dev.witj.binary.core.RefType;
import dev.witj.binary.internal.core.TypeWriter;
import org.jspecify.annotations.Nullable;

/** Element and data segments, those written inside a table or memory included. */
final class SegmentAssembler {
  private final WatCursor cursor;
  private final ModuleScope scope;
  private final TypeParser types;
  private final BodyAssembler bodies;
  private final SectionDraft elems;
  private final SectionDraft datas;

  /** The token that the current segment begins with. */
  private int keyword;

  SegmentAssembler(
      WatCursor cursor,
      ModuleScope scope,
      TypeParser types,
      BodyAssembler bodies,
      SectionDraft elems,
      SectionDraft datas) {
    this.cursor = cursor;
    this.scope = scope;
    this.types = types;
    this.bodies = bodies;
    this.elems = elems;
    this.datas = datas;
  }

  SectionDraft elems() {
    return elems;
  }

  SectionDraft datas() {
    return datas;
  }

  // Elements.

  /**
   * The items of a segment: functions by index, or expressions of a type.
   *
   * @param type null for functions
   */
  private record Items(@Nullable RefType type, int count, ByteWriter items) {}

  /** The rest of {@code (elem …}, up to the closing parenthesis. */
  void elem() {
    keyword = cursor.position() - 1;
    cursor.takeId();
    cursor.takeNameAnnotation();
    if (cursor.takeKeyword("declare")) {
      plain(3, items());
    } else if (cursor.isInteger() || (cursor.isLeft() && !types.isRefType())) {
      int table = 0;
      boolean explicit = false;
      if (cursor.isInteger()) {
        table = cursor.expectU32();
        explicit = true;
      } else if (cursor.takeForm("table")) {
        table = scope.tables.expect(cursor);
        cursor.expectRight();
        explicit = true;
      }
      ByteWriter offset = new ByteWriter();
      offset(offset);
      active(table, explicit, offset, items());
    } else {
      plain(1, items());
    }
  }

  /**
   * The rest of {@code (elem …)} inside a table of so many elements.
   *
   * @return how many items there are
   */
  int inlineElem(int table, boolean index64, RefType type) {
    keyword = cursor.position() - 1;
    ByteWriter offset = zero(index64);
    Items items = cursor.isLeft() ? expressions(type) : functions(type);
    cursor.expectRight();
    active(table, true, offset, items);
    return items.count();
  }

  private static ByteWriter zero(boolean index64) {
    ByteWriter offset = new ByteWriter();
    Instruction zero = index64 ? new Instruction.I64Const(0) : new Instruction.I32Const(0);
    zero.write(offset);
    return offset.writeByte(Opcode.END.code());
  }

  /** {@code (offset expr)} or one folded instruction. */
  private void offset(ByteWriter out) {
    if (cursor.takeForm("offset")) {
      bodies.expression(out);
      cursor.expectRight();
    } else {
      bodies.foldedExpression(out);
    }
  }

  private Items items() {
    if (types.isRefType()) {
      return expressions(types.expectRefType());
    }
    cursor.takeKeyword("func");
    return functions();
  }

  /** Functions as elements of a table, which has a type: some can hold them as references only. */
  private Items functions(RefType type) {
    if (type.heap() == HeapType.Abstract.FUNC) {
      return functions();
    }
    ByteWriter out = new ByteWriter();
    int count = 0;
    while (cursor.isIndex()) {
      new Instruction.Index(Opcode.REF_FUNC, scope.funcs.expect(cursor)).write(out);
      out.writeByte(Opcode.END.code());
      count++;
    }
    return new Items(type, count, out);
  }

  private Items functions() {
    ByteWriter out = new ByteWriter();
    int count = 0;
    while (cursor.isIndex()) {
      out.writeU32(scope.funcs.expect(cursor));
      count++;
    }
    return new Items(null, count, out);
  }

  private Items expressions(RefType type) {
    ByteWriter out = new ByteWriter();
    int count = 0;
    while (!cursor.isRight()) {
      if (cursor.takeForm("item")) {
        bodies.expression(out);
        cursor.expectRight();
      } else {
        bodies.foldedExpression(out);
      }
      count++;
    }
    return new Items(type, count, out);
  }

  private void plain(int flag, Items items) {
    ByteWriter out = elems.next(keyword);
    RefType type = items.type();
    if (type == null) {
      out.writeU32(flag).writeByte(0);
    } else {
      out.writeU32(flag | 4);
      TypeWriter.refType(type, out);
    }
    out.writeU32(items.count()).writeAll(items.items());
  }

  private void active(int table, boolean explicit, ByteWriter offset, Items items) {
    ByteWriter out = elems.next(keyword);
    RefType type = items.type();
    boolean named = explicit || table != 0 || (type != null && !type.equals(RefType.FUNCREF));
    out.writeU32((named ? 2 : 0) | (type == null ? 0 : 4));
    if (named) {
      out.writeU32(table);
    }
    out.writeAll(offset);
    if (named) {
      if (type == null) {
        out.writeByte(0);
      } else {
        TypeWriter.refType(type, out);
      }
    }
    out.writeU32(items.count()).writeAll(items.items());
  }

  // Data.

  /** The rest of {@code (data …}, up to the closing parenthesis. */
  void data() {
    keyword = cursor.position() - 1;
    cursor.takeId();
    cursor.takeNameAnnotation();
    if (!cursor.isInteger() && (!cursor.isLeft() || isNumberList())) {
      ByteWriter bytes = bytes();
      datas.next(keyword).writeU32(1).writeSized(bytes);
      return;
    }
    int memory = 0;
    if (cursor.isInteger()) {
      memory = cursor.expectU32();
    } else if (cursor.takeForm("memory")) {
      memory = scope.memories.expect(cursor);
      cursor.expectRight();
    }
    ByteWriter offset = new ByteWriter();
    offset(offset);
    activeData(memory, offset, bytes());
  }

  /**
   * The rest of {@code (data …)} inside a memory.
   *
   * @return how many bytes there are
   */
  int inlineData(int memory, boolean index64) {
    keyword = cursor.position() - 1;
    ByteWriter bytes = bytes();
    cursor.expectRight();
    activeData(memory, zero(index64), bytes);
    return bytes.size();
  }

  private void activeData(int memory, ByteWriter offset, ByteWriter bytes) {
    ByteWriter out = datas.next(keyword);
    if (memory == 0) {
      out.writeU32(0);
    } else {
      out.writeU32(2).writeU32(memory);
    }
    out.writeAll(offset).writeSized(bytes);
  }

  private boolean isNumberList() {
    return switch (cursor.formOrEmpty()) {
      case "i8", "i16", "i32", "i64", "f32", "f64", "v128" -> true;
      default -> false;
    };
  }

  /** Strings and lists of numbers. */
  private ByteWriter bytes() {
    ByteWriter out = new ByteWriter();
    while (!cursor.isRight()) {
      if (isNumberList()) {
        numbers(out);
      } else {
        out.writeBytes(cursor.expectBytes());
      }
    }
    return out;
  }

  private void numbers(ByteWriter out) {
    cursor.advance();
    String kind = cursor.expectKeyword();
    while (!cursor.isRight()) {
      switch (kind) {
        case "i8" -> out.writeByte((int) cursor.expectInteger(8, true));
        case "i16" -> {
          int value = (int) cursor.expectInteger(16, true);
          out.writeByte(value).writeByte(value >> 8);
        }
        case "i32" -> out.writeFixed32((int) cursor.expectInteger(32, true));
        case "i64" -> out.writeFixed64(cursor.expectInteger(64, true));
        case "f32" -> out.writeFixed32(cursor.expectF32());
        case "f64" -> out.writeFixed64(cursor.expectF64());
        default -> {
          Instruction.V128Const vector = ImmediateParser.vector(cursor);
          out.writeFixed64(vector.low()).writeFixed64(vector.high());
        }
      }
    }
    cursor.expectRight();
  }
}
