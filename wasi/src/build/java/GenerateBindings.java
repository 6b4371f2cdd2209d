import dev.witj.bindgen.Bindgen;
import dev.witj.bindgen.BindgenOptions;
import dev.witj.wit.ParsedWit;
import dev.witj.wit.WitParser;
import java.nio.file.Path;

/**
 * Generates the bindings that a host of WASI is written against, while its module is built.
 *
 * <p>Arguments: the folder of the WIT, the folder for the sources, and the WIT packages whose
 * bindings another module has.
 */
public final class GenerateBindings {
  private static final String BASE = "dev.witj";

  void main(String... arguments) {
    ParsedWit wit = new WitParser().parse(Path.of(arguments[0]));
    BindgenOptions options = BindgenOptions.defaults().withBasePackage(BASE);
    for (int i = 2; i < arguments.length; i++) {
      options = options.withProvided(arguments[i], BASE);
    }
    Bindgen.generate(wit.resolve(), wit.world(), options).write(Path.of(arguments[1]));
  }
}
