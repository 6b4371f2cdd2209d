package dev.witj.wit;

import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Source;
import dev.witj.wit.internal.Loader;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads WIT. A parser is immutable and may be shared between threads.
 *
 * <p>A root is one of
 *
 * <ul>
 *   <li>a {@code .wit} file;
 *   <li>a directory: all its {@code .wit} files (not those in folders below) are one package, and
 *       {@code deps/} holds the packages it depends on, each a file, a folder, or an encoded {@code
 *       .wasm} or {@code .wat} package;
 *   <li>an encoded package.
 * </ul>
 *
 * <p>What the sources do not hold comes from {@link WitOptions#builtins()}.
 */
public final class WitParser {
  private final WitOptions options;

  /** A parser with {@link WitOptions#defaults()}. */
  public WitParser() {
    this(WitOptions.defaults());
  }

  /** A parser with options. */
  public WitParser(WitOptions options) {
    this.options = options;
  }

  /**
   * Reads one root.
   *
   * @throws DiagnosticException with all errors of the run
   */
  public ParsedWit parse(Path root) {
    return parse(List.of(root));
  }

  /**
   * Reads several roots into one resolve; they may use each other's packages.
   *
   * @throws DiagnosticException with all errors of the run
   */
  public ParsedWit parse(List<Path> roots) {
    return Loader.load(roots, options);
  }

  /**
   * Reads a text.
   *
   * @param name what diagnostics call it
   * @throws DiagnosticException with all errors of the run
   */
  public ParsedWit parseText(String name, String text) {
    return parse(Source.text(name, text));
  }

  /**
   * Reads a source, such as {@link WitText#decode} makes of bytes.
   *
   * @throws DiagnosticException with all errors of the run
   */
  public ParsedWit parse(Source source) {
    return Loader.load(source, options);
  }
}
