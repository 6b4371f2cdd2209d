package dev.witj.engine.script;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.core.Import;
import dev.witj.diagnostics.Source;
import dev.witj.engine.Extern;
import dev.witj.engine.Func;
import dev.witj.engine.Global;
import dev.witj.engine.GuestException;
import dev.witj.engine.Instance;
import dev.witj.engine.LinkException;
import dev.witj.engine.Meter;
import dev.witj.engine.Trap;
import dev.witj.engine.TrapKind;
import dev.witj.engine.WasmModule;
import dev.witj.wat.WastDirective;
import dev.witj.wat.WastModule;
import dev.witj.wat.WastScript;
import dev.witj.wat.WastValue;
import dev.witj.wat.WatAssembler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs a script of core modules: what is instantiated, called and asserted. Assertions that modules
 * are malformed or invalid are not about running them and are passed over.
 */
public final class CoreScript {
  /** The module {@code spectest}, whose functions do nothing. */
  private static final String SPECTEST =
      """
      (module
        (global (export "global_i32") i32 (i32.const 666))
        (global (export "global_i64") i64 (i64.const 666))
        (global (export "global_f32") f32 (f32.const 666.6))
        (global (export "global_f64") f64 (f64.const 666.6))
        (table (export "table") 10 20 funcref)
        (table (export "table64") i64 10 20 funcref)
        (memory (export "memory") 1 2)
        (memory (export "shared_memory") 1 2 shared)
        (func (export "print"))
        (func (export "print_i32") (param i32))
        (func (export "print_i64") (param i64))
        (func (export "print_f32") (param f32))
        (func (export "print_f64") (param f64))
        (func (export "print_i32_f32") (param i32 f32))
        (func (export "print_f64_f64") (param f64 f64)))
      """;

  private final Subject subject;
  private final Map<String, WasmModule> definitions = new HashMap<>();
  private final Map<String, Instance> named = new HashMap<>();
  private final Map<String, Instance> registered = new HashMap<>();
  private final List<String> failures = new ArrayList<>();
  private @Nullable WasmModule definition;
  private @Nullable Instance current;
  private int held;

  private CoreScript(Subject subject) {
    this.subject = subject;
    ByteSlice spectest = ByteSlice.of(WatAssembler.assemble(Source.text("spectest", SPECTEST)));
    registered.put("spectest", instantiate(subject.compile(spectest)));
  }

  /**
   * What came of a script.
   *
   * @param held how many directives did what they should
   * @param failures {@code line: what happened} for each of the others
   */
  public record Report(int held, List<String> failures) {}

  /** Runs a script. */
  public static Report run(WastScript script, Subject subject) {
    CoreScript runner = new CoreScript(subject);
    for (WastDirective directive : script.directives()) {
      String wrong;
      try {
        wrong = runner.run(directive);
      } catch (Trap | GuestException | LinkException | UnsupportedOperationException e) {
        wrong = e.toString();
      } catch (RuntimeException | LinkageError | StackOverflowError e) {
        wrong = e + " at " + Arrays.stream(e.getStackTrace()).limit(6).toList();
      }
      if (wrong != null) {
        int line = script.source().position(directive.span().start()).line();
        runner.failures.add(line + ": " + wrong);
      }
    }
    return new Report(runner.held, runner.failures);
  }

