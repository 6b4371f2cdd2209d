package dev.witj.wast;

import dev.witj.binary.BinaryKind;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.Features;
import dev.witj.binary.component.ComponentValidator;
import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.CoreValidator;
import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Label;
import dev.witj.diagnostics.Source;
import dev.witj.wat.WastDirective;
import dev.witj.wat.WastModule;
import dev.witj.wat.WastPrinter;
import dev.witj.wat.WastScript;
import dev.witj.wat.WastValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Goes through a script's directives and says of each whether it holds. What modules are, whether
 * they are well-formed and whether they are valid is decided here; what happens when they run is
 * asked of an executor, if there is one.
 *
 * <p>A module that must be refused may be so at any stage: whether a fault is malformed or invalid
 * differs between tools. That the stage differs is noted in the result.
 */
public final class WastRunner {
  private final Features features;
  private final Optional<WastExecutor> executor;
  private final Runnable progress;
  private final List<WastReport.Result> results = new ArrayList<>();

  private WastRunner(Features features, Optional<WastExecutor> executor, Runnable progress) {
    this.progress = progress;
    this.features = features;
    this.executor = executor;
  }

  /**
   * Runs a script without executing anything.
   *
   * @param features what the modules may use
   */
  public static WastReport check(WastScript script, Features features) {
    return run(script, features, Optional.empty());
  }

  /**
   * Runs a script.
   *
   * @param features what the modules may use
   * @param executor what executes; the caller closes it
   */
  public static WastReport run(
      WastScript script, Features features, Optional<WastExecutor> executor) {
    return run(script, features, executor, () -> {});
  }

  /**
   * Runs a script and says when it gets on.
   *
   * @param features what the modules may use
   * @param executor what executes; the caller closes it
   * @param progress told after each directive
   */
  public static WastReport run(
      WastScript script, Features features, Optional<WastExecutor> executor, Runnable progress) {
    WastRunner runner = new WastRunner(features, executor, progress);
    script.directives().forEach(runner::directive);
    return new WastReport(script.source().name(), runner.results);
  }

  private void directive(WastDirective directive) {
    int before = results.size();
    WastReport.Result result;
    try {
      result = judge(directive);
    } catch (DiagnosticException e) {
      result = refused(directive, e);
    }
    // A thread's own directives have been added meanwhile; it comes first.
    results.add(before, result);
    progress.run();
  }

  private WastReport.Result judge(WastDirective directive) {
    return switch (directive) {
      case WastDirective.Define define -> define(define);
      case WastDirective.Definition definition -> definition(definition);
      case WastDirective.Instance instance ->
          expectReturn(directive, execute(on -> on.instantiate(instance)));
      case WastDirective.Register register ->
          expectReturn(directive, execute(on -> on.register(register)));
      case WastDirective.Perform perform ->
          expectReturn(directive, execute(on -> on.perform(perform.action())));
      case WastDirective.AssertReturn result -> assertReturn(result);
      case WastDirective.AssertTrap trap -> assertTrap(trap);
      case WastDirective.AssertExhaustion exhaustion ->
          expect(
              directive,
              execute(on -> on.perform(exhaustion.call())),
              WastExecutor.Outcome.Exhausted.class,
              "the stack to be exhausted");
      case WastDirective.AssertException exception ->
          expect(
              directive,
              executionOf(exception.execution()),
              WastExecutor.Outcome.Threw.class,
              "an exception");
      case WastDirective.AssertSuspension suspension ->
          expect(
              directive,
              executionOf(suspension.execution()),
              WastExecutor.Outcome.Suspended.class,
              "it to suspend");
      case WastDirective.AssertUnlinkable unlinkable ->
          expect(
              directive,
              executionOf(new WastDirective.Instantiation(unlinkable.module())),
              WastExecutor.Outcome.Unlinkable.class,
              "that it does not link");
      case WastDirective.AssertMalformed malformed ->
          assertRefused(directive, malformed.module(), malformed.message(), true);
      case WastDirective.AssertInvalid invalid ->
          assertRefused(directive, invalid.module(), invalid.message(), false);
      case WastDirective.StartThread thread -> thread(thread);
      case WastDirective.AwaitThread wait ->
          expectReturn(directive, execute(on -> on.awaitThread(wait)));
    };
  }

