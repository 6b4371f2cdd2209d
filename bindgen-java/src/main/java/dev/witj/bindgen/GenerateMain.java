package dev.witj.bindgen;

import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.TextRenderer;
import dev.witj.wit.ParsedWit;
import dev.witj.wit.WitParser;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Generates bindings during a build; the command line proper is {@code wit-j bindgen}. */
public final class GenerateMain {
  private static final String USAGE =
      "usage: GenerateMain WIT [--world WORLD] [--package BASE] [--with NAMESPACE=BASE] --out"
          + " FOLDER";

  private GenerateMain() {}

  /** Ends with 1 for bad WIT and 2 for wrong usage. */
  public static void main(String[] args) {
    int code = run(List.of(args), System.err);
    if (code != 0) {
      System.exit(code);
    }
  }

  static int run(List<String> args, PrintStream errors) {
    Deque<String> rest = new ArrayDeque<>(args);
    Optional<Path> wit = Optional.empty();
    Optional<Path> out = Optional.empty();
    Optional<String> world = Optional.empty();
    BindgenOptions options = BindgenOptions.defaults();
    while (!rest.isEmpty()) {
      String arg = rest.remove();
      if (!arg.startsWith("--")) {
        wit = Optional.of(Path.of(arg));
        continue;
      }
      String value = rest.poll();
      if (value == null) {
        errors.println(USAGE);
        return 2;
      }
      switch (arg) {
        case "--world" -> world = Optional.of(value);
        case "--package" -> options = options.withBasePackage(value);
        case "--out" -> out = Optional.of(Path.of(value));
        case "--with" -> {
          int equals = value.indexOf('=');
          options =
              options.withProvided(
                  value.substring(0, Math.max(equals, 0)), value.substring(equals + 1));
        }
        default -> {
          errors.println(USAGE);
          return 2;
        }
      }
    }
    if (wit.isEmpty() || out.isEmpty()) {
      errors.println(USAGE);
      return 2;
    }
    try {
      ParsedWit parsed = new WitParser().parse(wit.get());
      Bindgen.generate(parsed.resolve(), world.map(parsed::world).orElseGet(parsed::world), options)
          .write(out.get());
      return 0;
    } catch (DiagnosticException e) {
      errors.println(TextRenderer.plain().render(e.diagnostics()));
      return 1;
    }
  }
}
