package dev.witj.wast;

import dev.witj.wat.WastDirective;
import dev.witj.wat.WastValue;
import java.util.List;
import java.util.Optional;

/**
 * What runs the modules of a script. It has the instances, one of which is current, their names and
 * the definitions; the runner has the directives. An executor says what happened and never judges.
 * What a script asks for and does not exist, an executor refuses with a {@link
 * dev.witj.diagnostics.DiagnosticException}.
 */
public interface WastExecutor extends AutoCloseable {
  /**
   * Instantiates a valid binary, which becomes the current instance, under its name if it has one.
   */
  Outcome instantiate(Optional<String> name, boolean component, byte[] binary);

  /** Keeps a valid binary for {@link #instantiate(WastDirective.Instance)}. */
  Outcome define(Optional<String> name, boolean component, byte[] binary);

  /** Makes a fresh instance of a definition, which becomes the current one. */
  Outcome instantiate(WastDirective.Instance directive);

  /** Offers an instance's exports to imports from a module of this name. */
  Outcome register(WastDirective.Register directive);

  /** Calls a function or reads a global. */
  Outcome perform(WastDirective.Action action);

  /** Told that a module could not be assembled or is invalid: it has no instance. */
  default void refused(Optional<String> name) {}

  /**
   * Starts a thread that has instances of its own and, under its name, one of this executor's.
   *
   * @param directives runs the thread's directives on the executor it is given
   */
  default Outcome startThread(
      WastDirective.StartThread thread, java.util.function.Consumer<WastExecutor> directives) {
    return new Outcome.Unsupported("threads");
  }

  /** Waits for a thread to end. */
  default Outcome awaitThread(WastDirective.AwaitThread directive) {
    return new Outcome.Unsupported("threads");
  }

  @Override
  void close();

  /** What became of something that was run. */
  sealed interface Outcome {
    /** It ended well, with results if it was an action; of patterns, these may be references. */
    record Returned(List<WastValue> values) implements Outcome {
      public Returned {
        values = List.copyOf(values);
      }
    }

    /** It trapped. */
    record Trapped(String message) implements Outcome {}

    /** It ran out of stack. */
    record Exhausted(String message) implements Outcome {}

    /** It ended with an exception of WebAssembly's that nobody caught. */
    record Threw(String message) implements Outcome {}

    /** It suspended with nobody to resume it. */
    record Suspended(String message) implements Outcome {}

    /** Its imports could not be satisfied. */
    record Unlinkable(String message) implements Outcome {}

    /** The executor cannot run it; the directive counts as skipped. */
    record Unsupported(String reason) implements Outcome {}
  }
}
