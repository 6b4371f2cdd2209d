package dev.witj.binary.core;

import dev.witj.binary.BinaryCode;
import dev.witj.binary.ByteCursor;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.ByteWriter;
import dev.witj.binary.Limits;
import dev.witj.binary.internal.core.SectionReader;
import java.util.List;

/** The custom section {@code metadata.code.branch_hint}: which branches are likely. */
public record BranchHintSection(List<Function> functions) {
  /** The name of the custom section. */
  public static final String NAME = "metadata.code.branch_hint";

  public BranchHintSection {
    functions = List.copyOf(functions);
  }

  /** The hints for a function, by index. */
  public record Function(int index, List<Hint> hints) {
    public Function {
      hints = List.copyOf(hints);
    }
  }

  /**
   * A hint.
   *
   * @param offset where the branch is, from the start of the function's body
   * @param taken whether it is likely to be taken
   */
  public record Hint(int offset, boolean taken) {
    /** A hint as it stands in the section. */
    public static Hint read(ByteCursor in) {
      int offset = in.readU32();
      int at = in.position();
      if (in.readU32() != 1) {
        throw in.failAt(at, BinaryCode.MALFORMED, "invalid branch hint length");
      }
      return new Hint(offset, in.readFlag("branch hint"));
    }
  }

  /** Reads what a custom section holds after its name. */
  public static BranchHintSection read(ByteSlice data) {
    ByteCursor in = data.cursor();
    List<Function> functions =
        SectionReader.list(
            in,
            Limits.MAX_FUNCTIONS,
            "functions",
            each ->
                new Function(
                    each.readU32(),
                    SectionReader.list(each, Limits.MAX_FUNCTION_SIZE, "hints", Hint::read)));
    SectionReader.checkEnd(in);
    return new BranchHintSection(functions);
  }

  /** The section as it is written. */
  public ModuleSection.Custom toCustom() {
    ByteWriter out = new ByteWriter();
    out.writeU32(functions.size());
    for (Function function : functions) {
      out.writeU32(function.index()).writeU32(function.hints().size());
      for (Hint hint : function.hints()) {
        out.writeU32(hint.offset()).writeU32(1).writeByte(hint.taken() ? 1 : 0);
      }
    }
    return new ModuleSection.Custom(NAME, ByteSlice.of(out.toByteArray()));
  }
}
