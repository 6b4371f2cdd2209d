package dev.witj.inspect.internal;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.core.BlockType;
import dev.witj.binary.core.CatchClause;
import dev.witj.binary.core.HeapType;
import dev.witj.binary.core.Instruction;
import dev.witj.binary.core.InstructionReader;
import dev.witj.binary.core.NameSection.Kind;
import dev.witj.binary.core.Opcode;
import dev.witj.binary.core.RefType;
import dev.witj.binary.core.ValType;
import dev.witj.inspect.WatPrinter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes instructions: those of a function each on its line, those of a constant on one. */
public final class BodyPrinter {
  private final ModuleNames names;
  private final ModuleTypes types;
  private final CoreTypePrinter printer;
  private final TextWriter out;
  private final boolean nameUnnamed;
  private final boolean folded;

  private final List<Label> labels = new ArrayList<>();
  private Names locals = Names.NONE;
  private Map<Integer, String> labelNames = Map.of();
  private int blocks;

  /** The positions of the innermost open blocks of each name. */
  private final Map<String, Integer> innermost = new HashMap<>();

  /**
   * A block that is open; a block that has no name is known by how deep it is.
   *
   * @param hidden the position of an outer block of the same name
   */
  private record Label(@Nullable String text, @Nullable Integer hidden) {}

  BodyPrinter(
      ModuleNames names,
      ModuleTypes types,
      CoreTypePrinter printer,
      TextWriter out,
      WatPrinter.Options options) {
    this.names = names;
    this.types = types;
    this.printer = printer;
    this.out = out;
    this.nameUnnamed = options.nameUnnamed();
    this.folded = options.foldInstructions();
  }

  /** Writes a constant expression without its {@code end}, spaces between its instructions. */
  void constant(ByteSlice code) {
    reset(Names.NONE, Map.of());
    if (folded) {
      FoldedPrinter.constant(this, out, code, Folding.of(code, types, 1, null));
      return;
    }
    InstructionReader in = new InstructionReader(code);
    boolean first = true;
    while (in.next() && !(in.opcode() == Opcode.END && in.atEnd())) {
      if (!first) {
        out.add(' ');
      }
      first = false;
      String comment = instruction(in);
      if (comment != null) {
        out.add(" (; ").add(comment).add(" ;)");
      }
    }
  }

  /** Writes the first instruction of an expression. */
  void single(ByteSlice code) {
    reset(Names.NONE, Map.of());
    InstructionReader in = new InstructionReader(code);
    if (in.next()) {
      instruction(in);
    }
  }

  /** How many instructions there are but for the last {@code end}. */
  static int count(ByteSlice code) {
    InstructionReader in = new InstructionReader(code);
    int count = -1;
    while (in.next()) {
      count++;
    }
    return count;
  }

  /**
   * Writes the instructions of a function.
   *
   * @param hints whether branches are likely, by where they are in the body
   * @param start where the body starts
   * @param results how many values the function gives
   * @param operands tells the operands after each instruction; null to say nothing of them
   */
  void body(
      ByteSlice code,
      Names locals,
      Map<Integer, String> labelNames,
      Map<Integer, Boolean> hints,
      int start,
      int results,
      @Nullable OperandText operands) {
    reset(locals, labelNames);
    if (folded) {
      Folding folding = Folding.of(code, types, results, operands);
      FoldedPrinter.body(this, out, code, folding, hints, start);
      return;
    }
    InstructionReader in = new InstructionReader(code);
    BlockNesting nesting = new BlockNesting(code);
    int end = code.end();
    int base = 0;
    while (in.next()) {
      Opcode opcode = in.opcode();
      if (opcode == Opcode.END && in.atEnd()) {
        end = in.offset();
        break;
      }
      nesting.add(in);
      Boolean hint = hints.isEmpty() ? null : hints.get(in.offset() - start);
      if (hint != null) {
        out.line(in.offset()).hint(hint);
      }
      boolean closes = closes(opcode) && !labels.isEmpty();
      if (closes) {
        out.outdent();
        base--;
      }
      out.line(in.offset());
      String comment = instruction(in);
      if (comment != null) {
        out.add(" ;; ").add(comment);
      }
      if (opcode.opensBlock() || (closes && continues(opcode))) {
        out.indent();
        base++;
      }
      String after = operands == null ? null : operands.next();
      if (after != null) {
        out.line().add(";; ").add(after);
      }
    }
    for (; base > 0; base--) {
      out.outdent();
    }
    nesting.close(end);
  }

