package dev.witj.binary.internal.component;

import dev.witj.binary.component.AnyType;
import dev.witj.binary.component.ComponentType;
import dev.witj.binary.component.DefinedType;
import dev.witj.binary.component.FunctionType;
import dev.witj.binary.component.InstanceType;
import dev.witj.binary.component.ResourceName;
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
      case ResourceName _, ComponentType _, InstanceType _ -> true;
    };
  }

  /** Whether a type can be mentioned. */
  static boolean mention(ValueType type, Set<AnyType> named, ValidationContext context) {
    context.spend(1);
    return switch (type) {
      case ValueType.Primitive _ -> true;
      case DefinedType defined ->
          switch (defined.definition()) {
            case Shape.RecordOf<ValueType, ResourceName> _,
                Shape.Variant<ValueType, ResourceName> _,
                Shape.Flags<ValueType, ResourceName> _,
                Shape.Enumeration<ValueType, ResourceName> _ ->
                named.contains(defined);
            case Shape.Primitive<ValueType, ResourceName> _,
                Shape.ListOf<ValueType, ResourceName> _,
                Shape.FixedList<ValueType, ResourceName> _,
                Shape.MapOf<ValueType, ResourceName> _,
                Shape.Tuple<ValueType, ResourceName> _,
                Shape.Option<ValueType, ResourceName> _,
                Shape.Result<ValueType, ResourceName> _,
                Shape.Own<ValueType, ResourceName> _,
                Shape.Borrow<ValueType, ResourceName> _,
                Shape.Stream<ValueType, ResourceName> _,
                Shape.Future<ValueType, ResourceName> _ ->
                contents(defined.definition(), named, context);
          };
    };
  }

  private static boolean contents(
      Shape<ValueType, ResourceName> shape, Set<AnyType> named, ValidationContext context) {
    return switch (shape) {
      case Shape.Primitive<ValueType, ResourceName> _,
          Shape.Flags<ValueType, ResourceName> _,
          Shape.Enumeration<ValueType, ResourceName> _ ->
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
