package dev.witj.encode;

import dev.witj.binary.BinaryKind;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.Export;
import dev.witj.binary.core.Import;
import dev.witj.binary.core.ImportGroup;
import dev.witj.binary.core.ModuleElement;
import dev.witj.binary.core.ModuleSection;
import dev.witj.binary.core.ModuleTransform;
import dev.witj.binary.core.SectionId;
import dev.witj.diagnostics.Source;
import dev.witj.encode.internal.metadata.EmbeddedWorld;
import dev.witj.names.Version;
import dev.witj.wit.ParsedWit;
import dev.witj.wit.WitParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The adapter that comes with the library: it gives a core module for WASI preview 1 what that
 * imports, by the functions of WASI 0.2.
 *
 * <p>It has memories of its own and uses that of the main module only to read what it is given and
 * to write what it is asked for, so that no allocator there has to know of it. (This takes
 * WebAssembly with several memories, which is version 3.0.)
 */
public final class Preview1Adapter {
  /** The module name under which programs import preview 1. */
  public static final String NAME = "wasi_snapshot_preview1";

  /** The version whose interfaces are imported by default: every host of WASI 0.2 has them. */
  private static final Version FIRST = Version.of(0, 2, 0);

  /** The first version in which a program can end with a code. */
  private static final Version EXIT_CODES = Version.of(0, 2, 12);

  private Preview1Adapter() {}

  /** What a program is. */
  public enum Kind {
    /** It runs once: exports {@code _start} and becomes {@code wasi:cli/run}. */
    COMMAND,
    /** It is called by its other exports. */
    REACTOR,
    /** It is called, too, by a host that has streams, clocks and random numbers, but no files. */
    PROXY;

    /** What a module is by what it exports. */
    public static Kind of(CoreModule module) {
      return module.exports().stream().anyMatch(export -> export.name().equals("_start"))
          ? COMMAND
          : REACTOR;
    }

    private String label() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** Whether there is an adapter that imports a version of WASI. */
  public static boolean serves(Version version) {
    return version.isCompatibleWith(FIRST) && version.compareTo(FIRST) >= 0;
  }

  /**
   * Which adapter a binary needs: one that imports something of preview 1, or one that is run and
   * says no world; none for others, components among them.
   *
   * @throws dev.witj.diagnostics.DiagnosticException if it is a malformed core module
   */
  public static Optional<Kind> neededBy(ByteSlice binary) {
    if (!BinaryKind.of(binary).equals(Optional.of(BinaryKind.MODULE))) {
      return Optional.empty();
    }
    CoreModule module = CoreModule.read(binary);
    Kind kind = Kind.of(module);
    boolean uses = module.imports().stream().anyMatch(item -> item.module().equals(NAME));
    return uses || (kind == Kind.COMMAND && !EmbeddedWorld.isIn(module))
        ? Optional.of(kind)
        : Optional.empty();
  }

  /**
   * The adapter for a kind of program.
   *
   * @param version of the interfaces that it imports, 0.2.0 or a later one of 0.2; if none is
   *     given, 0.2.0, but 0.2.12 for {@code wasi:cli/exit}, whose code is lost before
   * @return a core module that says its world, as {@link ComponentEncoder#withAdapter} takes it
   */
  public static ByteSlice of(Kind kind, Optional<Version> version) {
    boolean codes = version.isEmpty() || version.get().compareTo(EXIT_CODES) >= 0;
    Version all = version.orElse(FIRST);
    Version exit = version.orElse(EXIT_CODES);
    CoreModule module =
        CoreModule.read(read(kind.label() + (codes ? "-code" : "-status")))
            .transform(new Versions(all, exit));
    ParsedWit wit = new WitParser().parseText(NAME + ".wit", world(module));
    byte[] embedded = WorldEmbedder.of(wit.resolve(), wit.world()).embed(module.binary());
    return ByteSlice.of(Source.binary(NAME), embedded);
  }

  private static ByteSlice read(String name) {
    try (InputStream in = Preview1Adapter.class.getResourceAsStream("preview1/" + name + ".wasm")) {
      return ByteSlice.of(Source.binary(NAME), Objects.requireNonNull(in, name).readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The world that the imports and exports of the adapter amount to. */
  private static String world(CoreModule module) {
    Set<String> imports = new TreeSet<>();
    for (Import item : module.imports()) {
      if (item.module().indexOf(':') >= 0) {
        imports.add(item.module());
      }
    }
    StringBuilder text = new StringBuilder("package witj:preview1;\nworld adapter {\n");
    imports.forEach(name -> text.append("  import ").append(name).append(";\n"));
    for (Export export : module.exports()) {
      int hash = export.name().indexOf('#');
      if (hash >= 0) {
        text.append("  export ").append(export.name(), 0, hash).append(";\n");
      }
    }
    return text.append("}\n").toString();
  }

  /** Puts versions in place of those that the source has. */
  private record Versions(Version all, Version exit) implements ModuleTransform {
    @Override
    public void accept(Consumer<? super ModuleElement> out, ModuleElement element) {
      if (element.id() == SectionId.IMPORT
          && element.decode() instanceof ModuleSection.Imports(var groups)) {
        out.accept(new ModuleSection.Imports(groups.stream().map(this::versioned).toList()));
      } else if (element.id() == SectionId.EXPORT
          && element.decode() instanceof ModuleSection.Exports(var exports)) {
        List<Export> renamed =
            exports.stream()
                .map(export -> new Export(versioned(export.name()), export.kind(), export.index()))
                .toList();
        out.accept(new ModuleSection.Exports(renamed));
      } else {
        out.accept(element);
      }
    }

    private ImportGroup versioned(ImportGroup group) {
      return group instanceof ImportGroup.Single(var item)
          ? new ImportGroup.Single(new Import(versioned(item.module()), item.name(), item.type()))
          : group;
    }

    private String versioned(String name) {
      int at = name.indexOf('@');
      if (at < 0) {
        return name;
      }
      int hash = name.indexOf('#', at);
      Version version = name.startsWith("wasi:cli/exit@") ? exit : all;
      return name.substring(0, at + 1) + version + (hash < 0 ? "" : name.substring(hash));
    }
  }
}
