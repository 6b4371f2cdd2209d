package dev.witj.runtime;

import dev.witj.binary.BinaryKind;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.component.ComponentValidator;
import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A component that was read, validated and compiled: immutable, thread-safe, shared by all who
 * instantiate it.
 */
public final class Component {
  private final Engine engine;
  private final String name;
  private final ComponentPlan plan;
  private volatile @Nullable Map<String, ItemType> imports;
  private volatile @Nullable Map<String, ItemType> exports;

  private Component(Engine engine, String name, ComponentPlan plan) {
    this.engine = engine;
    this.name = name;
    this.plan = plan;
  }

  /**
   * Reads, validates and compiles a component.
   *
   * @throws DiagnosticException if the file cannot be read, is no component, does not validate, or
   *     needs a feature that the engine lacks
   */
  public static Component load(Engine engine, Path file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new DiagnosticException(
          Diagnostic.error(RuntimeCode.UNREADABLE, "there is no file `" + file + "`"), e);
    } catch (IOException | OutOfMemoryError e) {
      throw new DiagnosticException(
          Diagnostic.error(RuntimeCode.UNREADABLE, "cannot read `" + file + "`: " + e.getMessage()),
          e);
    }
    return load(engine, file.toString(), bytes);
  }

  /**
   * Validates and compiles a component that is already in memory.
   *
   * @param name what messages call it
   * @param bytes the component; must not be changed any more
   * @throws DiagnosticException as {@link #load(Engine, Path)}
   */
  public static Component load(Engine engine, String name, byte[] bytes) {
    return load(engine, ByteSlice.of(Source.binary(name), bytes));
  }

  /**
   * Validates and compiles a component that is already in memory, with errors where its source has
   * them.
   *
   * @param slice the component, and what messages call it; must not be changed any more
   * @throws DiagnosticException as {@link #load(Engine, Path)}
   */
  public static Component load(Engine engine, ByteSlice slice) {
    Objects.requireNonNull(engine, "engine");
    String name = slice.source().name();
    Optional<BinaryKind> kind = BinaryKind.of(slice);
    if (kind.filter(BinaryKind.COMPONENT::equals).isEmpty()) {
      throw notAComponent(slice, kind.isPresent()).toException();
    }
    String label = label(name);
    int[] count = {0};
    engine
        .core()
        .validate(
            slice,
            () -> {
              var _ = ComponentValidator.validate(slice, engine.config().features());
            });
    ComponentPlan plan =
        ComponentPlan.of(slice, module -> engine.core().compile(module, label + "_" + count[0]++));
    return new Component(engine, name, plan);
  }

  private static Diagnostic notAComponent(ByteSlice bytes, boolean module) {
    Diagnostic found =
        Diagnostic.error(
            RuntimeCode.NOT_A_COMPONENT,
            "`"
                + bytes.source().name()
                + "` is "
                + (module ? "a core module" : "no WebAssembly binary")
                + ", not a component");
    return module
        ? found.help(
            "make a component of it with the toolchain it comes from; only components are run")
        : found.help("a component begins with the bytes 00 61 73 6d 0d 00 01 00");
  }

  /** The last part of a path without its extension. */
  private static String label(String name) {
    int slash = Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\'));
    int dot = name.lastIndexOf('.');
    return name.substring(slash + 1, dot > slash + 1 ? dot : name.length());
  }

  /** The engine it was compiled for. */
  public Engine engine() {
    return engine;
  }

  /** What messages call it. */
  public String name() {
    return name;
  }

  /** What it asks for, in its own order. */
  public Map<String, ItemType> imports() {
    Map<String, ItemType> known = imports;
    if (known == null) {
      known = ((ItemType.OfInstance) Item.typeOf(new Item.OfInstance(declared()))).items();
      imports = known;
    }
    return known;
  }

  /** What it offers, in its own order. */
  public Map<String, ItemType> exports() {
    Map<String, ItemType> known = exports;
    if (known == null) {
      Map<String, Item> items =
          Instantiation.rehearse(Store.create(engine), plan, declared(), new ArrayList<>());
      known = ((ItemType.OfInstance) Item.typeOf(new Item.OfInstance(items))).items();
      exports = known;
    }
    return known;
  }

  /** An export, if there is one. The version may differ on the same semver track. */
  public Optional<ItemType> findExport(String exported) {
    return SemverTrack.best(exported, exports().keySet()).map(exports()::get);
  }

  private Map<String, Item> declared() {
    return ImportLinking.resolve(plan, DeclaredInstance.Provider.declared(""));
  }

  ComponentPlan plan() {
    return plan;
  }
}
