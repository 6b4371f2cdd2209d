package dev.witj.runtime;

import dev.witj.diagnostics.Diagnostic;
import dev.witj.runtime.internal.abi.Adapters;
import dev.witj.runtime.internal.abi.LiftAdapter;
import dev.witj.runtime.internal.call.ComponentFunc;
import dev.witj.runtime.internal.call.HostCaller;
import dev.witj.runtime.internal.call.HostFunc;
import dev.witj.runtime.internal.call.LiftedFunc;
import dev.witj.runtime.internal.call.Memo;
import dev.witj.runtime.internal.call.TypeDifference;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A function that a guest exports. */
public final class Func {
  private final Store store;
  private final String name;
  private final ComponentFunc target;
  private final FuncType type;
  private final @Nullable LiftAdapter adapter;

  Func(Store store, String name, ComponentFunc target) {
    this(
        store,
        name,
        target,
        target.type(),
        target instanceof LiftedFunc lifted ? lifted.adapter() : null);
  }

  private Func(
      Store store,
      String name,
      ComponentFunc target,
      FuncType type,
      @Nullable LiftAdapter adapter) {
    this.store = store;
    this.name = name;
    this.target = target;
    this.type = type;
    this.adapter = adapter;
  }

  /** Its name in WIT. */
  public String name() {
    return name;
  }

  /** Its type, with the codecs that make and read its values. */
  public FuncType type() {
    return type;
  }

  /**
   * The same function with the codecs of {@code binding} instead of the generic ones: its values
   * are then the binding's own Java classes. The resources in {@code binding} may be placeholders.
   *
   * @throws dev.witj.diagnostics.DiagnosticException if the types differ, explaining where
   */
  public Func typed(FuncType binding) {
    if (!(target instanceof LiftedFunc lifted)) {
      return new Func(store, name, target, merge(binding), null);
    }
    Memo.Typed known = lifted.memo().typed(binding);
    if (known == null) {
      FuncType merged = merge(binding);
      known = new Memo.Typed(binding, merged, Adapters.lift(merged, lifted.options()));
      lifted.memo().keep(known);
    }
    return new Func(store, name, target, known.type(), known.adapter());
  }

  private FuncType merge(FuncType binding) {
    try {
      return type.withCodecsOf(binding);
    } catch (IllegalArgumentException e) {
      Diagnostic found =
          Diagnostic.error(
              RuntimeCode.TYPE_MISMATCH,
              "`" + name + "` of the component has another type than the binding");
      for (String note : TypeDifference.explain("the component", type, "the binding", binding)) {
        found = found.note(note);
      }
      throw found.help("generate the bindings again from the WIT of this component").toException();
    }
  }

  /**
   * Calls it, and returns when the guest has returned and freed what it had to.
   *
   * @param arguments one value for each parameter, in order
   * @return the result, or null if the function has none
   * @throws dev.witj.diagnostics.DiagnosticException if an argument does not fit its parameter; the
   *     guest has not run then
   * @throws TrapException if the guest traps, and always once the store is poisoned
   * @throws GuestExitException if a host function ended the guest
   * @throws IllegalStateException if the store is closed or in use by another thread
   */
  public @Nullable Object call(Object... arguments) {
    return store
        .context()
        .enter(
            () ->
                switch (target) {
                  case LiftedFunc lifted ->
                      HostCaller.call(lifted, Objects.requireNonNull(adapter), arguments);
                  case HostFunc host -> host.call(store, arguments);
                });
  }
}
