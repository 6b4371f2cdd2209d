package dev.witj.bindgen;

import java.util.Collections;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import javax.lang.model.SourceVersion;

/**
 * How bindings are generated.
 *
 * @param basePackage the Java package below which those of the WIT packages lie; empty for none
 * @param provided WIT packages whose Java interfaces exist already, with the base package they were
 *     generated with: {@code wasi → dev.witj.wasi.bindings} for a whole namespace, {@code wasi:io}
 *     for one package. Nothing is generated for them, and a world's imports leave them to the
 *     linker
 * @param async in which forms {@code async func} is given
 * @param versions whether the Java packages of WIT packages with a version always tell it, and not
 *     only where two versions of one live together
 */
public record BindgenOptions(
    String basePackage, Map<String, String> provided, AsyncForm async, boolean versions) {
  private static final BindgenOptions DEFAULTS =
      new BindgenOptions("", Map.of(), AsyncForm.BLOCKING, false);

  public BindgenOptions {
    provided = Collections.unmodifiableSequencedMap(new TreeMap<>(provided));
  }

  /** No base package, nothing provided, functions that block. */
  public static BindgenOptions defaults() {
    return DEFAULTS;
  }

  void check() {
    checkPackage(basePackage);
    provided.values().forEach(BindgenOptions::checkPackage);
  }

  private static void checkPackage(String name) {
    if (!name.isEmpty() && !SourceVersion.isName(name)) {
      throw BindgenCode.INVALID_PACKAGE
          .error(name)
          .help("a package is written like `com.example.bindings`")
          .toException();
    }
    if (name.equals("java") || name.startsWith("java.")) {
      throw BindgenCode.RESERVED_PACKAGE
          .error(name)
          .help("a package is written like `com.example.bindings`")
          .toException();
    }
  }

  /** This with a base package. */
  public BindgenOptions withBasePackage(String name) {
    return new BindgenOptions(name, provided, async, versions);
  }

  /** This with the bindings of a namespace or package taken from elsewhere. */
  public BindgenOptions withProvided(String namespaceOrPackage, String otherBase) {
    SequencedMap<String, String> more = new TreeMap<>(provided);
    more.put(namespaceOrPackage, otherBase);
    return new BindgenOptions(basePackage, more, async, versions);
  }

  /** This with another form of {@code async func}. */
  public BindgenOptions withAsync(AsyncForm form) {
    return new BindgenOptions(basePackage, provided, form, versions);
  }

  /** This with the version in the name of each Java package. */
  public BindgenOptions withVersions() {
    return new BindgenOptions(basePackage, provided, async, true);
  }
}