  // Modules.

  private void validate(ByteSlice bytes) {
    if (BinaryKind.of(bytes).equals(Optional.of(BinaryKind.COMPONENT))) {
      var _ = ComponentValidator.validate(bytes, features);
    } else {
      var _ = CoreValidator.validate(CoreModule.read(bytes), features);
    }
  }

  /** Assembles and validates. */
  private byte[] valid(WastModule module) {
    ByteSlice assembled = module.assemble();
    validate(assembled);
    return assembled.toByteArray();
  }

  private WastReport.Result define(WastDirective.Define directive) {
    WastModule module = directive.module();
    byte[] binary;
    try {
      binary = valid(module);
    } catch (DiagnosticException e) {
      executor.ifPresent(on -> on.refused(module.name()));
      throw e;
    }
    Optional<WastExecutor.Outcome> outcome =
        execute(on -> on.instantiate(module.name(), module.isComponent(), binary));
    return outcome.isEmpty() ? passed(directive) : expectReturn(directive, outcome);
  }

  private WastReport.Result definition(WastDirective.Definition directive) {
    WastModule module = directive.module();
    byte[] binary = valid(module);
    Optional<WastExecutor.Outcome> outcome =
        execute(on -> on.define(module.name(), module.isComponent(), binary));
    return outcome.isEmpty() ? passed(directive) : expectReturn(directive, outcome);
  }

  private WastReport.Result assertRefused(
      WastDirective directive, WastModule module, String message, boolean malformed) {
    byte[] binary;
    try {
      binary = module.toBinary();
    } catch (DiagnosticException e) {
      return malformed
          ? passed(directive)
          : passed(directive, "refused as malformed: " + first(e).message());
    }
    try {
      validate(ByteSlice.of(Source.binary("<assembled>"), binary));
    } catch (DiagnosticException e) {
      return malformed && !isMalformed(e)
          ? passed(directive, "refused as invalid: " + first(e).message())
          : passed(directive);
    }
    return failed(
        directive,
        WastCode.NOT_REFUSED.error(
            module.isComponent() ? "component" : "module",
            malformed ? "malformed" : "invalid",
            message));
  }

  private static boolean isMalformed(DiagnosticException e) {
    return !(first(e).code() instanceof dev.witj.binary.BinaryCode code) || code.isMalformed();
  }

  // Executing.

  private Optional<WastExecutor.Outcome> execute(
      Function<WastExecutor, WastExecutor.Outcome> step) {
    return executor.map(step);
  }

  /** Runs what an assertion is about; a module of its own must at least be valid. */
  private Optional<WastExecutor.Outcome> executionOf(WastDirective.Execution execution) {
    return switch (execution) {
      case WastDirective.Action action -> execute(on -> on.perform(action));
      case WastDirective.Instantiation made -> {
        byte[] binary = valid(made.module());
        yield execute(
            on -> on.instantiate(made.module().name(), made.module().isComponent(), binary));
      }
    };
  }

  private WastReport.Result expectReturn(
      WastDirective directive, Optional<WastExecutor.Outcome> outcome) {
    return expect(directive, outcome, WastExecutor.Outcome.Returned.class, "success");
  }

  private WastReport.Result expect(
      WastDirective directive,
      Optional<WastExecutor.Outcome> outcome,
      Class<? extends WastExecutor.Outcome> kind,
      String what) {
    if (outcome.isEmpty()) {
      return skipped(directive, "not executed");
    }
    WastExecutor.Outcome found = outcome.get();
    if (kind.isInstance(found)) {
      return passed(directive);
    }
    return switch (found) {
      case WastExecutor.Outcome.Returned(var values) ->
          failed(directive, WastCode.OTHER_RESULTS.error(what, print(values)));
      case WastExecutor.Outcome.Trapped(var message) ->
          failed(directive, WastCode.TRAPPED.error(what, message));
      case WastExecutor.Outcome.Exhausted(var message) ->
          failed(directive, WastCode.EXHAUSTED.error(what, message));
      case WastExecutor.Outcome.Threw(var message) ->
          failed(directive, WastCode.THREW.error(what, message));
      case WastExecutor.Outcome.Suspended(var message) ->
          failed(directive, WastCode.SUSPENDED.error(what, message));
      case WastExecutor.Outcome.Unlinkable(var message) ->
          failed(directive, WastCode.UNLINKABLE.error(what, message));
      case WastExecutor.Outcome.Unsupported(var reason) -> skipped(directive, reason);
    };
  }

