package dev.witj.wit.internal;

import dev.witj.diagnostics.Diagnostics;
import dev.witj.wit.Function;
import dev.witj.wit.InterfaceId;
import dev.witj.wit.ResolveBuilder;
import dev.witj.wit.ResolveBuilder.WorldDraft;
import dev.witj.wit.Type;
import dev.witj.wit.WitCode;
import dev.witj.wit.WorldId;
import dev.witj.wit.WorldItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The last step for functions, when all types of their package are there. */
final class Signatures {
  private final ResolveBuilder builder;
  private final TypeMarks marks;
  private final TypeTable types;
  private final Diagnostics errors;

  Signatures(LinkState state, TypeTable types, Diagnostics errors) {
    this.builder = state.builder();
    this.marks = state.types();
    this.types = types;
    this.errors = errors;
  }

  /** Finishes the functions of all interfaces and worlds from these on. */
  void finish(int firstInterface, int firstWorld) {
    for (int i = firstInterface; i < builder.interfaceCount(); i++) {
      builder.get(new InterfaceId(i)).functions().replaceAll((_, function) -> finish(function));
    }
    for (int i = firstWorld; i < builder.worldCount(); i++) {
      WorldDraft world = builder.get(new WorldId(i));
      world.imports().replaceAll((_, item) -> finish(item));
      world.exports().replaceAll((_, item) -> finish(item));
    }
  }

  private WorldItem finish(WorldItem item) {
    return item instanceof WorldItem.OfFunction(Function function)
        ? new WorldItem.OfFunction(finish(function))
        : item;
  }

  private Function finish(Function of) {
    List<Function.Param> params = new ArrayList<>(of.params().size());
    for (Function.Param param : of.params()) {
      Type owned = types.owned(param.type());
      params.add(
          owned.equals(param.type())
              ? param
              : new Function.Param(param.name(), owned, param.span()));
    }
    Optional<Type> result = of.result().map(types::owned);
    if (result.isPresent() && marks.borrows(result.get())) {
      errors.report(
          WitCode.BORROW_IN_RESULT
              .error(of.name())
              .at(of.span())
              .note("a borrowed handle ends with the call it is passed to")
              .help("return the resource itself, which passes ownership to the caller"));
    }
    if (params.equals(of.params()) && result.equals(of.result())) {
      return of;
    }
    return new Function(
        of.name(),
        of.kind(),
        of.async(),
        params,
        result,
        of.docs(),
        of.stability(),
        of.externalId(),
        of.span());
  }
}
