package dev.witj.wit.internal;

import dev.witj.diagnostics.Diagnostics;
import dev.witj.diagnostics.Span;
import dev.witj.wit.ResolveBuilder;
import dev.witj.wit.TypeDef.Kind;
import dev.witj.wit.TypeId;
import dev.witj.wit.WitCode;
import dev.witj.wit.WorldItem;

/**
 * Bounds what is copied into worlds: a world has all that it includes and that its imports use, so
 * that chains of worlds grow with the square of the text, and repeated includes exponentially.
 */
final class WorldBudget {
  /** How many items, parameters, fields and cases all worlds of a resolve get by copying. */
  static final int MAX_COPIES = 500_000;

  private final ResolveBuilder builder;
  private int left = MAX_COPIES;

  WorldBudget(ResolveBuilder builder) {
    this.builder = builder;
  }

  /**
   * Whether an item may be copied into one more world.
   *
   * @param at where the first one that may not is reported
   */
  boolean take(WorldItem item, Span at, Diagnostics errors) {
    return take(weight(item), at, errors);
  }

  /** Whether one more import may be added. */
  boolean take(int weight, Span at, Diagnostics errors) {
    if (left < 0) {
      return false;
    }
    left = weight > left ? -1 : left - weight;
    if (left < 0) {
      errors.report(
          WitCode.WORLD_TOO_LARGE
              .error(MAX_COPIES)
              .at(at)
              .help("include fewer worlds in one another, or put what they share in interfaces"));
    }
    return left >= 0;
  }

  private int weight(WorldItem item) {
    return switch (item) {
      case WorldItem.OfFunction(var function) -> 1 + function.params().size();
      case WorldItem.OfType(var type, _) -> weight(type);
      case WorldItem.OfInterface of -> {
        var draft = builder.get(of.id());
        yield draft.name().isPresent()
            ? 1
            : 1
                + draft.functions().values().stream().mapToInt(f -> 1 + f.params().size()).sum()
                + draft.types().values().stream().mapToInt(this::weight).sum();
      }
    };
  }

  private int weight(TypeId id) {
    return switch (builder.get(id).kind()) {
      case Kind.Product product -> 1 + product.types().size();
      case Kind.Variant(var cases) -> 1 + cases.size();
      case Kind.Enumeration(var cases) -> 1 + cases.size();
      case Kind.Flags(var flags) -> 1 + flags.size();
      case Kind _ -> 1;
    };
  }
}
