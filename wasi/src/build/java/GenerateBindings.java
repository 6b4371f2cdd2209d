import dev.witj.bindgen.Bindgen;
import dev.witj.bindgen.BindgenOptions;
import dev.witj.wit.ParsedWit;
import dev.witj.wit.WitParser;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Generates the bindings that a host of WASI is written against, while its module is built.
 *
 * <p>Arguments: the folder of the WIT, the folder for the sources, and the WIT packages whose
 * bindings another module has. What is in {@code v0.3} below the folder goes into Java packages of
 * its own.
 */
public final class GenerateBindings {
  private static final String BASE = "dev.witj";

  void main(String... arguments) {
    Path folder = Path.of(arguments[0]);
    BindgenOptions options = BindgenOptions.defaults().withBasePackage(BASE);
    for (int i = 2; i < arguments.length; i++) {
      options = options.withProvided(arguments[i], BASE);
    }
    Path sources = Path.of(arguments[1]);
    generate(folder, options, sources);
    Path later = folder.resolve("v0.3");
    if (Files.isDirectory(later)) {
      generate(later, options.withVersions(), sources);
    }
  }

  private static void generate(Path folder, BindgenOptions options, Path sources) {
    ParsedWit wit = new WitParser().parse(folder);
    Bindgen.generate(wit.resolve(), wit.world(), options).write(sources);
  }
}