  private void reset(Names newLocals, Map<Integer, String> newLabelNames) {
    labels.clear();
    innermost.clear();
    blocks = 0;
    locals = newLocals;
    labelNames = newLabelNames;
  }

  private static boolean continues(Opcode opcode) {
    return opcode == Opcode.ELSE || opcode == Opcode.CATCH || opcode == Opcode.CATCH_ALL;
  }

  private static boolean closes(Opcode opcode) {
    return opcode == Opcode.END || opcode == Opcode.DELEGATE || continues(opcode);
  }

  /** Writes an instruction before which so many blocks of its body begin. */
  @Nullable String instruction(InstructionReader in, int blocksBefore) {
    blocks = blocksBefore;
    return instruction(in);
  }

  /** Writes one instruction and gives what a comment behind it is to say. */
  private @Nullable String instruction(InstructionReader in) {
    Opcode opcode = in.opcode();
    out.add(opcode.text());
    switch (opcode.immediate()) {
      case NONE, FENCE -> {
        if (opcode == Opcode.END && !labels.isEmpty()) {
          leave();
        }
      }
      case BLOCK_TYPE -> {
        return block(in.blockType(), List.of());
      }
      case BLOCK_CATCHES -> {
        return block(in.blockType(), in.catches());
      }
      case LABEL -> {
        if (opcode == Opcode.DELEGATE && !labels.isEmpty()) {
          leave();
        }
        label(in.index());
      }
      case LABELS -> {
        for (int i = 0; i < in.count(); i++) {
          label(in.label(i));
        }
        label(in.index());
      }
      case FUNC -> reference(Kind.FUNCTION, in.index());
      case TYPE -> reference(Kind.TYPE, in.index());
      case TYPE_TABLE -> {
        referenceUnlessFirst(Kind.TABLE, in.secondIndex());
        out.add(" (type");
        reference(Kind.TYPE, in.index());
        out.add(')');
      }
      case LOCAL -> {
        out.add(' ');
        locals.reference(in.index(), out);
      }
      case GLOBAL -> reference(Kind.GLOBAL, in.index());
      case TABLE -> reference(Kind.TABLE, in.index());
      case MEMORY -> referenceUnlessFirst(Kind.MEMORY, in.index());
      case MEMORY_MEMORY -> twoUnlessFirst(Kind.MEMORY, in);
      case TABLE_TABLE -> twoUnlessFirst(Kind.TABLE, in);
      case DATA_MEMORY -> {
        referenceUnlessFirst(Kind.MEMORY, in.secondIndex());
        reference(Kind.DATA, in.index());
      }
      case ELEM_TABLE -> {
        referenceUnlessFirst(Kind.TABLE, in.secondIndex());
        reference(Kind.ELEMENT, in.index());
      }
      case DATA -> reference(Kind.DATA, in.index());
      case ELEM -> reference(Kind.ELEMENT, in.index());
      case TAG -> reference(Kind.TAG, in.index());
      case MEMARG -> access(in);
      case MEMARG_LANE -> {
        access(in);
        out.add(' ').add(in.lane());
      }
      case LANE -> out.add(' ').add(in.lane());
      case SHUFFLE -> {
        for (int i = 0; i < 16; i++) {
          long half = i < 8 ? in.int64() : in.highInt64();
          out.add(' ').add((int) (half >>> (8 * (i & 7))) & 0xff);
        }
      }
      case I32 -> out.add(' ').addSigned(in.int32());
      case I64 -> out.add(' ').addSigned(in.int64());
      case F32 -> out.add(' ').add(FloatText.of(Float.intBitsToFloat(in.int32()), in.int32()));
      case F64 -> out.add(' ').add(FloatText.of(Double.longBitsToDouble(in.int64()), in.int64()));
      case V128 -> {
        out.add(" i32x4");
        lane(in.int64());
        lane(in.int64() >>> 32);
        lane(in.highInt64());
        lane(in.highInt64() >>> 32);
      }
      case HEAP_TYPE -> {
        out.add(' ');
        switch (opcode) {
          case REF_NULL -> heap(in.heapType());
          case REF_TEST_NULL, REF_CAST_NULL -> printer.ref(RefType.nullable(in.heapType()));
          default -> printer.ref(RefType.nonNull(in.heapType()));
        }
      }
      case SELECT_TYPES -> selectTypes(in);
      case TYPE_FIELD -> {
        reference(Kind.TYPE, in.index());
        out.add(' ');
        names.fields(in.index()).reference(in.secondIndex(), out);
      }
      case TYPE_TYPE -> two(Kind.TYPE, Kind.TYPE, in);
      case TYPE_DATA -> two(Kind.TYPE, Kind.DATA, in);
      case TYPE_ELEM -> two(Kind.TYPE, Kind.ELEMENT, in);
      case TYPE_LENGTH -> {
        reference(Kind.TYPE, in.index());
        out.add(' ').add(in.secondIndex());
      }
      case LABEL_CAST -> {
        label(in.index());
        if (in.instruction() instanceof Instruction.CastBranch cast) {
          out.add(' ');
          printer.ref(cast.from());
          out.add(' ');
          printer.ref(cast.to());
        }
      }
    }
    return null;
  }

