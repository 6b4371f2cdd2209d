package dev.witj.encode;

import dev.witj.binary.BinaryKind;
import dev.witj.binary.ByteSlice;
import dev.witj.diagnostics.Source;
import dev.witj.wit.PackageDecoder;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads encoded WIT packages for {@link dev.witj.wit.WitParser}: give one to {@link
 * dev.witj.wit.WitOptions#withDecoder}.
 */
public final class EncodedPackages implements PackageDecoder {
  private final Optional<Function<? super Source, byte[]>> assembler;

  private EncodedPackages(Optional<Function<? super Source, byte[]>> assembler) {
    this.assembler = assembler;
  }

  /** A decoder of binaries. */
  public static EncodedPackages ofBinaries() {
    return new EncodedPackages(Optional.empty());
  }

  /**
   * A decoder of binaries, and of text by way of an assembler.
   *
   * @param assembler makes the binary of a text
   */
  public static EncodedPackages withAssembler(Function<? super Source, byte[]> assembler) {
    return new EncodedPackages(Optional.of(assembler));
  }

  @Override
  public Decoded decode(Source source, byte[] bytes) {
    if (WitDecoder.decode(binary(source, bytes))
        instanceof DecodedWit.OfPackage(var resolve, var main)) {
      return new Decoded(resolve, main);
    }
    throw EncodeCode.NOT_A_WIT_PACKAGE
        .error(source.name())
        .help("print the WIT it implements with: wit-j component wit " + source.name())
        .toException();
  }

  private ByteSlice binary(Source source, byte[] bytes) {
    if (source.isBinary() || BinaryKind.isBinary(ByteSlice.of(bytes))) {
      Source of = source.isBinary() ? source : Source.binary(source.name());
      return ByteSlice.of(of, bytes);
    }
    return ByteSlice.of(
        Source.binary(source.name()),
        assembler
            .orElseThrow(() -> EncodeCode.TEXT_NOT_SUPPORTED.error(source.name()).toException())
            .apply(source));
  }
}
