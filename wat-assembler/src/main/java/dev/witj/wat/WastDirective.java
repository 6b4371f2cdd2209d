package dev.witj.wat;

import dev.witj.diagnostics.Span;
import java.util.List;
import java.util.Optional;

/**
 * One directive of a script. Those that hold a {@link WastModule} do so unassembled: it may be the
 * point of the directive that this fails.
 */
public sealed interface WastDirective {
  /** The whole form. */
  Span span();

  /** What can be run: a call, a look at a global, or the instantiation of a module. */
  sealed interface Execution {
    /** The whole form. */
    Span span();
  }

  /** What gives values. */
  sealed interface Action extends Execution {
    /** The instance it is about; the current one if none is named. */
    Optional<String> instance();
  }

  /** {@code (invoke $instance? "function" argument*)}. */
  record Invoke(Span span, Optional<String> instance, String function, List<WastValue> arguments)
      implements Action {
    public Invoke {
      arguments = List.copyOf(arguments);
    }
  }

  /** {@code (get $instance? "global")}. */
  record Get(Span span, Optional<String> instance, String global) implements Action {}

  /** A module or component that an assertion instantiates. */
  record Instantiation(WastModule module) implements Execution {
    @Override
    public Span span() {
      return module.span();
    }
  }

  /** {@code (module …)} or {@code (component …)}: to be instantiated, and then current. */
  record Define(Span span, WastModule module) implements WastDirective {}

  /** {@code (module definition …)} or {@code (component definition …)}: not to be instantiated. */
  record Definition(Span span, WastModule module) implements WastDirective {}

  /**
   * {@code (module instance $instance? $definition?)}: a fresh instance of a definition.
   *
   * @param definition the definition; the last one if none is named
   */
  record Instance(
      Span span, boolean component, Optional<String> instance, Optional<String> definition)
      implements WastDirective {}

  /** {@code (register "name" $instance?)}. */
  record Register(Span span, String name, Optional<String> instance) implements WastDirective {}

  /** An action for its effects. */
  record Perform(Action action) implements WastDirective {
    @Override
    public Span span() {
      return action.span();
    }
  }

  /** {@code (assert_return action result*)}; results may be patterns. */
  record AssertReturn(Span span, Execution execution, List<WastValue> results)
      implements WastDirective {
    public AssertReturn {
      results = List.copyOf(results);
    }
  }

  /** {@code (assert_trap … "message")}. */
  record AssertTrap(Span span, Execution execution, String message) implements WastDirective {}

  /** {@code (assert_exhaustion (invoke …) "message")}. */
  record AssertExhaustion(Span span, Invoke call, String message) implements WastDirective {}

  /** {@code (assert_exception …)}. */
  record AssertException(Span span, Execution execution) implements WastDirective {}

  /** {@code (assert_suspension … "message")}. */
  record AssertSuspension(Span span, Execution execution, String message)
      implements WastDirective {}

  /** {@code (assert_unlinkable (module …) "message")}. */
  record AssertUnlinkable(Span span, WastModule module, String message) implements WastDirective {}

  /**
   * {@code (assert_malformed …)} or {@code (assert_malformed_custom …)}.
   *
   * @param custom whether it is about a custom section or an annotation
   */
  record AssertMalformed(Span span, WastModule module, String message, boolean custom)
      implements WastDirective {}

  /**
   * {@code (assert_invalid …)} or {@code (assert_invalid_custom …)}.
   *
   * @param custom whether it is about a custom section or an annotation
   */
  record AssertInvalid(Span span, WastModule module, String message, boolean custom)
      implements WastDirective {}

  /** {@code (thread $name (shared (module $shared))? directive*)}. */
  record StartThread(
      Span span, String name, Optional<String> shared, List<WastDirective> directives)
      implements WastDirective {
    public StartThread {
      directives = List.copyOf(directives);
    }
  }

  /** {@code (wait $thread)}. */
  record AwaitThread(Span span, String thread) implements WastDirective {}
}