  private void heap(HeapType type) {
    printer.heap(type);
  }

  private void selectTypes(InstructionReader in) {
    if (in.instruction() instanceof Instruction.Select(_, List<ValType> results)) {
      if (results.isEmpty()) {
        out.add(" (result)");
      }
      printer.list("result", results);
    }
  }

  private void lane(long bits) {
    String digits = Integer.toHexString((int) bits);
    out.add(" 0x").add("0".repeat(8 - digits.length())).add(digits);
  }

  private void reference(Kind kind, int index) {
    out.add(' ');
    names.of(kind).reference(index, out);
  }

  /** The first table or memory is meant where none is named. */
  private void referenceUnlessFirst(Kind kind, int index) {
    if (index != 0) {
      reference(kind, index);
    }
  }

  private void two(Kind first, Kind second, InstructionReader in) {
    reference(first, in.index());
    reference(second, in.secondIndex());
  }

  private void twoUnlessFirst(Kind kind, InstructionReader in) {
    if (in.index() != 0 || in.secondIndex() != 0) {
      two(kind, kind, in);
    }
  }

  private void access(InstructionReader in) {
    referenceUnlessFirst(Kind.MEMORY, in.index());
    if (in.int64() != 0) {
      out.add(" offset=").addUnsigned(in.int64());
    }
    if (in.align() != in.opcode().alignment()) {
      out.add(" align=").addUnsigned(1L << in.align());
    }
  }

  private @Nullable String block(BlockType type, List<CatchClause> catches) {
    String name = labelNames.get(blocks++);
    String text = name != null && !name.isEmpty() ? TextWriter.identifier(name) : null;
    if (text == null && nameUnnamed) {
      text = "$#label" + labels.size();
    }
    if (text != null) {
      out.add(' ').add(text);
    }
    switch (type) {
      case BlockType.Empty _ -> {}
      case BlockType.Value(var value) -> printer.list("result", List.of(value));
      case BlockType.Index(int index) -> {
        out.add(" (type");
        reference(Kind.TYPE, index);
        out.add(')');
        types.func(index).ifPresent(printer::signature);
      }
    }
    for (CatchClause clause : catches) {
      switch (clause) {
        case CatchClause.Tagged(int tag, int label, boolean withRef) -> {
          out.add(withRef ? " (catch_ref" : " (catch");
          reference(Kind.TAG, tag);
          label(label);
        }
        case CatchClause.All(int label, boolean withRef) -> {
          out.add(withRef ? " (catch_all_ref" : " (catch_all");
          label(label);
        }
      }
      out.add(')');
    }
    enter(text);
    return text == null ? "label = @" + labels.size() : null;
  }

  private void label(int depth) {
    out.add(' ');
    int position = labels.size() - 1 - depth;
    if (depth < 0 || position < -1) {
      out.add(depth).add(" (; INVALID ;)");
      return;
    }
    String text = position < 0 ? null : labels.get(position).text();
    if (text != null && !isHidden(text, position)) {
      out.add(text);
      return;
    }
    out.add(depth);
    if (position >= 0 && text == null) {
      out.add(" (;@").add(position + 1).add(";)");
    }
  }

  private boolean isHidden(String text, int position) {
    Integer seen = innermost.get(text);
    return seen == null || seen != position;
  }

  /** Enters a block, named or not. */
  void enter(@Nullable String text) {
    labels.add(new Label(text, text == null ? null : innermost.put(text, labels.size())));
  }

  /** Leaves the innermost block and gives its name. */
  @Nullable String leave() {
    Label label = labels.removeLast();
    if (label.text() != null) {
      if (label.hidden() == null) {
        innermost.remove(label.text());
      } else {
        innermost.put(label.text(), label.hidden());
      }
    }
    return label.text();
  }
}
