package dev.witj.cli;

import dev.witj.binary.BinaryKind;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.Features;
import dev.witj.binary.component.ComponentValidator;
import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.CoreValidator;
import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Source;
import dev.witj.wat.TextPositions;
import dev.witj.wat.WatAssembler;
import java.nio.file.Path;
import java.util.Optional;

/** Reads inputs that may be binaries or their text. */
final class Binaries {
  private Binaries() {}

  /**
   * A binary as it was read.
   *
   * @param bytes the binary
   * @param positions where its instructions stand in the text, if it was one
   */
  record Input(ByteSlice bytes, Optional<TextPositions> positions) {
    /** What its header says it is. */
    BinaryKind kind() {
      return BinaryKind.of(bytes)
          .orElseThrow(
              () ->
                  Diagnostic.error(
                          CliCode.WRONG_KIND_OF_FILE,
                          "`" + bytes.source() + "` is no WebAssembly module or component",
                          bytes.source().span(0, Math.min(8, bytes.size())))
                      .help("its first eight bytes say neither `module` nor `component`")
                      .toException());
    }

    /** Demands that it is valid. */
    void validate(Features features) {
      try {
        switch (kind()) {
          case MODULE -> CoreValidator.validate(CoreModule.read(bytes), features);
          case COMPONENT -> ComponentValidator.validate(bytes, features);
        }
      } catch (DiagnosticException failure) {
        throw positions.map(p -> p.inText(failure)).orElse(failure);
      }
    }
  }

  /** Reads a file or standard input; text is assembled. */
  static Input read(Streams streams, Optional<Path> path) {
    byte[] content = streams.read(path);
    String name = Streams.name(path);
    if (WatAssembler.isBinary(content)) {
      return new Input(ByteSlice.of(Source.binary(name), content), Optional.empty());
    }
    if (name.endsWith(".wit")) {
      throw Diagnostic.error(
              CliCode.WRONG_KIND_OF_FILE,
              "`" + name + "` is WIT, which says what a component looks like; it is none itself")
          .help("give a component that implements it, as .wasm or .wat")
          .toException();
    }
    WatAssembler.Assembled assembled =
        WatAssembler.assembleWithPositions(
            WatAssembler.readText(name, content), streams.assembly(false));
    return new Input(
        ByteSlice.of(Source.binary(name), assembled.binary()), Optional.of(assembled.positions()));
  }
}
