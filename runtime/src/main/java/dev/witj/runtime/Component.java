package dev.witj.runtime;

import dev.witj.binary.BinaryKind;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.component.EntityType;
import dev.witj.binary.component.Externs;
import dev.witj.binary.debug.SourceMapFiles;
import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Source;
import dev.witj.names.VersionedName;
import dev.witj.runtime.internal.Fingerprint;
import dev.witj.runtime.internal.Validation;
import dev.witj.runtime.internal.core.CoreModule;
import dev.witj.runtime.internal.plan.Entity;
import dev.witj.runtime.internal.plan.Plan;
import dev.witj.runtime.internal.plan.PlanParts;
import dev.witj.runtime.internal.plan.Planner;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A component that was read, validated and planned: immutable, thread-safe, shared by all who
 * instantiate it. Its core modules are compiled, once, when it is first linked.
 */
public final class Component {
  private final Engine engine;
  private final String name;
  private final SourceMapFiles sourceMaps;
  private final Plan plan;
  private final Optional<CompletableFuture<Fingerprint>> fingerprint;
  private @Nullable List<CoreModule> modules;

  private Component(
      Engine engine,
      String name,
      SourceMapFiles sourceMaps,
      Plan plan,
      Optional<CompletableFuture<Fingerprint>> fingerprint) {
    this.engine = engine;
    this.name = name;
    this.sourceMaps = sourceMaps;
    this.plan = plan;
    this.fingerprint = fingerprint;
  }

  /**
   * Reads, validates and plans a component.
   *
   * @throws DiagnosticException if the file cannot be read, is no component, does not validate, or
   *     would make more instances than anybody needs
   */
  public static Component load(Engine engine, Path file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new DiagnosticException(RuntimeCode.FILE_NOT_FOUND.error(file), e);
    } catch (IOException | OutOfMemoryError e) {
      throw new DiagnosticException(
          RuntimeCode.UNREADABLE.error(file, String.valueOf(e.getMessage())), e);
    }
    Path folder = Objects.requireNonNullElse(file.getParent(), Path.of(""));
    return load(engine, ByteSlice.of(Source.binary(file.toString()), bytes), folder);
  }

  /**
   * Validates and plans a component that is already in memory.
   *
   * @param name what messages call it
   * @param bytes the component; must not be changed any more
   * @throws DiagnosticException as {@link #load(Engine, Path)}
   */
  public static Component load(Engine engine, String name, byte[] bytes) {
    return load(engine, ByteSlice.of(Source.binary(name), bytes));
  }

  /**
   * Validates and plans a component that is already in memory, with errors where its source has
   * them.
   *
   * @param slice the component, and what messages call it; must not be changed any more
   * @throws DiagnosticException as {@link #load(Engine, Path)}
   */
  public static Component load(Engine engine, ByteSlice slice) {
    return load(engine, slice, SourceMapFiles.NONE);
  }

  /**
   * As {@link #load(Engine, ByteSlice)}, for what was read from a file.
   *
   * @param folder where that file lies: the source maps that modules name are looked for there, and
   *     nowhere else, when a trap's backtrace is made
   */
  public static Component load(Engine engine, ByteSlice slice, Path folder) {
    return load(engine, slice, map -> open(folder.resolve(map)));
  }

  private static Optional<InputStream> open(Path file) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        ? Optional.of(Files.newInputStream(file))
        : Optional.empty();
  }

  private static Component load(Engine engine, ByteSlice slice, SourceMapFiles sourceMaps) {
    Objects.requireNonNull(engine, "engine");
    String name = slice.source().name();
    Optional<BinaryKind> kind = BinaryKind.of(slice);
    if (kind.filter(BinaryKind.COMPONENT::equals).isEmpty()) {
      throw notAComponent(slice, kind.isPresent()).toException();
    }
    Validation.Outcome valid = engine.validate(slice);
    return new Component(
        engine, name, sourceMaps, Planner.plan(valid.component()), valid.fingerprint());
  }

  private static Diagnostic notAComponent(ByteSlice bytes, boolean module) {
    String name = bytes.source().name();
    return module
        ? RuntimeCode.NOT_A_COMPONENT
            .error(name)
            .help(
                "make a component of it with the toolchain it comes from; only components are run")
        : RuntimeCode.NOT_WEBASSEMBLY
            .error(name)
            .help("a component begins with the bytes 00 61 73 6d 0d 00 01 00");
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
  public Externs imports() {
    return plan.importTypes();
  }

  /** What it offers, in its own order. */
  public Externs exports() {
    return plan.exportTypes();
  }

  /**
   * The components in it, or itself, that run code, in the order in which they are instantiated.
   * What only puts others together is none of them.
   */
  public List<ComponentPart> parts() {
    return PlanParts.of(plan);
  }

  /** An export, if there is one. The version may differ on the same semver track. */
  public Optional<EntityType> findExport(String exported) {
    return VersionedName.best(exported, exports().byName().keySet()).flatMap(exports()::get);
  }

  /** A function among its exports, if there is one. */
  public Optional<ExportedFunc> findFunc(String function) {
    return ExportedFunc.of(plan, plan.exports(), exports(), function);
  }

  /**
   * A function of an interface that it exports, if there is one.
   *
   * @param exported the interface; the version may differ on the same semver track
   */
  public Optional<ExportedFunc> findFunc(String exported, String function) {
    return VersionedName.best(exported, plan.exports().keySet())
        .flatMap(
            found ->
                plan.exports().get(found) instanceof Entity.Instance(var items)
                        && exports().get(found).orElse(null)
                            instanceof EntityType.Instance(var type)
                    ? ExportedFunc.of(plan, items, type.exports(), function)
                    : Optional.empty());
  }

  SourceMapFiles sourceMaps() {
    return sourceMaps;
  }

  Plan plan() {
    return plan;
  }

  /**
   * Its core modules, compiled when first asked for: whoever only looks at a component, or is told
   * that it cannot be run, does not wait for that.
   *
   * @throws DiagnosticException if a module needs a feature that the engine lacks
   */
  synchronized List<CoreModule> modules() {
    List<CoreModule> known = modules;
    if (known == null) {
      String label = label(name);
      List<CoreModule> made = new ArrayList<>();
      for (Plan.PlannedModule module : plan.modules()) {
        Optional<String> digest =
            fingerprint.flatMap(digests -> digests.join().module(module.bytes()));
        made.add(engine.core().compile(module.bytes(), label + "_" + made.size(), digest));
      }
      known = List.copyOf(made);
      modules = known;
    }
    return known;
  }
}
