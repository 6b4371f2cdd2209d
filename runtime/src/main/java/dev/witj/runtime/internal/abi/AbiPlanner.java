package dev.witj.runtime.internal.abi;

import dev.witj.binary.component.DefinedType;
import dev.witj.binary.component.Layout;
import dev.witj.binary.component.ResourceId;
import dev.witj.binary.component.ResourceName;
import dev.witj.binary.component.ValueType;
import dev.witj.binary.core.AddressType;
import dev.witj.runtime.value.ValueCodec;
import dev.witj.runtime.value.ValueCodec.ResourceCodec;
import dev.witj.types.Case;
import dev.witj.types.Extent;
import dev.witj.types.Field;
import dev.witj.types.PrimitiveType;
import dev.witj.types.Shape;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Puts a type, its layout and the codecs of its Java values together, once for each: parts that
 * types share are planned once. Not thread-safe; what it makes is immutable.
 *
 * @see <a
 *     href="https://github.com/WebAssembly/component-model/blob/main/design/mvp/CanonicalABI.md#despecialization">Despecialization</a>
 */
public final class AbiPlanner {
  private final AddressType addresses;
  private final ToIntFunction<ResourceId> slots;
  private final Forms forms;
  private final IdentityHashMap<DefinedType, Map<ValueCodec, AbiType>> planned =
      new IdentityHashMap<>();

  /**
   * A planner.
   *
   * @param addresses those of the memory
   * @param slots where resources live
   * @param forms the Java forms of what codecs say nothing of
   */
  public AbiPlanner(AddressType addresses, ToIntFunction<ResourceId> slots, Forms forms) {
    this.addresses = addresses;
    this.slots = slots;
    this.forms = forms;
  }

  /**
   * The layout of a type.
   *
   * @throws IllegalArgumentException if the codec is one for other types
   */
  public AbiType plan(ValueType type, ValueCodec codec) {
    return switch (type) {
      case ValueType.Primitive(var primitive) -> primitive(primitive);
      case DefinedType defined -> {
        Map<ValueCodec, AbiType> byCodec =
            planned.computeIfAbsent(defined, _ -> new IdentityHashMap<>());
        AbiType known = byCodec.get(codec);
        if (known == null) {
          known = make(defined, codec);
          byCodec.put(codec, known);
        }
        yield known;
      }
    };
  }

  /** Values as one record, whose Java form is their array. */
  AbiType.RecordOf values(List<Field<ValueType>> fields, List<ValueCodec> codecs) {
    return record(fields, codecs, Forms.ARRAY);
  }

  private AbiType primitive(PrimitiveType type) {
    Layout layout = Layout.of(ValueType.of(type), addresses);
    return switch (type) {
      case STRING -> new AbiType.StringOf(layout, addresses);
      case ERROR_CONTEXT -> new AbiType.AsyncHandle(ValueType.of(type), ValueCodec.GENERIC, layout);
      case BOOL, S8, U8, S16, U16, S32, U32, S64, U64, F32, F64, CHAR ->
          new AbiType.Scalar(type, layout);
    };
  }

