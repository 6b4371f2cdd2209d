import dev.witj.bindgen.Bindgen;
import dev.witj.bindgen.BindgenOptions;
import dev.witj.wit.ParsedWit;
import dev.witj.wit.WitOptions;
import dev.witj.wit.WitParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Generates the bindings that a host of WASI is written against, while its module is built.
 *
 * <p>Arguments: the folder of the WIT, the folder for the sources, and the WIT packages whose
 * bindings another module has. What is in the folders below goes into Java packages that are named
 * by version.
 */
public final class GenerateBindings {
  private static final String BASE = "dev.witj";

  void main(String... arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    BindgenOptions options = BindgenOptions.defaults().withBasePackage(BASE);
    for (int i = 2; i < arguments.length; i++) {
      options = options.withProvided(arguments[i], BASE);
    }
    Path sources = Path.of(arguments[1]);
    generate(folder, options, sources);
    try (Stream<Path> below = Files.list(folder)) {
      for (Path each : below.filter(Files::isDirectory).sorted().toList()) {
        generate(each, options.withVersions(), sources);
      }
    }
  }

  private static void generate(Path folder, BindgenOptions options, Path sources) {
    WitOptions gated =
        WitOptions.defaults().withFeatures(List.of("clocks-timezone", "network-error-code"));
    ParsedWit wit = new WitParser(gated).parse(folder);
    Bindgen.generate(wit.resolve(), wit.world(), options).write(sources);
  }
}
