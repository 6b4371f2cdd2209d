package dev.witj.encode.internal.abi;

import dev.witj.binary.component.DefinedType;
import dev.witj.binary.component.ResourceName;
import dev.witj.binary.component.Signature;
import dev.witj.binary.component.ValueType;
import dev.witj.types.Field;
import dev.witj.types.Shape;
import dev.witj.wit.Function;
import dev.witj.wit.Resolve;
import dev.witj.wit.Type;
import dev.witj.wit.TypeDef;
import dev.witj.wit.TypeId;
import java.util.HashMap;
import java.util.Map;

/** The types of WIT as those of components, each made once. */
final class ValueTypes {
  private final Resolve resolve;
  private final Map<TypeId, ValueType> known = new HashMap<>();
  private final Map<TypeId, ResourceName> resources = new HashMap<>();

  ValueTypes(Resolve resolve) {
    this.resolve = resolve;
  }

  Signature<ValueType> of(Function function) {
    return new Signature<>(
        function.async(),
        function.params().stream().map(it -> new Field<>(it.name(), of(it.type()))).toList(),
        function.result().map(this::of));
  }

  ValueType of(Type type) {
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

  private ValueType make(TypeId id) {
    return switch (resolve.get(id).kind()) {
      case TypeDef.Kind.Alias(var target) -> of(target);
      // Who names a resource where a value is wanted means a handle that owns one.
      case TypeDef.Kind.Resource() -> DefinedType.of(new Shape.Own<>(resource(id)));
      case TypeDef.Kind kind ->
          DefinedType.of(kind.shape().orElseThrow().map(this::of, this::resource));
    };
  }

  private ResourceName resource(TypeId id) {
    return resources.computeIfAbsent(
        resolve.dealias(id), it -> ResourceName.of(resolve.get(it).name().orElse("resource")));
  }
}