  private AbiType make(DefinedType type, ValueCodec codec) {
    Layout layout = Layout.of(type, addresses);
    return switch (type.definition()) {
      case Shape.Primitive(var primitive) -> primitive(primitive);
      case Shape.RecordOf(var fields) ->
          switch (codec) {
            case ValueCodec.RecordOf(var own, var parts) -> record(fields, parts, own);
            case ValueCodec other ->
                record(fields, generic(other, fields.size()), forms.record(names(fields)));
          };
      case Shape.Tuple<ValueType, ResourceName> tuple ->
          record(tuple.fields(), parts(codec, tuple.types().size()), forms.tuple());
      case Shape.Variant(var cases) ->
          switch (codec) {
            case ValueCodec.VariantOf(var own, var payloads) ->
                variant(cases, payloads, own, layout);
            case ValueCodec other ->
                variant(cases, generic(other, cases.size()), forms.variant(labels(cases)), layout);
          };
      case Shape.Enumeration<ValueType, ResourceName> labels ->
          variant(
              labels.cases(),
              generic(ValueCodec.GENERIC, labels.labels().size()),
              switch (codec) {
                case ValueCodec.EnumOf(var own) -> Forms.enumeration(own);
                case ValueCodec other -> forms.enumeration(other, labels.labels());
              },
              layout);
      case Shape.Option<ValueType, ResourceName> option ->
          variant(
              option.cases(),
              List.of(ValueCodec.GENERIC, parts(codec, 1).getFirst()),
              forms.option(),
              layout);
      case Shape.Result<ValueType, ResourceName> result -> {
        List<ValueCodec> given = parts(codec, result.parts().size());
        ValueCodec ok = result.ok().isPresent() ? given.getFirst() : ValueCodec.GENERIC;
        ValueCodec error = result.error().isPresent() ? given.getLast() : ValueCodec.GENERIC;
        yield variant(result.cases(), List.of(ok, error), forms.result(), layout);
      }
      case Shape.ListOf(var element) ->
          new AbiType.ListOf(plan(element, parts(codec, 1).getFirst()), layout, addresses, false);
      case Shape.FixedList(var element, int length) ->
          new AbiType.FixedList(plan(element, parts(codec, 1).getFirst()), length, layout);
      case Shape.MapOf(var key, var value) ->
          new AbiType.ListOf(
              record(
                  List.of(new Field<>("key", key), new Field<>("value", value)),
                  parts(codec, 2),
                  Forms.ARRAY),
              layout,
              addresses,
              true);
      case Shape.Flags(var labels) ->
          new AbiType.FlagsOf(
              labels.size(),
              switch (codec) {
                case ValueCodec.FlagsOf(var own) -> own;
                case ValueCodec other -> forms.flags(other, labels);
              },
              layout);
      case Shape.Own(var resource) ->
          new AbiType.Own(
              slots.applyAsInt(resource.id()), resource.toString(), handle(codec), layout);
      case Shape.Borrow(var resource) ->
          new AbiType.Borrow(
              slots.applyAsInt(resource.id()), resource.toString(), handle(codec), layout);
      case Shape.Channel<ValueType, ResourceName> channel ->
          new AbiType.AsyncHandle(
              type,
              channel.element().isPresent() ? parts(codec, 1).getFirst() : ValueCodec.GENERIC,
              layout);
    };
  }

  private AbiType.RecordOf record(
      List<Field<ValueType>> fields, List<ValueCodec> codecs, ValueCodec.RecordCodec codec) {
    List<ValueType> types = fields.stream().map(Field::type).toList();
    List<AbiType> plans = new ArrayList<>(types.size());
    for (int i = 0; i < types.size(); i++) {
      plans.add(plan(types.get(i), codecs.get(i)));
    }
    return new AbiType.RecordOf(
        names(fields),
        plans,
        Layout.fieldOffsets(types, addresses),
        codec,
        Layout.ofRecord(types, addresses));
  }

  private AbiType variant(
      List<Case<ValueType>> cases,
      List<ValueCodec> payloads,
      ValueCodec.VariantCodec codec,
      Layout layout) {
    List<@Nullable AbiType> plans = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      ValueCodec payload = payloads.get(i);
      plans.add(cases.get(i).type().map(type -> plan(type, payload)).orElse(null));
    }
    return new AbiType.VariantOf(
        plans,
        Extent.discriminantSize(cases.size()),
        Layout.payloadOffset(cases, addresses),
        codec,
        layout);
  }

  private static List<String> names(List<Field<ValueType>> fields) {
    return fields.stream().map(Field::name).toList();
  }

  private static List<String> labels(List<Case<ValueType>> cases) {
    return cases.stream().map(Case::name).toList();
  }

  /** The codecs of the parts of a type that has no codec of its own. */
  private static List<ValueCodec> parts(ValueCodec codec, int count) {
    if (codec instanceof ValueCodec.PartsOf(var parts)) {
      if (parts.size() != count) {
        throw new IllegalArgumentException(parts.size() + " codecs for " + count + " parts");
      }
      return parts;
    }
    return generic(codec, count);
  }

  private static List<ValueCodec> generic(ValueCodec codec, int count) {
    requireGeneric(codec);
    return java.util.Collections.nCopies(count, ValueCodec.GENERIC);
  }

  static void requireGeneric(ValueCodec codec) {
    if (!(codec instanceof ValueCodec.Generic)) {
      throw new IllegalArgumentException("a codec of another type: " + codec);
    }
  }

  private static ResourceCodec handle(ValueCodec codec) {
    if (codec instanceof ValueCodec.HandleOf(var own)) {
      return own;
    }
    requireGeneric(codec);
    return ResourceCodec.PLAIN;
  }
}
