package dev.witj.encode;

import dev.witj.binary.BinaryKind;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.Features;
import dev.witj.binary.component.ComponentValidator;
import dev.witj.encode.internal.abi.Flat;
import dev.witj.encode.internal.component.ComponentWriter;
import dev.witj.encode.internal.plan.ComponentPlan;
import dev.witj.encode.internal.plan.Planner;
import dev.witj.names.Version;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a component of a core module that says which world it is for, or of dynamic libraries.
 *
 * {@snippet class="dev.witj.encode.ExampleTest" region="encode"}
 *
 * <p>Instances are immutable. The same inputs give the same bytes.
 */
public final class ComponentEncoder {
  private final Program program;
  private final List<Planner.Adapter> adapters;
  private final Set<Choice> choices;
  private final Map<String, String> importNames;

  /** What is done otherwise than by default. */
  private enum Choice {
    KEEP_VERSIONS,
    REJECT_LEGACY_NAMES,
    REALLOC_BY_GROWING,
    SHIMS_BY_REFERENCE,
    SKIP_VALIDATION
  }

  /** What a component is made of. */
  private sealed interface Program {
    /** One module. */
    record Module(ByteSlice binary) implements Program {}

    /** Libraries that are linked. */
    record Linked(Libraries libraries) implements Program {}
  }

  private ComponentEncoder(
      Program program,
      List<Planner.Adapter> adapters,
      Set<Choice> choices,
      Map<String, String> importNames) {
    this.program = program;
    this.adapters = List.copyOf(adapters);
    this.choices = choices;
    this.importNames = importNames;
  }

  /**
   * An encoder for a module.
   *
   * @param module a core module with a section that says its world, as bindings or {@link
   *     WorldEmbedder} put it there
   */
  public static ComponentEncoder of(ByteSlice module) {
    return of(new Program.Module(module));
  }

  /**
   * An encoder for dynamic libraries.
   *
   * @param libraries core modules with a section {@code dylink.0}, of which at least one says a
   *     world; the component is for the worlds of all
   */
  public static ComponentEncoder of(Libraries libraries) {
    return of(new Program.Linked(libraries));
  }

  private static ComponentEncoder of(Program program) {
    return new ComponentEncoder(program, List.of(), EnumSet.noneOf(Choice.class), Map.of());
  }

  /**
   * The same with an adapter: a core module that gives what the main one imports from one module
   * name, and that says which world it needs itself. What of it is not used is left out.
   *
   * @param name the module name under which the main module imports it
   */
  public ComponentEncoder withAdapter(String name, ByteSlice adapter) {
    List<Planner.Adapter> more = new ArrayList<>(adapters);
    more.add(new Planner.Adapter(name, adapter));
    return new ComponentEncoder(program, more, choices, importNames);
  }

  /**
   * The same with the library's own adapter for WASI preview 1.
   *
   * @param kind what the program is; {@link Preview1Adapter#neededBy} tells
   * @param version of WASI 0.2 that it imports, as {@link Preview1Adapter#of} takes it
   */
  public ComponentEncoder withPreview1(Preview1Adapter.Kind kind, Optional<Version> version) {
    return withAdapter(Preview1Adapter.NAME, Preview1Adapter.of(kind, version));
  }

  /**
   * The same, but whether imports that are versions on one semver track become one; by default they
   * do.
   */
  public ComponentEncoder mergingImports(boolean merging) {
    return with(Choice.KEEP_VERSIONS, !merging);
  }

  /** The same, but only names with the prefix {@code cm32p2} are allowed. */
  public ComponentEncoder rejectingLegacyNames() {
    return with(Choice.REJECT_LEGACY_NAMES, true);
  }

  /** The same, but adapters get memory by growing that of the main module, not by its allocator. */
  public ComponentEncoder withReallocByGrowing() {
    return with(Choice.REALLOC_BY_GROWING, true);
  }

  /** The same, but shims call references to functions (which engines may know) and no table. */
  public ComponentEncoder withShimsByReference() {
    return with(Choice.SHIMS_BY_REFERENCE, true);
  }

  /** The same, but the result is not validated. */
  public ComponentEncoder withoutValidation() {
    return with(Choice.SKIP_VALIDATION, true);
  }

  /** The same, but the component imports an item of the world under another name. */
  public ComponentEncoder importing(String item, String as) {
    Map<String, String> names = new LinkedHashMap<>(importNames);
    names.put(item, as);
    return new ComponentEncoder(program, adapters, choices, names);
  }

  private ComponentEncoder with(Choice choice, boolean taken) {
    Set<Choice> all = EnumSet.copyOf(choices);
    if (taken) {
      all.add(choice);
    } else {
      all.remove(choice);
    }
    return new ComponentEncoder(program, adapters, all, importNames);
  }

  /**
   * Makes the component.
   *
   * @return its binary
   * @throws dev.witj.diagnostics.DiagnosticException if the module does not fit its world, if it or
   *     an adapter lacks something, or if the result is not valid
   */
  public byte[] encode() {
    adapters.forEach(adapter -> checkModule(adapter.binary(), true));
    Planner planner =
        new Planner(
            !choices.contains(Choice.KEEP_VERSIONS),
            !choices.contains(Choice.REJECT_LEGACY_NAMES),
            choices.contains(Choice.REALLOC_BY_GROWING));
    ComponentPlan plan =
        switch (program) {
          case Program.Module(var module) -> {
            checkModule(module, false);
            yield planner.plan(module, adapters);
          }
          case Program.Linked(var libraries) -> {
            libraries.libraries().forEach(library -> checkModule(library.binary(), false));
            yield planner.plan(
                libraries.libraries(), libraries.stackSize(), libraries.stubs(), adapters);
          }
        };
    Flat flat = new Flat(plan.resolve(), plan.main().names().outline().addresses());
    byte[] component =
        ComponentWriter.write(plan, flat, choices.contains(Choice.SHIMS_BY_REFERENCE), importNames);
    if (!choices.contains(Choice.SKIP_VALIDATION)) {
      ComponentValidator.validate(ByteSlice.of(component), Features.ALL);
    }
    return component;
  }

  private static void checkModule(ByteSlice module, boolean adapter) {
    if (BinaryKind.of(module).equals(Optional.of(BinaryKind.COMPONENT))) {
      throw (adapter ? EncodeCode.ADAPTER_IS_COMPONENT : EncodeCode.ALREADY_A_COMPONENT)
          .error(module.source().name())
          .toException();
    }
  }
}
