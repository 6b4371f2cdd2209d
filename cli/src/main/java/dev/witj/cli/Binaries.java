package dev.witj.cli;

import dev.witj.binary.BinaryKind;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.Features;
import dev.witj.binary.component.ComponentValidator;
import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.CoreValidator;
import dev.witj.wat.WatAssembler;
import java.nio.file.Path;
import java.util.Optional;

/** Reads inputs that may be binaries or their text. */
final class Binaries {
  private Binaries() {}

  /**
   * A binary as it was read.
   *
   * @param bytes the binary, with errors where they stand in the text if it was one
   */
  record Input(ByteSlice bytes) {
    /** What its header says it is. */
    BinaryKind kind() {
      return BinaryKind.of(bytes)
          .orElseThrow(
              () ->
                  CliCode.WRONG_KIND_OF_FILE
                      .error(bytes.source())
                      .at(bytes.source().span(0, Math.min(8, bytes.size())))
                      .help("its first eight bytes say neither `module` nor `component`")
                      .toException());
    }

    /** Demands that it is valid. */
    void validate(Features features) {
      switch (kind()) {
        case MODULE -> CoreValidator.validate(CoreModule.read(bytes), features);
        case COMPONENT -> ComponentValidator.validate(bytes, features);
      }
    }
  }

  /** Reads a file or standard input; text is assembled. */
  static Input read(Streams streams, Optional<Path> path) {
    byte[] content = streams.read(path);
    String name = Streams.name(path);
    if (name.endsWith(".wit") && !WatAssembler.isBinary(content)) {
      throw CliCode.WIT_FOR_COMPONENT
          .error(name)
          .help("give a component that implements it, as .wasm or .wat")
          .toException();
    }
    return new Input(WatAssembler.read(name, content, streams.assembly(false)));
  }
}