  /** Runs a directive; what went wrong, or null. */
  private @Nullable String run(WastDirective directive) {
    String wrong =
        switch (directive) {
          case WastDirective.Define(_, WastModule module) -> {
            // If it cannot be instantiated, what follows must not go to the instance before it.
            current = null;
            Instance made = instantiate(compile(module));
            current = made;
            module.name().ifPresent(name -> named.put(name, made));
            yield null;
          }
          case WastDirective.Definition(_, WastModule module) -> {
            WasmModule made = compile(module);
            definition = made;
            module.name().ifPresent(name -> definitions.put(name, made));
            yield null;
          }
          case WastDirective.Instance(_, _, Optional<String> name, Optional<String> of) -> {
            WasmModule from = of.isPresent() ? definitions.get(of.get()) : definition;
            Instance made = instantiate(java.util.Objects.requireNonNull(from));
            current = made;
            name.ifPresent(each -> named.put(each, made));
            yield null;
          }
          case WastDirective.Register(_, String name, Optional<String> instance) -> {
            registered.put(name, instance(instance));
            yield null;
          }
          case WastDirective.Perform(WastDirective.Action action) -> {
            var _ = perform(action);
            yield null;
          }
          case WastDirective.AssertReturn(_, WastDirective.Execution execution, var results) ->
              compare(execute(execution), results);
          case WastDirective.AssertTrap(_, WastDirective.Execution execution, String message) ->
              failure(execution) instanceof Trap trap && fits(trap, message)
                  ? null
                  : "expected a trap: " + message + ", got " + failure(execution);
          case WastDirective.AssertExhaustion(_, WastDirective.Invoke call, _) ->
              failure(call) instanceof Trap trap && trap.kind() == TrapKind.CALL_STACK_EXHAUSTED
                  ? null
                  : "expected that the stack is exhausted";
          case WastDirective.AssertException(_, WastDirective.Execution execution) ->
              failure(execution) instanceof GuestException ? null : "expected an exception";
          case WastDirective.AssertUnlinkable(_, WastModule module, _) ->
              failure(new WastDirective.Instantiation(module)) instanceof LinkException
                  ? null
                  : "expected that it does not link";
          case WastDirective.AssertMalformed _,
              WastDirective.AssertInvalid _,
              WastDirective.AssertSuspension _,
              WastDirective.StartThread _,
              WastDirective.AwaitThread _ -> {
            held--;
            yield null;
          }
        };
    held += wrong == null ? 1 : 0;
    return wrong;
  }

  private WasmModule compile(WastModule module) {
    return subject.compile(module.assemble());
  }

  private Instance instantiate(WasmModule module) {
    List<Extern> imports = new ArrayList<>();
    for (Import wanted : module.imports()) {
      Instance from = registered.get(wanted.module());
      Optional<Extern> found = from == null ? Optional.empty() : from.export(wanted.name());
      imports.add(found.orElseThrow(() -> new LinkException("unknown import: " + wanted.name())));
    }
    return module.instantiate(imports, Meter.UNLIMITED);
  }

  private Instance instance(Optional<String> name) {
    Instance found = name.isPresent() ? named.get(name.get()) : current;
    return java.util.Objects.requireNonNull(found, "no such instance");
  }

  private @Nullable Object[] execute(WastDirective.Execution execution) {
    return switch (execution) {
      case WastDirective.Action action -> perform(action);
      case WastDirective.Instantiation(WastModule module) -> {
        var _ = instantiate(compile(module));
        yield new Object[0];
      }
    };
  }

  private @Nullable Object[] perform(WastDirective.Action action) {
    return switch (action) {
      case WastDirective.Invoke(_, Optional<String> instance, String name, var arguments) ->
          ((Func) instance(instance).export(name).orElseThrow())
              .call(arguments.stream().map(Values::argument).toArray());
      case WastDirective.Get(_, Optional<String> instance, String name) ->
          new Object[] {((Global) instance(instance).export(name).orElseThrow()).get()};
    };
  }

  private @Nullable RuntimeException failure(WastDirective.Execution execution) {
    try {
      var _ = execute(execution);
      return null;
    } catch (Trap | GuestException | LinkException e) {
      return e;
    }
  }

  /** Whether a trap is the one that is meant; the texts say where, too, or have other endings. */
  private static boolean fits(Trap trap, String message) {
    String text = trap.kind().text();
    return message.startsWith(text)
        || text.startsWith(message)
        || trap.kind() == TrapKind.CALL_STACK_EXHAUSTED
        || (trap.kind() == TrapKind.NULL_REFERENCE && message.startsWith("null "))
        || (trap.kind() == TrapKind.TABLE_OUT_OF_BOUNDS && message.startsWith("undefined"));
  }

  private @Nullable String compare(@Nullable Object[] found, List<WastValue> expected) {
    boolean same = found.length == expected.size();
    for (int i = 0; same && i < found.length; i++) {
      same = Values.fits(found[i], expected.get(i), subject);
    }
    return same ? null : "expected " + expected + ", got " + Arrays.toString(found);
  }
}
