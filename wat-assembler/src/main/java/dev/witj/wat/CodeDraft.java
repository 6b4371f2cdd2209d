package dev.witj.wat;

import dev.witj.binary.ByteWriter;
import dev.witj.binary.core.ValType;
import dev.witj.binary.internal.core.TypeWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bodies of a module's functions, in the order of the text, as a section under construction.
 */
final class CodeDraft {
  private final List<Body> bodies = new ArrayList<>();

  /** A function's body; the bytes come when all types are known. */
  static final class Body {
    final int func;
    final int keyword;
    final int position;
    final TypeUse use;
    final int type;
    @Nullable ByteWriter bytes;
    @Nullable TextPositions positions;
    List<BodyAssembler.BranchHint> hints = List.of();
    List<IndexSpace.DebugName> localNames = List.of();
    List<IndexSpace.DebugName> labelNames = List.of();

    Body(int func, int keyword, int position, TypeUse use, int type) {
      this.func = func;
      this.keyword = keyword;
      this.position = position;
      this.use = use;
      this.type = type;
    }
  }

  void add(Body body) {
    bodies.add(body);
  }

  /** Those that have no bytes yet. */
  List<Body> waiting() {
    return bodies.stream().filter(body -> body.bytes == null).toList();
  }

  /** Runs of equal types as one declaration each. */
  static void writeLocals(List<ValType> declared, ByteWriter out) {
    int runs = 0;
    for (int i = 0; i < declared.size(); i++) {
      if (i == 0 || !declared.get(i).equals(declared.get(i - 1))) {
        runs++;
      }
    }
    out.writeU32(runs);
    for (int i = 0; i < declared.size(); ) {
      int from = i;
      while (i < declared.size() && declared.get(i).equals(declared.get(from))) {
        i++;
      }
      out.writeU32(i - from);
      TypeWriter.valType(declared.get(from), out);
    }
  }

  /**
   * Writes the section, behind that of the branch hints.
   *
   * @param names takes the names of locals and labels
   * @param positions takes where functions and instructions stand in the text, by offset in the
   *     module
   */
  void write(ByteWriter out, NameSection names, @Nullable TextPositions positions) {
    SectionDraft section = new SectionDraft(10, null);
    ByteWriter hints = new ByteWriter();
    int hinted = 0;
    for (Body function : bodies) {
      ByteWriter body = function.bytes;
      if (body != null) {
        section.next(function.keyword).writeSized(body);
      }
      names.addFunction(function.func, function.localNames, function.labelNames);
      if (!function.hints.isEmpty()) {
        hinted++;
        hints.writeU32(function.func).writeU32(function.hints.size());
        for (BodyAssembler.BranchHint hint : function.hints) {
          hints.writeU32(hint.offset()).writeU32(1).writeByte(hint.value());
        }
      }
    }
    if (hinted > 0) {
      ByteWriter content = new ByteWriter().writeU32(hinted).writeAll(hints);
      CustomSections.write(Annotations.BRANCH_HINT, content, out);
    }
    section.write(out, null);
    if (positions != null && !bodies.isEmpty()) {
      notePositions(positions, out.size() - section.items.size());
      positions.addUnknown(out.size());
    }
  }

  /**
   * The offsets of functions and their instructions in the module, whose first body's size is at an
   * offset.
   */
  private void notePositions(TextPositions noted, int start) {
    int offset = start;
    for (Body function : bodies) {
      ByteWriter body = function.bytes;
      if (body == null) {
        continue;
      }
      offset += new ByteWriter(5).writeU32(body.size()).size();
      noted.add(offset, function.keyword);
      if (function.positions != null) {
        noted.addAll(function.positions, offset);
      }
      offset += body.size();
    }
  }
}
