package dev.witj.types;

import java.util.List;
import java.util.function.Function;

/**
 * How values of a type lie in a memory, by "Alignment" and "Element Size" of <i>CanonicalABI.md</i>
 * .
 *
 * @param size how many bytes a value takes; at most {@link #MAX_SIZE}, which stands for all that is
 *     more
 * @param alignment what the address of a value is divisible by
 */
public record Extent(long size, int alignment) {
  /** Sizes stop growing here: far more than a memory holds, far from overflowing. */
  public static final long MAX_SIZE = 1L << 48;

  /**
   * The extent of a type that is made so.
   *
   * @param addressSize how many bytes an address takes, 4 or 8
   * @param extents that of each part
   */
  public static <T, R> Extent of(
      Shape<T, R> shape, int addressSize, Function<? super T, Extent> extents) {
    return switch (shape) {
      case Shape.Primitive(var type) -> of(type, addressSize);
      case Shape.Product<T, R> product ->
          ofRecord(product.types().stream().<Extent>map(extents).toList());
      case Shape.Choice<T, R> choice -> ofVariant(choice.cases(), extents);
      case Shape.ListOf(_), Shape.MapOf(_, _) -> pointerAndLength(addressSize);
      case Shape.FixedList(var element, int length) ->
          extents.apply(element).times(Integer.toUnsignedLong(length));
      case Shape.Flags(var labels) -> scalar(flagsSize(labels.size()));
      case Shape.Handle<T, R> _ -> scalar(4);
    };
  }

  /**
   * The extent of a primitive type.
   *
   * @param addressSize how many bytes an address takes, 4 or 8
   */
  public static Extent of(PrimitiveType type, int addressSize) {
    return switch (type) {
      case BOOL, S8, U8 -> scalar(1);
      case S16, U16 -> scalar(2);
      case S32, U32, F32, CHAR, ERROR_CONTEXT -> scalar(4);
      case S64, U64, F64 -> scalar(8);
      case STRING -> pointerAndLength(addressSize);
    };
  }

  private static Extent scalar(int size) {
    return new Extent(size, size);
  }

  private static Extent pointerAndLength(int addressSize) {
    return new Extent(2L * addressSize, addressSize);
  }

  private Extent times(long length) {
    return new Extent(
        length != 0 && size > MAX_SIZE / length ? MAX_SIZE : size * length, alignment);
  }

  /** The extent of a record whose fields have these. */
  public static Extent ofRecord(List<Extent> fields) {
    long end = 0;
    int alignment = 1;
    for (Extent field : fields) {
      end = Math.min(MAX_SIZE, alignTo(end, field.alignment) + field.size);
      alignment = Math.max(alignment, field.alignment);
    }
    return new Extent(alignTo(end, alignment), alignment);
  }

  private static <T> Extent ofVariant(List<Case<T>> cases, Function<? super T, Extent> extents) {
    long largest = 0;
    int discriminant = discriminantSize(cases.size());
    int alignment = discriminant;
    for (Case<T> it : cases) {
      if (it.type().isPresent()) {
        Extent payload = extents.apply(it.type().get());
        largest = Math.max(largest, payload.size);
        alignment = Math.max(alignment, payload.alignment);
      }
    }
    // The payload begins at the next address that suits every case.
    long end = Math.min(MAX_SIZE, alignment + largest);
    return new Extent(alignTo(end, alignment), alignment);
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
}
