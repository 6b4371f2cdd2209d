package dev.witj.runtime.internal.call;

import dev.witj.runtime.FuncType;
import dev.witj.runtime.ResourceType;
import dev.witj.runtime.ValType;
import dev.witj.runtime.ValType.BorrowType;
import dev.witj.runtime.ValType.Case;
import dev.witj.runtime.ValType.EnumType;
import dev.witj.runtime.ValType.Field;
import dev.witj.runtime.ValType.FixedListType;
import dev.witj.runtime.ValType.FlagsType;
import dev.witj.runtime.ValType.ListType;
import dev.witj.runtime.ValType.MapType;
import dev.witj.runtime.ValType.OptionType;
import dev.witj.runtime.ValType.OwnType;
import dev.witj.runtime.ValType.RecordType;
import dev.witj.runtime.ValType.ResultType;
import dev.witj.runtime.ValType.TupleType;
import dev.witj.runtime.ValType.VariantType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Explains how two function types differ: both of them, and the way down to the first difference.
 */
public final class TypeDifference {
  private final String left;
  private final String right;
  private final List<String> path = new ArrayList<>();

  private TypeDifference(String left, String right) {
    this.left = left;
    this.right = right;
  }

  /** What to note of two types that do not match, outermost first. */
  public static List<String> explain(String left, FuncType a, String right, FuncType b) {
    List<String> notes = new ArrayList<>();
    notes.add(left + " has `" + text(a) + "`");
    notes.add(right + " has `" + text(b) + "`");
    notes.add(new TypeDifference(left, right).first(a, b));
    return notes;
  }

  private String first(FuncType a, FuncType b) {
    if (a.async() != b.async()) {
      return (a.async() ? left : right) + "'s is async, the other is not";
    }
    String found = fields("parameter", a.params(), b.params());
    return found.isEmpty() ? optional("the result", a.result(), b.result()) : found;
  }

  private String fields(String what, List<Field> a, List<Field> b) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      if (!a.get(i).name().equals(b.get(i).name())) {
        return at(
            what
                + " "
                + (i + 1)
                + " is called `"
                + a.get(i).name()
                + "` in "
                + left
                + ", `"
                + b.get(i).name()
                + "` in "
                + right);
      }
      String found = within(what + " `" + a.get(i).name() + "`", a.get(i).type(), b.get(i).type());
      if (!found.isEmpty()) {
        return found;
      }
    }
    return count(what, a.size(), b.size());
  }

  private String count(String what, int a, int b) {
    return a == b
        ? ""
        : at(left + " has " + a + " of the kind \"" + what + "\", " + right + " has " + b);
  }

  private String within(String step, ValType a, ValType b) {
    path.add(step);
    String found = value(a, b);
    path.removeLast();
    return found;
  }

  private String optional(String step, Optional<ValType> a, Optional<ValType> b) {
    if (a.isPresent() && b.isPresent()) {
      return within(step, a.get(), b.get());
    }
    if (a.isPresent() == b.isPresent()) {
      return "";
    }
    return at(
        step
            + " is `"
            + a.map(TypeDifference::text).orElse("_")
            + "` in "
            + left
            + ", `"
            + b.map(TypeDifference::text).orElse("_")
            + "` in "
            + right);
  }

  private String value(ValType a, ValType b) {
    if (a.matches(b)) {
      return "";
    }
    return switch (a) {
      case ListType(var element) when b instanceof ListType(var other) ->
          within("the element", element, other);
      case FixedListType(var element, int length)
          when b instanceof FixedListType(var other, int otherLength) && length == otherLength ->
          within("the element", element, other);
      case MapType(var key, var value) when b instanceof MapType(var otherKey, var otherValue) ->
          key.matches(otherKey)
              ? within("the value", value, otherValue)
              : within("the key", key, otherKey);
      case OptionType(var element) when b instanceof OptionType(var other) ->
          within("the payload", element, other);
      case ResultType(var ok, var error)
          when b instanceof ResultType(var otherOk, var otherError) -> {
        String found = optional("`ok`", ok, otherOk);
        yield found.isEmpty() ? optional("`err`", error, otherError) : found;
      }
      case TupleType(var elements) when b instanceof TupleType(var others) ->
          fields("element", numbered(elements), numbered(others));
      case RecordType(var fields, _) when b instanceof RecordType(var others, _) ->
          fields("field", fields, others);
      case VariantType(var cases, _) when b instanceof VariantType(var others, _) ->
          cases(cases, others);
      case EnumType(var labels, _) when b instanceof EnumType(var others, _) ->
          labels("label", labels, others);
      case FlagsType(var labels, _) when b instanceof FlagsType(var others, _) ->
          labels("flag", labels, others);
      case OwnType(var resource, _) when b instanceof OwnType(var other, _) ->
          resources(resource, other);
      case BorrowType(var resource, _) when b instanceof BorrowType(var other, _) ->
          resources(resource, other);
      default -> at(left + " has `" + text(a) + "`, " + right + " has `" + text(b) + "`");
    };
  }

  private String resources(ResourceType a, ResourceType b) {
    return at(
        "`"
            + a.name()
            + "` of "
            + left
            + " and `"
            + b.name()
            + "` of "
            + right
            + " are different resources");
  }

  private String cases(List<Case> a, List<Case> b) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      if (!a.get(i).name().equals(b.get(i).name())) {
        return labels(
            "case", a.stream().map(Case::name).toList(), b.stream().map(Case::name).toList());
      }
      String found =
          optional(
              "the payload of case `" + a.get(i).name() + "`", a.get(i).type(), b.get(i).type());
      if (!found.isEmpty()) {
        return found;
      }
    }
    return count("case", a.size(), b.size());
  }

  private String labels(String what, List<String> a, List<String> b) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      if (!a.get(i).equals(b.get(i))) {
        return at(
            what + " " + (i + 1) + " is `" + a.get(i) + "` in " + left + ", `" + b.get(i) + "` in "
                + right);
      }
    }
    return count(what, a.size(), b.size());
  }

  private static List<Field> numbered(List<ValType> types) {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      fields.add(new Field(String.valueOf(i), types.get(i)));
    }
    return fields;
  }

  private String at(String what) {
    return path.isEmpty() ? what : "in " + String.join(", ", path) + ": " + what;
  }

  private static String text(ValType type) {
    return type.witText();
  }

  private static String text(FuncType type) {
    return type.witText();
  }
}
