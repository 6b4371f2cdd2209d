package dev.witj.runtime.internal.abi;

import dev.witj.runtime.ValType;
import dev.witj.runtime.ValType.BorrowType;
import dev.witj.runtime.ValType.FlagsCodec;
import dev.witj.runtime.ValType.OwnType;
import dev.witj.runtime.ValType.Primitive;
import dev.witj.runtime.ValType.RecordCodec;
import dev.witj.runtime.ValType.VariantCodec;
import dev.witj.runtime.internal.core.AddressType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A despecialised type with its layout for one pointer size: alignment, size, offsets of its parts,
 * number of core values. All of it is worked out when the type is planned and only read afterwards.
 */
public abstract sealed class AbiType {
  private final int alignment;
  private final long size;
  private final int flatCount;
  private final boolean usesHandles;

  private AbiType(int alignment, long size, int flatCount, boolean usesHandles) {
    this.alignment = alignment;
    this.size = size;
    this.flatCount = flatCount;
    this.usesHandles = usesHandles;
  }

  /** The alignment in bytes. */
  public final int alignment() {
    return alignment;
  }

  /** The size in bytes; {@link ElementSize#MAX} for anything larger. */
  public final long size() {
    return size;
  }

  /** How many core values it flattens to; {@link Integer#MAX_VALUE} for anything more. */
  public final int flatCount() {
    return flatCount;
  }

  /** Whether handles of resources are among its parts. */
  public final boolean usesHandles() {
    return usesHandles;
  }

  /** A boolean, a number or a character. */
  public static final class Scalar extends AbiType {
    private final Primitive kind;

    Scalar(Primitive kind) {
      super(ElementSize.scalar(kind), ElementSize.scalar(kind), 1, false);
      this.kind = kind;
    }

    /** Which. */
    public Primitive kind() {
      return kind;
    }
  }

  /** A string. */
  public static final class StringOf extends AbiType {
    private final AddressType addressType;

    StringOf(AddressType addressType) {
      super(addressType.size(), 2L * addressType.size(), 2, false);
      this.addressType = addressType;
    }

    /** The type of its pointer and length. */
    public AddressType addressType() {
      return addressType;
    }
  }

  /** A list, or a map, which is a list of pairs. */
  public static final class ListOf extends AbiType {
    private final AbiType element;
    private final AddressType addressType;
    private final boolean map;

    ListOf(AbiType element, AddressType addressType, boolean map) {
      if (element.size == 0) {
        // Records, flags and the like have at least one member.
        throw new IllegalArgumentException("elements of a list without size");
      }
      super(addressType.size(), 2L * addressType.size(), 2, element.usesHandles);
      this.element = element;
      this.addressType = addressType;
      this.map = map;
    }

    /** The type of the elements. */
    public AbiType element() {
      return element;
    }

    /** The type of its pointer and length. */
    public AddressType addressType() {
      return addressType;
    }

    /** Whether this is a map. */
    public boolean isMap() {
      return map;
    }
  }

  /** A list of fixed length, stored in place. */
  public static final class FixedList extends AbiType {
    private final AbiType element;
    private final int length;

    FixedList(AbiType element, int length) {
      super(
          element.alignment,
          ElementSize.fixedList(element, length),
          Flatten.times(element.flatCount, length),
          element.usesHandles);
      this.element = element;
      this.length = length;
    }

    /** The type of the elements. */
    public AbiType element() {
      return element;
    }

    /** How many there are. */
    public int length() {
      return length;
    }
  }

  /** A record, or anything that is laid out like one. */
  public static final class RecordOf extends AbiType {
    private final List<String> names;
    private final AbiType[] fields;
    private final long[] offsets;
    private final RecordCodec codec;

    RecordOf(List<String> names, List<AbiType> fields, RecordCodec codec) {
      AbiType[] copy = fields.toArray(new AbiType[0]);
      super(
          Alignment.record(copy),
          ElementSize.record(copy),
          Flatten.countOfRecord(copy),
          fields.stream().anyMatch(AbiType::usesHandles));
      this.names = List.copyOf(names);
      this.fields = copy;
      this.offsets = ElementSize.fieldOffsets(copy);
      this.codec = codec;
    }

    AbiType[] fields() {
      return fields;
    }

    String name(int field) {
      return names.get(field);
    }

    long offset(int field) {
      return offsets[field];
    }

    RecordCodec codec() {
      return codec;
    }
  }

  /** A variant, or anything that is laid out like one. */
  public static final class VariantOf extends AbiType {
    private final @Nullable AbiType[] cases;
    private final int discriminantSize;
    private final long payloadOffset;
    private final VariantCodec codec;

    VariantOf(List<@Nullable AbiType> cases, VariantCodec codec) {
      @Nullable AbiType[] copy = cases.toArray(new @Nullable AbiType[0]);
      super(
          Alignment.variant(copy),
          ElementSize.variant(copy),
          Flatten.countOfVariant(copy),
          cases.stream().anyMatch(it -> it != null && it.usesHandles()));
      this.cases = copy;
      this.discriminantSize = Alignment.discriminantSize(copy.length);
      this.payloadOffset = ElementSize.payloadOffset(copy);
      this.codec = codec;
    }

    @Nullable AbiType[] cases() {
      return cases;
    }

    int discriminantSize() {
      return discriminantSize;
    }

    long payloadOffset() {
      return payloadOffset;
    }

    VariantCodec codec() {
      return codec;
    }
  }

  /** A set of flags. */
  public static final class FlagsOf extends AbiType {
    private final int count;
    private final FlagsCodec codec;

    FlagsOf(int count, FlagsCodec codec) {
      super(Alignment.flags(count), Alignment.flags(count), 1, false);
      this.count = count;
      this.codec = codec;
    }

    /** The bits that are flags. */
    int mask() {
      return count == 32 ? -1 : (1 << count) - 1;
    }

    FlagsCodec codec() {
      return codec;
    }
  }

  /** An owned handle. */
  public static final class Own extends AbiType {
    private final OwnType type;

    Own(OwnType type) {
      super(4, 4, 1, true);
      this.type = type;
    }

    /** What it is a handle of. */
    public OwnType type() {
      return type;
    }
  }

  /** A borrowed handle. */
  public static final class Borrow extends AbiType {
    private final BorrowType type;

    Borrow(BorrowType type) {
      super(4, 4, 1, true);
      this.type = type;
    }

    /** What it is a handle of. */
    public BorrowType type() {
      return type;
    }
  }

  /** A handle of a stream, a future or an error context. */
  public static final class AsyncHandle extends AbiType {
    private final ValType type;

    AsyncHandle(ValType type) {
      super(4, 4, 1, false);
      this.type = type;
    }

    /** What it is a handle of. */
    public ValType type() {
      return type;
    }
  }
}
