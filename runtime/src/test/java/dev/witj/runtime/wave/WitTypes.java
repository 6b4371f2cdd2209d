package dev.witj.runtime.wave;

import dev.witj.binary.component.Case;
import dev.witj.binary.component.FunctionType;
import dev.witj.binary.component.PrimitiveType;
import dev.witj.binary.component.ResourceType;
import dev.witj.binary.component.ValueType;
import dev.witj.runtime.Types;
import dev.witj.wit.Function;
import dev.witj.wit.Resolve;
import dev.witj.wit.Type;
import dev.witj.wit.TypeDef;
import dev.witj.wit.TypeId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The types of a WIT package as types of the runtime; each definition becomes one object. */
final class WitTypes {
  private final Resolve resolve;
  private final Map<TypeId, ValueType> known = new HashMap<>();
  private final Map<TypeId, ResourceType> resources = new HashMap<>();

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
      case Type.Prim prim -> PrimitiveType.valueOf(prim.name());
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
      case TypeDef.Kind.Rec(var fields) ->
          Types.record(fields.stream().map(it -> Types.field(it.name(), type(it.type()))).toList());
      case TypeDef.Kind.Variant(var cases) ->
          Types.variant(
              cases.stream().map(it -> new Case<>(it.name(), optional(it.type()))).toList());
      case TypeDef.Kind.Enumeration(var cases) ->
          Types.enumeration(cases.stream().map(TypeDef.EnumCase::name).toList());
      case TypeDef.Kind.Flags(var flags) ->
          Types.flags(flags.stream().map(TypeDef.Flag::name).toList());
      case TypeDef.Kind.Tuple(List<Type> types) ->
          Types.tuple(types.stream().map(this::type).toList());
      case TypeDef.Kind.Opt(Type element) -> Types.option(type(element));
      case TypeDef.Kind.Result(var ok, var error) -> Types.result(optional(ok), optional(error));
      case TypeDef.Kind.ListOf(Type element) -> Types.list(type(element));
      case TypeDef.Kind.FixedListOf(Type element, int length) ->
          Types.fixedList(type(element), length);
      case TypeDef.Kind.MapOf(Type key, Type value) -> Types.map(type(key), type(value));
      case TypeDef.Kind.Future(var payload) -> Types.future(optional(payload));
      case TypeDef.Kind.Stream(var element) -> Types.stream(optional(element));
      case TypeDef.Kind.Resource() -> Types.own(resource(id));
      case TypeDef.Kind.Handle(TypeId target, boolean own) ->
          own ? Types.own(resource(target)) : Types.borrow(resource(target));
      case TypeDef.Kind.Alias(Type target) -> type(target);
    };
  }

  private ResourceType resource(TypeId id) {
    TypeId defined = resolve.dealias(id);
    return resources.computeIfAbsent(
        defined, it -> ResourceType.of(resolve.get(it).name().orElse("resource")));
  }
}
