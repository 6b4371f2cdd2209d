package dev.witj.runtime;

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
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Types in the syntax of WIT, for messages. */
final class WitText {
  private WitText() {}

  static String of(FuncType type) {
    return (type.async() ? "async " : "")
        + "func("
        + fields(type.params())
        + ")"
        + type.result().map(result -> " -> " + of(result)).orElse("");
  }

  static String of(ValType type) {
    return switch (type) {
      case Primitive primitive -> primitive.witName();
      case ListType(var element) -> "list<" + of(element) + ">";
      case FixedListType(var element, int length) -> "list<" + of(element) + ", " + length + ">";
      case MapType(var key, var value) -> "map<" + of(key) + ", " + of(value) + ">";
      case RecordType(var fields, _) -> "record { " + fields(fields) + " }";
      case VariantType(var cases, _) ->
          "variant { " + cases.stream().map(WitText::of).collect(Collectors.joining(", ")) + " }";
      case EnumType(var labels, _) -> "enum { " + String.join(", ", labels) + " }";
      case FlagsType(var labels, _) -> "flags { " + String.join(", ", labels) + " }";
      case OptionType(var element) -> "option<" + of(element) + ">";
      case ResultType(var ok, var error) -> result(ok, error);
      case TupleType(var elements) ->
          "tuple<" + elements.stream().map(WitText::of).collect(Collectors.joining(", ")) + ">";
      case OwnType(var resource, _) -> "own<" + resource.name() + ">";
      case BorrowType(var resource, _) -> "borrow<" + resource.name() + ">";
      case StreamType(var element) -> "stream" + element.map(e -> "<" + of(e) + ">").orElse("");
      case FutureType(var element) -> "future" + element.map(e -> "<" + of(e) + ">").orElse("");
    };
  }

  private static String of(Case each) {
    return each.name() + each.type().map(type -> "(" + of(type) + ")").orElse("");
  }

  private static String result(Optional<ValType> ok, Optional<ValType> error) {
    if (error.isPresent()) {
      return "result<" + ok.map(WitText::of).orElse("_") + ", " + of(error.get()) + ">";
    }
    return "result" + ok.map(type -> "<" + of(type) + ">").orElse("");
  }

  private static String fields(List<Field> fields) {
    return fields.stream()
        .map(field -> field.name() + ": " + of(field.type()))
        .collect(Collectors.joining(", "));
  }
}
