package dev.witj.encode;

import dev.witj.wit.Resolve;
import dev.witj.wit.Type;
import dev.witj.wit.TypeDef;
import dev.witj.wit.TypeId;

/**
 * Checks that WIT can say which types are meant: {@code use} takes them from interfaces by name, so
 * what an interface without a name defines cannot be used in another.
 */
final class Mentions {
  private Mentions() {}

  /**
   * Gives what was decoded.
   *
   * @throws dev.witj.diagnostics.DiagnosticException if WIT cannot describe it
   */
  static Resolve check(Resolve resolve) {
    resolve.types().forEach(type -> check(type, resolve));
    return resolve;
  }

  private static void check(TypeDef type, Resolve resolve) {
    if (type.kind() instanceof TypeDef.Kind.Alias(Type.Ref(TypeId target))
        && resolve.get(target).owner() instanceof TypeDef.Owner.OfInterface from
        && !from.equals(type.owner())
        && resolve.get(from.id()).name().isEmpty()) {
      throw EncodeCode.TYPE_OF_UNNAMED.error(type.name().orElse("")).toException();
    }
  }
}
