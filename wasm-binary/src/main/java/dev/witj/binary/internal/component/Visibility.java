package dev.witj.binary.internal.component;

import dev.witj.binary.component.AnyType;
import dev.witj.binary.component.ComponentType;
import dev.witj.binary.component.DefinedType;
import dev.witj.binary.component.FunctionType;
import dev.witj.binary.component.InstanceType;
import dev.witj.binary.component.ResourceType;
import dev.witj.binary.component.ValueType;
import dev.witj.types.Field;
import dev.witj.types.Shape;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which types something that is imported or exported may mention: records, variants, enums, flags
 * and resources only if they are themselves imported or exported, so that bindings have a name for
 * them.
 */
public final class Visibility {
  private Visibility() {}

  /** Whether all that a type is made of has a name. */
  static boolean contents(AnyType type, Set<AnyType> named, ValidationContext context) {
    return switch (type) {
      case DefinedType defined -> contents(defined.definition(), named, context);
      case FunctionType func ->
          Stream.concat(
                  func.signature().params().stream().map(Field::type),
                  func.signature().result().stream())
              .allMatch(mentioned -> mention(mentioned, named, context));
      case ResourceType _, ComponentType _, InstanceType _ -> true;
    };
  }

  /** Whether a type can be mentioned. */
  static boolean mention(ValueType type, Set<AnyType> named, ValidationContext context) {
    context.spend(1);
    return switch (type) {
      case ValueType.Primitive _ -> true;
      case DefinedType defined ->
          switch (defined.definition()) {
            case Shape.RecordOf<ValueType, ResourceType> _,
                Shape.Variant<ValueType, ResourceType> _,
                Shape.Flags<ValueType, ResourceType> _,
                Shape.Enumeration<ValueType, ResourceType> _ ->
                named.contains(defined);
            case Shape.Primitive<ValueType, ResourceType> _,
                Shape.ListOf<ValueType, ResourceType> _,
                Shape.FixedList<ValueType, ResourceType> _,
                Shape.MapOf<ValueType, ResourceType> _,
                Shape.Tuple<ValueType, ResourceType> _,
                Shape.Option<ValueType, ResourceType> _,
                Shape.Result<ValueType, ResourceType> _,
                Shape.Own<ValueType, ResourceType> _,
                Shape.Borrow<ValueType, ResourceType> _,
                Shape.Stream<ValueType, ResourceType> _,
                Shape.Future<ValueType, ResourceType> _ ->
                contents(defined.definition(), named, context);
          };
    };
  }

  private static boolean contents(
      Shape<ValueType, ResourceType> shape, Set<AnyType> named, ValidationContext context) {
    return switch (shape) {
      case Shape.Primitive<ValueType, ResourceType> _,
          Shape.Flags<ValueType, ResourceType> _,
          Shape.Enumeration<ValueType, ResourceType> _ ->
          true;
      case Shape.RecordOf(var fields) ->
          fields.stream().allMatch(field -> mention(field.type(), named, context));
      case Shape.Variant(var cases) ->
          cases.stream().allMatch(each -> mention(each.type(), named, context));
      case Shape.ListOf(var element) -> mention(element, named, context);
      case Shape.FixedList(var element, _) -> mention(element, named, context);
      case Shape.MapOf(var key, var value) ->
          mention(key, named, context) && mention(value, named, context);
      case Shape.Tuple(var types) ->
          types.stream().allMatch(member -> mention(member, named, context));
      case Shape.Option(var type) -> mention(type, named, context);
      case Shape.Result(var ok, var error) ->
          mention(ok, named, context) && mention(error, named, context);
      case Shape.Own(var resource) -> named.contains(resource);
      case Shape.Borrow(var resource) -> named.contains(resource);
      case Shape.Stream(var element) -> mention(element, named, context);
      case Shape.Future(var element) -> mention(element, named, context);
    };
  }

  private static boolean mention(
      Optional<ValueType> type, Set<AnyType> named, ValidationContext context) {
    return type.isEmpty() || mention(type.get(), named, context);
  }
}
