package dev.witj.encode.internal.names;

import dev.witj.wit.Function;
import dev.witj.wit.Resolve;
import dev.witj.wit.Type;
import dev.witj.wit.TypeDef;
import dev.witj.wit.TypeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The streams and futures that a function mentions, in the order in which names of built-ins number
 * them: through the parameters and then the result, what is inside of one before it.
 */
final class Payloads {
  private final Resolve resolve;
  private final List<TypeId> found = new ArrayList<>();

  private Payloads(Resolve resolve) {
    this.resolve = resolve;
  }

  static List<TypeId> of(Resolve resolve, Function function) {
    Payloads payloads = new Payloads(resolve);
    function.params().forEach(param -> payloads.find(param.type()));
    payloads.find(function.result());
    return payloads.found;
  }

  private void find(Optional<Type> type) {
    type.ifPresent(this::find);
  }

  private void find(Type type) {
    if (!(type instanceof Type.Ref(TypeId id))) {
      return;
    }
    switch (resolve.get(id).kind()) {
      case TypeDef.Kind.Alias(var target) -> find(target);
      case TypeDef.Kind.Rec(var fields) -> fields.forEach(field -> find(field.type()));
      case TypeDef.Kind.Tuple(var types) -> types.forEach(this::find);
      case TypeDef.Kind.Variant(var cases) -> cases.forEach(c -> find(c.type()));
      case TypeDef.Kind.Opt(var payload) -> find(payload);
      case TypeDef.Kind.Result(var ok, var err) -> {
        find(ok);
        find(err);
      }
      case TypeDef.Kind.ListOf(var element) -> find(element);
      case TypeDef.Kind.FixedListOf(var element, _) -> find(element);
      case TypeDef.Kind.MapOf(var key, var value) -> {
        find(key);
        find(value);
      }
      case TypeDef.Kind.Future(var payload) -> {
        find(payload);
        found.add(id);
      }
      case TypeDef.Kind.Stream(var element) -> {
        find(element);
        found.add(id);
      }
      case TypeDef.Kind.Handle _,
          TypeDef.Kind.Resource _,
          TypeDef.Kind.Flags _,
          TypeDef.Kind.Enumeration _ -> {}
    }
  }
}
