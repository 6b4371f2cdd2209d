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
    TypeDef.Kind kind = resolve.get(id).kind();
    kind.parts().forEach(this::find);
    if (kind instanceof TypeDef.Kind.Channel) {
      found.add(id);
    }
  }
}
