package dev.witj.runtime.wave;

import dev.witj.binary.component.DefinedType;
import dev.witj.binary.component.FunctionType;
import dev.witj.binary.component.ResourceName;
import dev.witj.binary.component.ValueType;
import dev.witj.runtime.Types;
import dev.witj.wit.Function;
import dev.witj.wit.Resolve;
import dev.witj.wit.Type;
import dev.witj.wit.TypeDef;
import dev.witj.wit.TypeId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The types of a WIT package as types of the runtime; each definition becomes one object. */
final class WitTypes {
  private final Resolve resolve;
  private final Map<TypeId, ValueType> known = new HashMap<>();
  private final Map<TypeId, ResourceName> resources = new HashMap<>();

  WitTypes(Resolve resolve) {
    this.resolve = resolve;
  }

  FunctionType function(Function function) {
    return Types.func(
        function.params().stream()
            .map(param -> Types.field(param.name(), type(param.type())))
            .toList(),
        optional(function.result()),
        function.async());
  }

  ValueType type(Type type) {
    return switch (type) {
      case Type.Primitive(var primitive) -> ValueType.of(primitive);
      case Type.Ref(TypeId id) -> {
        ValueType before = known.get(id);
        if (before == null) {
          before = make(id);
          known.put(id, before);
        }
        yield before;
      }
    };
  }

  private Optional<ValueType> optional(Optional<Type> type) {
    return type.map(this::type);
  }

  private ValueType make(TypeId id) {
    return switch (resolve.get(id).kind()) {
      case TypeDef.Kind.Resource() -> Types.own(resource(id));
      case TypeDef.Kind.Alias(Type target) -> type(target);
      case TypeDef.Kind kind ->
          DefinedType.of(kind.shape().orElseThrow().map(this::type, this::resource));
    };
  }

  private ResourceName resource(TypeId id) {
    TypeId defined = resolve.dealias(id);
    return resources.computeIfAbsent(
        defined, it -> ResourceName.of(resolve.get(it).name().orElse("resource")));
  }
}
