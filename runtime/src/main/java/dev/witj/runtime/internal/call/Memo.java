package dev.witj.runtime.internal.call;

import dev.witj.runtime.FuncType;
import dev.witj.runtime.internal.abi.Adapters;
import dev.witj.runtime.internal.abi.CanonOptions;
import dev.witj.runtime.internal.abi.LiftAdapter;
import dev.witj.runtime.internal.abi.LowerAdapter;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the instances of one linked component share of a function that is lifted or lowered: its
 * type and its adapter, if no resource that is each instance's own is among its types. Thread-safe:
 * both are immutable, and working one out twice does no harm.
 */
public final class Memo {
  private volatile @Nullable FuncType type;
  private volatile @Nullable LiftAdapter lift;
  private volatile @Nullable LowerAdapter lower;
  private volatile @Nullable Typed typed;

  /** A function with the codecs of a binding. */
  public record Typed(FuncType binding, FuncType type, LiftAdapter adapter) {}

  FuncType type(Supplier<FuncType> make) {
    FuncType known = type;
    if (known == null) {
      known = make.get();
      if (GuestResources.areAbsent(known)) {
        type = known;
      }
    }
    return known;
  }

  @SuppressWarnings("ReferenceEquality") // Only the very type that is kept has the kept adapter.
  LiftAdapter lift(FuncType of, CanonOptions options) {
    LiftAdapter known = lift;
    if (known == null || of != type) {
      known = Adapters.lift(of, options);
      if (of == type) {
        lift = known;
      }
    }
    return known;
  }

  @SuppressWarnings("ReferenceEquality")
  LowerAdapter lower(FuncType of, CanonOptions options) {
    LowerAdapter known = lower;
    if (known == null || of != type) {
      known = Adapters.lower(of, options);
      if (of == type) {
        lower = known;
      }
    }
    return known;
  }

  /** What is kept for a binding, if that is the one that was asked for last. */
  @SuppressWarnings("ReferenceEquality")
  public @Nullable Typed typed(FuncType binding) {
    Typed known = typed;
    return known != null && known.binding == binding ? known : null;
  }

  /** Keeps a function with the codecs of a binding. */
  public void keep(Typed made) {
    if (type != null) {
      typed = made;
    }
  }
}
