package dev.witj.runtime;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.component.BuiltIn;
import dev.witj.binary.component.Canon;
import dev.witj.binary.component.CanonicalOptions;
import dev.witj.binary.component.ComponentElement;
import dev.witj.binary.component.Located;
import dev.witj.binary.component.Section;
import dev.witj.binary.component.Sort;
import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.Span;
import dev.witj.runtime.internal.abi.CanonOptions;
import dev.witj.runtime.internal.abi.StringEncoding;
import dev.witj.runtime.internal.core.AddressType;
import dev.witj.runtime.internal.core.CoreModule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A component definition as a list of steps that make an instance: decoded, its core modules
 * compiled, its options worked out. Immutable and shared by all instances.
 *
 * @param steps in the order of the file
 * @param resourceNames what the types at these indices are exported as, for messages
 * @param unsupported what cannot be run yet, found anywhere in it
 */
record ComponentPlan(
    List<Step> steps, Map<Integer, String> resourceNames, List<Diagnostic> unsupported) {
  ComponentPlan {
    steps = List.copyOf(steps);
    resourceNames = Map.copyOf(resourceNames);
    unsupported = List.copyOf(unsupported);
  }

  /** One step of instantiation. */
  sealed interface Step {
    /** Adds a core module. */
    record Module(CoreModule module) implements Step {}

    /** Adds a component. */
    record Nested(ComponentPlan plan) implements Step {}

    /** Lifts a core function. */
    record Lift(int coreFunc, int type, Options options) implements Step {}

    /** Lowers a function. */
    record Lower(int func, Options options) implements Step {}

    /** Makes a built-in function for a resource. */
    record Resource(BuiltIn builtIn, int type) implements Step {}

    /** Makes a function that nothing can call yet; linking refuses it. */
    record Unsupported() implements Step {}

    /** Anything else, as the binary says it. */
    record Other(ComponentElement element) implements Step {}
  }

  /** The options of a canonical definition. */
  record Options(
      CanonOptions options, OptionalInt memory, OptionalInt realloc, OptionalInt postReturn) {}

  /** Compiles the core modules that a plan needs. */
  @FunctionalInterface
  interface Modules {
    /** The module whose bytes these are. */
    CoreModule compile(ByteSlice bytes);
  }

  /** Plans a component that is valid. */
  static ComponentPlan of(ByteSlice bytes, Modules modules) {
    List<Step> steps = new ArrayList<>();
    Map<Integer, String> names = new HashMap<>();
    List<Diagnostic> unsupported = new ArrayList<>();
    for (Section section : dev.witj.binary.component.ComponentModel.read(bytes).sections()) {
      for (Located located : section.elements()) {
        Span span = bytes.source().span(located.range().start(), located.range().end());
        steps.add(step(located.element(), span, modules, unsupported));
        if (located.element() instanceof ComponentElement.Export export
            && export.item().sort() == Sort.TYPE) {
          names.putIfAbsent(export.item().index(), export.name().name());
        }
      }
    }
    return new ComponentPlan(steps, names, unsupported);
  }

  private static Step step(
      ComponentElement element, Span span, Modules modules, List<Diagnostic> unsupported) {
    return switch (element) {
      case ComponentElement.CoreModule(var bytes) -> new Step.Module(modules.compile(bytes));
      case ComponentElement.NestedComponent(var bytes) -> {
        ComponentPlan plan = of(bytes, modules);
        unsupported.addAll(plan.unsupported);
        yield new Step.Nested(plan);
      }
      case ComponentElement.CanonDef(var canon) -> canon(canon, span, unsupported);
      case ComponentElement.Start _ -> {
        unsupported.add(unsupported("a component start function", span));
        yield new Step.Other(element);
      }
      case ComponentElement.Value _ -> {
        unsupported.add(unsupported("a component value", span));
        yield new Step.Other(element);
      }
      default -> new Step.Other(element);
    };
  }

  private static Step canon(Canon canon, Span span, List<Diagnostic> unsupported) {
    return switch (canon) {
      case Canon.Lift(int func, int type, var options) -> {
        check("`canon lift`", options, span, unsupported);
        yield new Step.Lift(func, type, options(options));
      }
      case Canon.Lower(int func, var options) -> {
        check("`canon lower`", options, span, unsupported);
        yield new Step.Lower(func, options(options));
      }
      case Canon.OfType(BuiltIn builtIn, int type) when isResource(builtIn) ->
          new Step.Resource(builtIn, type);
      case Canon.Provided provided -> {
        unsupported.add(unsupported("the built-in `" + provided.builtIn() + "`", span));
        yield new Step.Unsupported();
      }
    };
  }

  private static boolean isResource(BuiltIn builtIn) {
    return builtIn == BuiltIn.RESOURCE_NEW
        || builtIn == BuiltIn.RESOURCE_DROP
        || builtIn == BuiltIn.RESOURCE_REP;
  }

  private static void check(
      String what, CanonicalOptions options, Span span, List<Diagnostic> unsupported) {
    if (options.async() || options.callback().isPresent()) {
      unsupported.add(unsupported(what + " with the option `async`", span));
    }
    if (options.gc()) {
      unsupported.add(unsupported(what + " with the option `gc`", span));
    }
  }

  static Diagnostic unsupported(String what, Span span) {
    return Diagnostic.error(
            RuntimeCode.UNSUPPORTED, "this component uses " + what + ", which cannot be run yet")
        .at(span, "");
  }

  /** One diagnostic for all that cannot be run: an async component would have dozens. */
  static Diagnostic unsupported(List<Diagnostic> all) {
    Diagnostic first = all.getFirst();
    return all.size() == 1
        ? first
        : first.note("so are " + (all.size() - 1) + " more constructs of this component");
  }

  private static Options options(CanonicalOptions options) {
    StringEncoding encoding =
        switch (options.encoding()) {
          case UTF8 -> StringEncoding.UTF8;
          case UTF16 -> StringEncoding.UTF16;
          case LATIN1_UTF16 -> StringEncoding.LATIN1_UTF16;
        };
    return new Options(
        new CanonOptions(
            encoding, AddressType.I32, options.async(), options.callback().isPresent()),
        options.memory(),
        options.realloc(),
        options.postReturn());
  }
}
