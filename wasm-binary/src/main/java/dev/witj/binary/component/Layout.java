package dev.witj.binary.component;

import dev.witj.binary.core.AddressType;
import dev.witj.binary.core.NumType;
import dev.witj.binary.core.ValType;
import dev.witj.types.Case;
import dev.witj.types.Extent;
import dev.witj.types.PrimitiveType;
import dev.witj.types.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * How values of a type lie in a memory, and as how many core values they are passed outside of one,
 * by "Alignment", "Element Size" and "Flattening" of CanonicalABI.md: the {@link Extent}, which
 * types of WIT have too, and where parts lie and what they are passed as.
 *
 * <p>A type remembers its layouts ({@link #of}), so that asking again costs nothing, however deep
 * the type is.
 *
 * @param size how many bytes a value takes; at most {@link Extent#MAX_SIZE}, which stands for all
 *     that is more
 * @param alignment what the address of a value is divisible by
 * @param flatCount how many core values a value is passed as; {@link Integer#MAX_VALUE} stands for
 *     all that is more
 */
public record Layout(long size, int alignment, int flatCount) {
  /** The layout of a type's values in a memory. */
  public static Layout of(ValueType type, AddressType addresses) {
    return switch (type) {
      case ValueType.Primitive(var primitive) -> primitive(primitive, addresses);
      case DefinedType defined -> defined.layout(addresses);
    };
  }

  /** The layout of what a definition defines; {@link DefinedType} remembers it. */
  static Layout compute(Shape<ValueType, ResourceName> shape, AddressType addresses) {
    return new Layout(
        Extent.of(shape, addresses.size(), type -> of(type, addresses).extent()),
        flatCount(shape, addresses));
  }

  private static Layout primitive(PrimitiveType type, AddressType addresses) {
    return new Layout(Extent.of(type, addresses.size()), flatCount(type));
  }

  private Layout(Extent extent, long flatCount) {
    this(extent.size(), extent.alignment(), (int) Math.min(Integer.MAX_VALUE, flatCount));
  }

  private Extent extent() {
    return new Extent(size, alignment);
  }

  private static long flatCount(Shape<ValueType, ResourceName> shape, AddressType addresses) {
    return switch (shape) {
      case Shape.Primitive(var type) -> flatCount(type);
      case Shape.Product<ValueType, ResourceName> product -> flatCount(product.types(), addresses);
      case Shape.Choice<ValueType, ResourceName> choice ->
          1L
              + choice.parts().stream()
                  .mapToLong(type -> of(type, addresses).flatCount)
                  .max()
                  .orElse(0);
      case Shape.ListOf(_), Shape.MapOf(_, _) -> 2;
      case Shape.FixedList(var element, int length) ->
          of(element, addresses).flatCount * Integer.toUnsignedLong(length);
      case Shape.Flags<ValueType, ResourceName> _, Shape.Handle<ValueType, ResourceName> _ -> 1;
    };
  }

  private static long flatCount(List<ValueType> types, AddressType addresses) {
    return types.stream().mapToLong(type -> of(type, addresses).flatCount).sum();
  }

  private static int flatCount(PrimitiveType type) {
    return type == PrimitiveType.STRING ? 2 : 1;
  }

  /** The layout of a record whose fields have these types. */
  public static Layout ofRecord(List<ValueType> types, AddressType addresses) {
    return new Layout(
        Extent.ofRecord(types.stream().map(type -> of(type, addresses).extent()).toList()),
        flatCount(types, addresses));
  }

  /** Where each field of a record begins, by its position, relative to the record. */
  public static long[] fieldOffsets(List<ValueType> types, AddressType addresses) {
    long[] offsets = new long[types.size()];
    long end = 0;
    for (int i = 0; i < offsets.length; i++) {
      Layout field = of(types.get(i), addresses);
      offsets[i] = Extent.alignTo(end, field.alignment);
      end = Math.min(Extent.MAX_SIZE, offsets[i] + field.size);
    }
    return offsets;
  }

  /** Where the payload of any case of a variant begins, relative to the variant. */
  public static int payloadOffset(List<Case<ValueType>> cases, AddressType addresses) {
    int alignment = 1;
    for (Case<ValueType> it : cases) {
      if (it.type().isPresent()) {
        alignment = Math.max(alignment, of(it.type().get(), addresses).alignment);
      }
    }
    return Math.max(Extent.discriminantSize(cases.size()), alignment);
  }

  /**
   * The types of the core values that a value is passed as. There are {@link #flatCount} of them,
   * which may be very many: ask that first.
   */
  public static List<ValType> flatten(ValueType type, AddressType addresses) {
    List<ValType> flat = new ArrayList<>();
    flatten(type.shape(), addresses, flat);
    return flat;
  }

  private static void flatten(
      Shape<ValueType, ResourceName> shape, AddressType addresses, List<ValType> flat) {
    switch (shape) {
      case Shape.Primitive(var primitive) -> {
        switch (primitive) {
          case BOOL, S8, U8, S16, U16, S32, U32, CHAR, ERROR_CONTEXT -> flat.add(NumType.I32);
          case S64, U64 -> flat.add(NumType.I64);
          case F32 -> flat.add(NumType.F32);
          case F64 -> flat.add(NumType.F64);
          case STRING -> flattenPointerAndLength(addresses, flat);
        }
      }
      case Shape.Product<ValueType, ResourceName> product ->
          product.types().forEach(type -> flatten(type.shape(), addresses, flat));
      case Shape.Choice<ValueType, ResourceName> choice -> {
        flat.add(NumType.I32);
        flattenCases(choice.cases(), addresses, flat);
      }
      case Shape.ListOf(_), Shape.MapOf(_, _) -> flattenPointerAndLength(addresses, flat);
      case Shape.FixedList(var element, int length) -> {
        List<ValType> each = flatten(element, addresses);
        for (int i = 0; Integer.compareUnsigned(i, length) < 0; i++) {
          flat.addAll(each);
        }
      }
      case Shape.Flags(_) -> flat.add(NumType.I32);
      case Shape.Handle<ValueType, ResourceName> _ -> flat.add(NumType.I32);
    }
  }

  private static void flattenPointerAndLength(AddressType addresses, List<ValType> flat) {
    flat.add(addresses.numType());
    flat.add(addresses.numType());
  }

  /** Cases share their core values: each place takes what holds all that stand there. */
  private static void flattenCases(
      List<Case<ValueType>> cases, AddressType addresses, List<ValType> flat) {
    int start = flat.size();
    for (Case<ValueType> it : cases) {
      if (it.type().isPresent()) {
        List<ValType> payload = flatten(it.type().get(), addresses);
        for (int i = 0; i < payload.size(); i++) {
          if (start + i < flat.size()) {
            flat.set(start + i, join(flat.get(start + i), payload.get(i)));
          } else {
            flat.add(payload.get(i));
          }
        }
      }
    }
  }

  /** The type of core values that can carry the bits of both. */
  public static ValType join(ValType a, ValType b) {
    if (a.equals(b)) {
      return a;
    }
    return is32Bit(a) && is32Bit(b) ? NumType.I32 : NumType.I64;
  }

  private static boolean is32Bit(ValType type) {
    return type == NumType.I32 || type == NumType.F32;
  }
}
