package dev.witj.cli;

import dev.witj.inspect.WatPrinter;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code wit-j print x.wasm}. */
@CommandLine.Command(
    aliases = "wasm2wat",
    description = "Prints a module or component as text.",
    footer = {
      "",
      "Examples:",
      "  wit-j print app.wasm",
      "  wit-j print --skeleton app.wasm -o app.wat",
      "  wit-j print --fold-instructions app.wasm",
      "  wit-j print --print-operand-stack --print-offsets app.wasm",
    })
final class PrintCommand extends Command {
  private static final int MAX_INDENT = 100;

  @Mixin private BinaryInput input = new BinaryInput();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where the text goes (default: standard output).")
  private Optional<Path> output = Optional.empty();

  @Option(names = "--skeleton", description = "Leave out the bodies of functions and data.")
  private boolean skeleton;

  @Option(
      names = {"-p", "--print-offsets"},
      description =
          "Begin the line of each definition and instruction with its offset in the binary.")
  private boolean offsets;

  @Option(names = "--name-unnamed", description = "Make names for what has none.")
  private boolean nameUnnamed;

  @Option(
      names = {"-f", "--fold-instructions"},
      description = "Write each instruction as a form around its operands.")
  private boolean foldInstructions;

  @Option(
      names = "--print-operand-stack",
      description =
          "Say behind each instruction what is on the operand stack then, as far as a body is"
              + " valid.")
  private boolean operandStack;

  @Option(
      names = "--indent",
      paramLabel = "N",
      description = "Spaces of each level (default: ${DEFAULT-VALUE}).")
  private int indent = 2;

  @Option(
      names = "--indent-text",
      paramLabel = "TEXT",
      description = "What to indent each level by instead, as a tab.")
  private Optional<String> indentText = Optional.empty();

  PrintCommand(Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() {
    inRange(0, MAX_INDENT, "--indent", indent);
    WatPrinter.Options options =
        new WatPrinter.Options(
            indentText.orElse(" ".repeat(indent)),
            skeleton,
            offsets,
            nameUnnamed,
            foldInstructions,
            operandStack);
    Binaries.Input binary = input.read(streams);
    streams.writeText(output, out -> WatPrinter.print(binary.bytes(), options, out));
    return 0;
  }
}
