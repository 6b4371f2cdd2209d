package dev.witj.inspect;

import dev.witj.binary.BinaryKind;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.component.ComponentModel;
import dev.witj.binary.core.CoreModule;
import dev.witj.inspect.internal.ComponentPrinter;
import dev.witj.inspect.internal.ModulePrinter;
import dev.witj.inspect.internal.TextWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * Prints binaries as text that assembles to the same binary again, custom sections that have no
 * place in the text aside. What is printed leaves as it is made: a large binary needs no more
 * memory than its largest section.
 */
public final class WatPrinter {
  private WatPrinter() {}

  /**
   * How to print.
   *
   * @param indent what each level is indented by; white space, or the text does not assemble
   * @param skeleton whether function bodies, data and the like are left out; such a text does not
   *     assemble
   * @param offsets whether lines begin with where in the binary their content lies
   * @param nameUnnamed whether what has no name gets one that is made up
   * @param foldInstructions whether instructions stand in parentheses with their operands inside
   * @param operandStack whether comments say what is on the operand stack after each instruction,
   *     as far as a body is valid
   */
  public record Options(
      String indent,
      boolean skeleton,
      boolean offsets,
      boolean nameUnnamed,
      boolean foldInstructions,
      boolean operandStack) {
    /** Everything, with two spaces for a level. */
    public static final Options DEFAULT = new Options("  ", false, false, false, false, false);

    /** Everything, with folded instructions. */
    public static final Options FOLDED = new Options("  ", false, false, false, true, false);
  }

  /**
   * Prints a core module or a component.
   *
   * @throws IOException if {@code out} does
   * @throws dev.witj.diagnostics.DiagnosticException if the binary is malformed; what comes before
   *     that is printed
   */
  public static void print(ByteSlice binary, Options options, Appendable out) throws IOException {
    TextWriter text = new TextWriter(out, options);
    try {
      try {
        top(binary, options, text);
        text.endOfText();
      } finally {
        text.flush();
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void top(ByteSlice binary, Options options, TextWriter text) {
    if (BinaryKind.of(binary).equals(Optional.of(BinaryKind.COMPONENT))) {
      new ComponentPrinter(options, text).print(ComponentModel.read(binary));
    } else {
      new ModulePrinter(CoreModule.read(binary), options, text).print("module", null);
    }
  }

  /**
   * The text of a core module or a component.
   *
   * @throws dev.witj.diagnostics.DiagnosticException if the binary is malformed
   */
  public static String print(ByteSlice binary) {
    StringBuilder out = new StringBuilder();
    try {
      print(binary, Options.DEFAULT, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }
}
