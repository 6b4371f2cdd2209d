package dev.witj.runtime;

import dev.witj.runtime.internal.plan.DefinitionTable;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What a host has to give: interfaces and functions by name, matched with what components import.
 *
 * <p>An interface of the exact version wins; otherwise the highest defined version on the same
 * semver track serves ({@code @0.2.3} and {@code @0.2.12} are on one track). What is defined is
 * compared with the types of the functions that a component really imports, no more. A linker is
 * set up by one thread; {@link #pre} takes a snapshot.
 */
public final class Linker {
  private final Engine engine;
  private final DefinitionTable definitions = new DefinitionTable();

  private Linker(Engine engine) {
    this.engine = Objects.requireNonNull(engine, "engine");
  }

  /** A linker that defines nothing yet. */
  public static Linker create(Engine engine) {
    return new Linker(engine);
  }

  /** The engine of the components to be linked. */
  public Engine engine() {
    return engine;
  }

  /** The functions and resources that a world imports by plain name. */
  public LinkerInstance root() {
    return new LinkerInstance("", definitions.root());
  }

  /**
   * The definitions of an interface, made when first asked for.
   *
   * @param name as {@code wasi:cli/stdout@0.2.12}, or the plain name of an inline interface
   */
  public LinkerInstance instance(String name) {
    return new LinkerInstance(name, definitions.at(Objects.requireNonNull(name, "name")));
  }

  /**
   * Lets interfaces be defined only when a component imports one of them, or when somebody else
   * defines one of them: what is defined afterwards replaces this as usual.
   *
   * @param names tells of the name that is asked for, with its version, whether this may serve it
   * @param definitions defines them in this linker, at most once
   */
  public Linker later(Predicate<? super String> names, Consumer<? super Linker> definitions) {
    Objects.requireNonNull(definitions, "definitions");
    this.definitions.later(Objects.requireNonNull(names, "names"), () -> definitions.accept(this));
    return this;
  }

  /**
   * Lets messages say what to do about imports that nothing defines.
   *
   * @param adviser gets the name of an interface; answers a sentence for the user, or nothing
   */
  public Linker advise(Function<String, Optional<String>> adviser) {
    definitions.advise(Objects.requireNonNull(adviser, "adviser"));
    return this;
  }

  /**
   * Lets the exports of a live instance serve an import. Components linked to it must be
   * instantiated in its store.
   *
   * @param name the import, as for {@link #instance(String)}
   */
  public Linker define(String name, Instance instance) {
    instance.defineIn(definitions.at(Objects.requireNonNull(name, "name")));
    return this;
  }

  /**
   * Matches a component's imports with the definitions, once for any number of instances.
   *
   * @throws dev.witj.diagnostics.DiagnosticException naming every import that nothing satisfies or
   *     whose type differs, and what to do; or naming what the component uses that cannot be run
   */
  @SuppressWarnings("ReferenceEquality") // Compiled code belongs to the one engine.
  public InstancePre pre(Component component) {
    if (component.engine() != engine) {
      throw new IllegalArgumentException("the component was compiled for another engine");
    }
    return InstancePre.link(definitions, component);
  }

  /**
   * Makes one instance; the same as {@code pre(component).instantiate(store)}.
   *
   * @throws dev.witj.diagnostics.DiagnosticException as {@link #pre}
   * @throws TrapException if the guest traps while it starts
   */
  public Instance instantiate(Store store, Component component) {
    return pre(component).instantiate(store);
  }
}
