package dev.witj.runtime.wave;

import dev.witj.runtime.ValType;
import dev.witj.runtime.ValType.BorrowType;
import dev.witj.runtime.ValType.EnumType;
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
import java.util.Set;
import java.util.stream.Collectors;

/** What reading and writing have in common. */
final class WaveTypes {
  private static final Set<String> KEYWORDS =
      Set.of("true", "false", "inf", "nan", "some", "none", "ok", "err");
  private static final int SHOWN = 6;

  private WaveTypes() {}

  /** Whether a label needs a {@code %} where a value is expected. */
  static boolean isKeyword(String label) {
    return KEYWORDS.contains(label);
  }

  /** A payload may stand for the option or result around it, unless it is one itself. */
  static boolean mayBeFlat(ValType payload) {
    return !(payload instanceof OptionType || payload instanceof ResultType);
  }

  /** A type in a few words. */
  static String describe(ValType type) {
    return switch (type) {
      case Primitive primitive -> primitive.witName();
      case ListType(var element) -> "list<" + describe(element) + ">";
      case FixedListType(var element, var length) ->
          "list<" + describe(element) + ", " + length + ">";
      case MapType(var key, var value) -> "map<" + describe(key) + ", " + describe(value) + ">";
      case RecordType(var fields, var codec) ->
          "record {" + some(fields.stream().map(ValType.Field::name).toList()) + "}";
      case VariantType(var cases, var codec) ->
          "variant {" + some(cases.stream().map(ValType.Case::name).toList()) + "}";
      case EnumType(var labels, var codec) -> "enum {" + some(labels) + "}";
      case FlagsType(var labels, var codec) -> "flags {" + some(labels) + "}";
      case OptionType(var element) -> "option<" + describe(element) + ">";
      case ResultType(var ok, var error) ->
          ok.isEmpty() && error.isEmpty()
              ? "result"
              : "result<" + describe(ok) + error.map(it -> ", " + describe(it)).orElse("") + ">";
      case TupleType(var elements) ->
          elements.stream()
              .map(WaveTypes::describe)
              .collect(Collectors.joining(", ", "tuple<", ">"));
      case OwnType(var resource, var codec) -> "own<" + resource + ">";
      case BorrowType(var resource, var codec) -> "borrow<" + resource + ">";
      case StreamType(var element) -> "stream<" + describe(element) + ">";
      case FutureType(var element) -> "future<" + describe(element) + ">";
    };
  }

  private static String describe(Optional<ValType> type) {
    return type.map(WaveTypes::describe).orElse("_");
  }

  private static String some(List<String> labels) {
    return labels.size() <= SHOWN
        ? String.join(", ", labels)
        : String.join(", ", labels.subList(0, SHOWN)) + ", …";
  }
}