  private WastReport.Result assertReturn(WastDirective.AssertReturn directive) {
    Optional<WastExecutor.Outcome> outcome = executionOf(directive.execution());
    if (outcome.isEmpty()
        || !(outcome.get() instanceof WastExecutor.Outcome.Returned(List<WastValue> values))) {
      return expectReturn(directive, outcome);
    }
    return Matching.matchAll(values, directive.results())
        ? passed(directive)
        : failed(
            directive, WastCode.OTHER_RESULTS.error(print(directive.results()), print(values)));
  }

  private static String print(List<WastValue> values) {
    return values.isEmpty() ? "nothing" : WastPrinter.print(values);
  }

  private WastReport.Result assertTrap(WastDirective.AssertTrap directive) {
    Optional<WastExecutor.Outcome> outcome = executionOf(directive.execution());
    // Running out of stack is a trap, too.
    if (outcome.isPresent() && outcome.get() instanceof WastExecutor.Outcome.Exhausted) {
      return passed(directive);
    }
    return expect(directive, outcome, WastExecutor.Outcome.Trapped.class, "a trap");
  }

  private WastReport.Result thread(WastDirective.StartThread directive) {
    if (executor.isEmpty()) {
      directive.directives().forEach(this::directive);
      return skipped(directive, "not executed");
    }
    List<WastReport.Result> own = new ArrayList<>();
    Optional<WastExecutor.Outcome> outcome =
        execute(
            on ->
                on.startThread(
                    directive,
                    inner -> {
                      WastRunner runner = new WastRunner(features, Optional.of(inner), progress);
                      directive.directives().forEach(runner::directive);
                      synchronized (own) {
                        own.addAll(runner.results);
                      }
                    }));
    synchronized (own) {
      results.addAll(own);
    }
    return expectReturn(directive, outcome);
  }

  // Results.

  private static Diagnostic first(DiagnosticException e) {
    return e.diagnostics().getFirst();
  }

  private static WastReport.Result passed(WastDirective directive) {
    return new WastReport.Result(
        directive, WastReport.Status.PASSED, Optional.empty(), Optional.empty());
  }

  private static WastReport.Result passed(WastDirective directive, String note) {
    return new WastReport.Result(
        directive, WastReport.Status.PASSED, Optional.empty(), Optional.of(note));
  }

  private static WastReport.Result skipped(WastDirective directive, String why) {
    return new WastReport.Result(
        directive, WastReport.Status.SKIPPED, Optional.empty(), Optional.of(why));
  }

  private static WastReport.Result failed(WastDirective directive, Diagnostic diagnostic) {
    return new WastReport.Result(
        directive,
        WastReport.Status.FAILED,
        Optional.of(diagnostic.at(WastReport.opening(directive))),
        Optional.empty());
  }

  /** A module that must be valid was refused: says so at the directive, and where inside of it. */
  private static WastReport.Result refused(WastDirective directive, DiagnosticException e) {
    Diagnostic cause = first(e);
    Diagnostic diagnostic = WastCode.REFUSED.error(cause.message());
    if (cause.primary().isPresent()) {
      Label label = cause.primary().get();
      diagnostic = diagnostic.with(label.span(), label.text());
    }
    for (Label label : cause.others()) {
      diagnostic = diagnostic.with(label.span(), label.text());
    }
    for (String note : cause.notes()) {
      diagnostic = diagnostic.note(note);
    }
    return failed(directive, diagnostic);
  }
}
