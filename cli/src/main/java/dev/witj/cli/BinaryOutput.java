package dev.witj.cli;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.Features;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Source;
import dev.witj.inspect.WatPrinter;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a module or component goes that a command makes, and in which form. */
final class BinaryOutput {
  private static final String NOT_WRITTEN =
      "nothing was written; `--skip-validation` writes what is not valid";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where the result goes (default: standard output).")
  private Optional<Path> output = Optional.empty();

  @Option(
      names = {"-t", "--wat"},
      description = "Write text instead of a binary.")
  private boolean text;

  @Option(
      names = "--skip-validation",
      description =
          "Write the result even if it is not valid with any set of features; else nothing is"
              + " written.")
  private boolean skipValidation;

  /** For picocli to fill in. */
  BinaryOutput() {}

  /** For commands with options of their own. */
  BinaryOutput(Optional<Path> output, boolean text, boolean skipValidation) {
    this.output = output;
    this.text = text;
    this.skipValidation = skipValidation;
  }

  /** Validates what was made and writes it. */
  void write(Streams streams, byte[] result) {
    write(streams, new Binaries.Input(ByteSlice.of(Source.binary("<result>"), result)));
  }

  /** Validates a binary and writes it. */
  void write(Streams streams, Binaries.Input binary) {
    write(streams, binary, binary);
  }

  /** Validates what was made of an input and writes it. */
  void write(Streams streams, byte[] result, Binaries.Input input) {
    write(streams, new Binaries.Input(ByteSlice.of(Source.binary("<result>"), result)), input);
  }

  private void write(Streams streams, Binaries.Input result, Binaries.Input input) {
    if (!skipValidation) {
      validate(result, input);
    }
    if (text) {
      streams.writeText(
          output, out -> WatPrinter.print(result.bytes(), WatPrinter.Options.DEFAULT, out));
    } else {
      streams.writeBinary(output, result.bytes().toByteArray());
    }
  }

  private static void validate(Binaries.Input result, Binaries.Input input) {
    try {
      try {
        // What to allow is for `validate` and for those who run it to say.
        result.validate(Features.ALL);
      } catch (DiagnosticException failure) {
        // What was wrong before is shown where its author finds it.
        input.validate(Features.ALL);
        throw failure;
      }
    } catch (DiagnosticException failure) {
      throw failure.diagnostics().getFirst().help(NOT_WRITTEN).toException();
    }
  }
}
