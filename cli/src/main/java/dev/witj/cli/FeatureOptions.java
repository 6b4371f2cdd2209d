package dev.witj.cli;

import dev.witj.binary.Features;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** Which WebAssembly features a binary may use. */
final class FeatureOptions {
  @Option(
      names = {"-f", "--features"},
      paramLabel = "LIST",
      converter = Converter.class,
      description =
          "Features to add or, with `-`, to take away, separated by commas: `cm-map,-gc`; the"
              + " groups mvp, wasm1, wasm2, wasm3 and lime1 replace the defaults.")
  private Features features = Features.DEFAULT;

  Features get() {
    return features;
  }

  /** The reference's spelling. */
  static final class Converter implements ITypeConverter<Features> {
    @Override
    public Features convert(String list) {
      return Features.parse(list);
    }
  }
}
