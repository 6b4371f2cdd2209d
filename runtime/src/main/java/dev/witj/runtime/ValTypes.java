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
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Walks over pairs of types. A pair that was met is not walked again, so that shared parts cost
 * once.
 */
final class ValTypes {
  private ValTypes() {}

  @SuppressWarnings("ReferenceEquality") // Resource types are their identities.
  static boolean matches(ValType a, ValType b) {
    return new Comparison((x, y) -> x == y).same(a, b);
  }

  static ValType withCodecs(ValType type, ValType template) {
    return new Comparison((x, y) -> true).merge(type, template);
  }

  /** Types are nodes of a graph here: identity is what makes two of them one. */
  @SuppressWarnings("ReferenceEquality")
  private static final class Comparison {
    private record Merged(ValType template, ValType result) {}

    private final BiPredicate<ResourceType, ResourceType> sameResource;
    private final IdentityHashMap<ValType, ValType> known = new IdentityHashMap<>();
    private final IdentityHashMap<ValType, Merged> merged = new IdentityHashMap<>();

    Comparison(BiPredicate<ResourceType, ResourceType> sameResource) {
      this.sameResource = sameResource;
    }

    boolean same(ValType a, ValType b) {
      if (known.get(a) == b) {
        return true;
      }
      boolean same =
          switch (a) {
            case Primitive p -> p == b;
            case ListType(var element) -> b instanceof ListType o && same(element, o.element());
            case FixedListType(var element, var length) ->
                b instanceof FixedListType o && length == o.length() && same(element, o.element());
            case MapType(var key, var value) ->
                b instanceof MapType o && same(key, o.key()) && same(value, o.value());
            case RecordType(var fields, var codec) ->
                b instanceof RecordType o && sameFields(fields, o.fields());
            case VariantType(var cases, var codec) ->
                b instanceof VariantType o && sameCases(cases, o.cases());
            case EnumType(var labels, var codec) ->
                b instanceof EnumType o && labels.equals(o.labels());
            case FlagsType(var labels, var codec) ->
                b instanceof FlagsType o && labels.equals(o.labels());
            case OptionType(var element) -> b instanceof OptionType o && same(element, o.element());
            case ResultType(var ok, var error) ->
                b instanceof ResultType o && same(ok, o.ok()) && same(error, o.error());
            case TupleType(var elements) ->
                b instanceof TupleType o && sameAll(elements, o.elements());
            case OwnType(var resource, var codec) ->
                b instanceof OwnType o && sameResource.test(resource, o.resource());
            case BorrowType(var resource, var codec) ->
                b instanceof BorrowType o && sameResource.test(resource, o.resource());
            case StreamType(var element) -> b instanceof StreamType o && same(element, o.element());
            case FutureType(var element) -> b instanceof FutureType o && same(element, o.element());
          };
      if (same) {
        known.put(a, b);
      }
      return same;
    }

    private boolean same(Optional<ValType> a, Optional<ValType> b) {
      if (a.isEmpty() || b.isEmpty()) {
        return a.isEmpty() && b.isEmpty();
      }
      return same(a.get(), b.get());
    }

    private boolean sameAll(List<ValType> a, List<ValType> b) {
      if (a.size() != b.size()) {
        return false;
      }
      for (int i = 0; i < a.size(); i++) {
        if (!same(a.get(i), b.get(i))) {
          return false;
        }
      }
      return true;
    }

    private boolean sameFields(List<Field> a, List<Field> b) {
      return a.stream().map(Field::name).toList().equals(b.stream().map(Field::name).toList())
          && sameAll(a.stream().map(Field::type).toList(), b.stream().map(Field::type).toList());
    }

    private boolean sameCases(List<Case> a, List<Case> b) {
      if (a.size() != b.size()) {
        return false;
      }
      for (int i = 0; i < a.size(); i++) {
        if (!a.get(i).name().equals(b.get(i).name()) || !same(a.get(i).type(), b.get(i).type())) {
          return false;
        }
      }
      return true;
    }

    ValType merge(ValType type, ValType template) {
      if (!same(type, template)) {
        throw new IllegalArgumentException("the template has another shape: " + template);
      }
      return mergeSame(type, template);
    }

    private ValType mergeSame(ValType type, ValType template) {
      Merged before = merged.get(type);
      if (before != null && before.template == template) {
        return before.result;
      }
      ValType result =
          switch (type) {
            case Primitive p -> p;
            case ListType(var element) ->
                new ListType(mergeSame(element, ((ListType) template).element()));
            case FixedListType(var element, var length) ->
                new FixedListType(mergeSame(element, ((FixedListType) template).element()), length);
            case MapType(var key, var value) ->
                new MapType(
                    mergeSame(key, ((MapType) template).key()),
                    mergeSame(value, ((MapType) template).value()));
            case RecordType(var fields, var codec) -> {
              RecordType other = (RecordType) template;
              List<Field> mergedFields = new ArrayList<>();
              for (int i = 0; i < fields.size(); i++) {
                mergedFields.add(
                    new Field(
                        fields.get(i).name(),
                        mergeSame(fields.get(i).type(), other.fields().get(i).type())));
              }
              yield new RecordType(mergedFields, other.codec());
            }
            case VariantType(var cases, var codec) -> {
              VariantType other = (VariantType) template;
              List<Case> mergedCases = new ArrayList<>();
              for (int i = 0; i < cases.size(); i++) {
                mergedCases.add(
                    new Case(
                        cases.get(i).name(),
                        merge(cases.get(i).type(), other.cases().get(i).type())));
              }
              yield new VariantType(mergedCases, other.codec());
            }
            case EnumType(var labels, var codec) ->
                new EnumType(labels, ((EnumType) template).codec());
            case FlagsType(var labels, var codec) ->
                new FlagsType(labels, ((FlagsType) template).codec());
            case OptionType(var element) ->
                new OptionType(mergeSame(element, ((OptionType) template).element()));
            case ResultType(var ok, var error) ->
                new ResultType(
                    merge(ok, ((ResultType) template).ok()),
                    merge(error, ((ResultType) template).error()));
            case TupleType(var elements) -> {
              List<ValType> mergedElements = new ArrayList<>();
              for (int i = 0; i < elements.size(); i++) {
                mergedElements.add(
                    mergeSame(elements.get(i), ((TupleType) template).elements().get(i)));
              }
              yield new TupleType(mergedElements);
            }
            case OwnType(var resource, var codec) ->
                new OwnType(resource, ((OwnType) template).codec());
            case BorrowType(var resource, var codec) ->
                new BorrowType(resource, ((BorrowType) template).codec());
            case StreamType(var element) ->
                new StreamType(merge(element, ((StreamType) template).element()));
            case FutureType(var element) ->
                new FutureType(merge(element, ((FutureType) template).element()));
          };
      merged.put(type, new Merged(template, result));
      return result;
    }

    private Optional<ValType> merge(Optional<ValType> type, Optional<ValType> template) {
      return type.map(t -> mergeSame(t, template.orElseThrow()));
    }
  }
}
