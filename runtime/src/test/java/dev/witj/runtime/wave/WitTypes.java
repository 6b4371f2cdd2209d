package dev.witj.runtime.wave;

import dev.witj.runtime.FuncType;
import dev.witj.runtime.ResourceType;
import dev.witj.runtime.ValType;
import dev.witj.runtime.ValType.BorrowType;
import dev.witj.runtime.ValType.Case;
import dev.witj.runtime.ValType.EnumType;
import dev.witj.runtime.ValType.Field;
import dev.witj.runtime.ValType.FixedListType;
import dev.witj.runtime.ValType.FlagsType;
import dev.witj.runtime.ValType.FutureType;
import dev.witj.runtime.ValType.ListType;
import dev.witj.runtime.ValType.MapType;
import dev.witj.runtime.ValType.OptionType;
import dev.witj.runtime.ValType.OwnType;
import dev.witj.runtime.ValType.Primitive;
import dev.witj.runtime.ValType.RecordType;
import dev.witj.runtime.ValType.ResultType;
import dev.witj.runtime.ValType.StreamType;
import dev.witj.runtime.ValType.TupleType;
import dev.witj.runtime.ValType.VariantType;
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
  private final Map<TypeId, ValType> known = new HashMap<>();
  private final Map<TypeId, ResourceType> resources = new HashMap<>();

  WitTypes(Resolve resolve) {
    this.resolve = resolve;
  }

  FuncType function(Function function) {
    return new FuncType(
        function.params().stream()
            .map(param -> new Field(param.name(), type(param.type())))
            .toList(),
        optional(function.result()),
        function.async());
  }

  ValType type(Type type) {
    return switch (type) {
      case Type.Prim prim -> Primitive.valueOf(prim.name());
      case Type.Ref(TypeId id) -> {
        ValType before = known.get(id);
        if (before == null) {
          before = make(id);
          known.put(id, before);
        }
        yield before;
      }
    };
  }

  private Optional<ValType> optional(Optional<Type> type) {
    return type.map(this::type);
  }

  private ValType make(TypeId id) {
    return switch (resolve.get(id).kind()) {
      case TypeDef.Kind.Rec(var fields) ->
          new RecordType(fields.stream().map(it -> new Field(it.name(), type(it.type()))).toList());
      case TypeDef.Kind.Variant(var cases) ->
          new VariantType(
              cases.stream().map(it -> new Case(it.name(), optional(it.type()))).toList());
      case TypeDef.Kind.Enumeration(var cases) ->
          new EnumType(cases.stream().map(TypeDef.EnumCase::name).toList());
      case TypeDef.Kind.Flags(var flags) ->
          new FlagsType(flags.stream().map(TypeDef.Flag::name).toList());
      case TypeDef.Kind.Tuple(List<Type> types) ->
          new TupleType(types.stream().map(this::type).toList());
      case TypeDef.Kind.Opt(Type element) -> new OptionType(type(element));
      case TypeDef.Kind.Result(var ok, var error) -> new ResultType(optional(ok), optional(error));
      case TypeDef.Kind.ListOf(Type element) -> new ListType(type(element));
      case TypeDef.Kind.FixedListOf(Type element, int length) ->
          new FixedListType(type(element), length);
      case TypeDef.Kind.MapOf(Type key, Type value) -> new MapType(type(key), type(value));
      case TypeDef.Kind.Future(var payload) -> new FutureType(optional(payload));
      case TypeDef.Kind.Stream(var element) -> new StreamType(optional(element));
      case TypeDef.Kind.Resource() -> new OwnType(resource(id));
      case TypeDef.Kind.Handle(TypeId target, boolean own) ->
          own ? new OwnType(resource(target)) : new BorrowType(resource(target));
      case TypeDef.Kind.Alias(Type target) -> type(target);
    };
  }

  private ResourceType resource(TypeId id) {
    TypeId defined = resolve.dealias(id);
    return resources.computeIfAbsent(
        defined, it -> ResourceType.ofHost(resolve.get(it).name().orElse("resource")));
  }
}
