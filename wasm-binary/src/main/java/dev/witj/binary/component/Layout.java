package dev.witj.binary.component;

import dev.witj.binary.core.AddressType;
import dev.witj.binary.core.NumType;
import dev.witj.binary.core.ValType;
import dev.witj.types.Case;
import dev.witj.types.PrimitiveType;
import dev.witj.types.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * How values of a type lie in a memory, and as how many core values they are passed outside of one,
 * by "Alignment", "Element Size" and "Flattening" of CanonicalABI.md. What depends on nothing but
 * numbers ({@link #discriminantSize}, {@link #flagsSize}, {@link #alignTo}) and what the layout of
 * a whole is made of ({@link #fieldOffsets}, {@link #payloadOffset}) are here too.
 *
 * <p>A type remembers its layouts ({@link #of}), so that asking again costs nothing, however deep
 * the type is.
 *
 * @param size how many bytes a value takes; at most {@link #MAX_SIZE}, which stands for all that is
 *     more
 * @param alignment what the address of a value is divisible by
 * @param flatCount how many core values a value is passed as; {@link Integer#MAX_VALUE} stands for
 *     all that is more
 */
public record Layout(long size, int alignment, int flatCount) {
  /** Sizes stop growing here: far more than a memory holds, far from overflowing. */
  public static final long MAX_SIZE = 1L << 48;

  /** The layout of a type's values in a memory. */
  public static Layout of(ValueType type, AddressType addresses) {
    return switch (type) {
      case ValueType.Primitive(var primitive) -> primitive(primitive, addresses);
      case DefinedType defined -> defined.layout(addresses);
    };
  }

  /** The layout of what a definition defines; {@link DefinedType} remembers it. */
  static Layout compute(Shape<ValueType, ResourceName> shape, AddressType addresses) {
    return switch (shape) {
      case Shape.Primitive(var type) -> primitive(type, addresses);
      case Shape.Product<ValueType, ResourceName> product -> ofRecord(product.types(), addresses);
      case Shape.Choice<ValueType, ResourceName> choice -> variant(choice.cases(), addresses);
      case Shape.ListOf(_), Shape.MapOf(_, _) -> pointerAndLength(addresses);
      case Shape.FixedList(var element, int length) ->
          of(element, addresses).times(Integer.toUnsignedLong(length));
      case Shape.Flags(var labels) -> scalar(flagsSize(labels.size()));
      case Shape.Handle<ValueType, ResourceName> _ -> scalar(4);
    };
  }

  private static Layout primitive(PrimitiveType type, AddressType addresses) {
    return switch (type) {
      case BOOL, S8, U8 -> scalar(1);
      case S16, U16 -> scalar(2);
      case S32, U32, F32, CHAR, ERROR_CONTEXT -> scalar(4);
      case S64, U64, F64 -> scalar(8);
      case STRING -> pointerAndLength(addresses);
    };
  }

  private static Layout scalar(int size) {
    return new Layout(size, size, 1);
  }

  private static Layout pointerAndLength(AddressType addresses) {
    return new Layout(2L * addresses.size(), addresses.size(), 2);
  }

  private Layout times(long length) {
    return new Layout(
        length != 0 && size > MAX_SIZE / length ? MAX_SIZE : size * length,
        alignment,
        count(flatCount * Math.min(length, Integer.MAX_VALUE)));
  }

  /** The layout of a record whose fields have these types. */
  public static Layout ofRecord(List<ValueType> types, AddressType addresses) {
    long end = 0;
    int alignment = 1;
    long flat = 0;
    for (ValueType type : types) {
      Layout field = of(type, addresses);
      end = Math.min(MAX_SIZE, alignTo(end, field.alignment) + field.size);
      alignment = Math.max(alignment, field.alignment);
      flat += field.flatCount;
    }
    return new Layout(alignTo(end, alignment), alignment, count(flat));
  }

  private static Layout variant(List<Case<ValueType>> cases, AddressType addresses) {
    long largest = 0;
    int alignment = discriminantSize(cases.size());
    int flat = 0;
    for (Case<ValueType> it : cases) {
      if (it.type().isPresent()) {
        Layout payload = of(it.type().get(), addresses);
        largest = Math.max(largest, payload.size);
        alignment = Math.max(alignment, payload.alignment);
        flat = Math.max(flat, payload.flatCount);
      }
    }
    long end = Math.min(MAX_SIZE, payloadOffset(cases, addresses) + largest);
    return new Layout(alignTo(end, alignment), alignment, count(1L + flat));
  }

  private static int count(long flat) {
    return (int) Math.min(Integer.MAX_VALUE, flat);
  }

  /** Where each field of a record begins, by its position, relative to the record. */
  public static long[] fieldOffsets(List<ValueType> types, AddressType addresses) {
    long[] offsets = new long[types.size()];
    long end = 0;
    for (int i = 0; i < offsets.length; i++) {
      Layout field = of(types.get(i), addresses);
      offsets[i] = alignTo(end, field.alignment);
      end = Math.min(MAX_SIZE, offsets[i] + field.size);
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
    return Math.max(discriminantSize(cases.size()), alignment);
  }

  /** The size in bytes, which is also the alignment, of the number that tells cases apart. */
  public static int discriminantSize(int cases) {
    return cases <= 1 << 8 ? 1 : cases <= 1 << 16 ? 2 : 4;
  }

  /** The size in bytes, which is also the alignment, of a set of flags. */
  public static int flagsSize(int labels) {
    return labels <= 8 ? 1 : labels <= 16 ? 2 : 4;
  }

  /** The next address that is divisible by an alignment. */
  public static long alignTo(long address, int alignment) {
    return (address + alignment - 1) & -alignment;
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
