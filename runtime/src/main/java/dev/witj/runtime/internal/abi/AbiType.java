package dev.witj.runtime.internal.abi;

import dev.witj.binary.component.Layout;
import dev.witj.binary.component.ValueType;
import dev.witj.binary.core.AddressType;
import dev.witj.runtime.value.ValueCodec;
import dev.witj.runtime.value.ValueCodec.FlagsCodec;
import dev.witj.runtime.value.ValueCodec.RecordCodec;
import dev.witj.runtime.value.ValueCodec.ResourceCodec;
import dev.witj.runtime.value.ValueCodec.VariantCodec;
import dev.witj.types.Extent;
import dev.witj.types.PrimitiveType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A despecialised type with its layout in memories of one width, and the codecs of its Java values.
 * All of it is worked out when the type is planned and only read afterwards.
 */
public abstract sealed class AbiType {
  private final int alignment;
  private final long size;
  private final int flatCount;
  private final boolean usesHandles;

  private AbiType(Layout layout, boolean usesHandles) {
    this.alignment = layout.alignment();
    this.size = layout.size();
    this.flatCount = layout.flatCount();
    this.usesHandles = usesHandles;
  }

  /** The alignment in bytes. */
  public final int alignment() {
    return alignment;
  }

  /** The size in bytes; {@link Extent#MAX_SIZE} for anything larger. */
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
    private final PrimitiveType kind;

    Scalar(PrimitiveType kind, Layout layout) {
      super(layout, false);
      this.kind = kind;
    }

    /** Which. */
    public PrimitiveType kind() {
      return kind;
    }
  }

  /** A string. */
  public static final class StringOf extends AbiType {
    private final AddressType addressType;

    StringOf(Layout layout, AddressType addressType) {
      super(layout, false);
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

    ListOf(AbiType element, Layout layout, AddressType addressType, boolean map) {
      if (element.size == 0) {
        // Records, flags and the like have at least one member.
        throw new IllegalArgumentException("elements of a list without size");
      }
      super(layout, element.usesHandles);
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

    FixedList(AbiType element, int length, Layout layout) {
      super(layout, element.usesHandles);
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

    RecordOf(
        List<String> names,
        List<AbiType> fields,
        long[] offsets,
        RecordCodec codec,
        Layout layout) {
      super(layout, fields.stream().anyMatch(AbiType::usesHandles));
      this.names = List.copyOf(names);
      this.fields = fields.toArray(new AbiType[0]);
      this.offsets = offsets;
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
    private final int payloadOffset;
    private final VariantCodec codec;

    VariantOf(
        List<@Nullable AbiType> cases,
        int discriminantSize,
        int payloadOffset,
        VariantCodec codec,
        Layout layout) {
      super(layout, cases.stream().anyMatch(it -> it != null && it.usesHandles()));
      this.cases = cases.toArray(new @Nullable AbiType[0]);
      this.discriminantSize = discriminantSize;
      this.payloadOffset = payloadOffset;
      this.codec = codec;
    }

    @Nullable AbiType[] cases() {
      return cases;
    }

    int discriminantSize() {
      return discriminantSize;
    }

    int payloadOffset() {
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

    FlagsOf(int count, FlagsCodec codec, Layout layout) {
      super(layout, false);
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

  /** A handle of a resource. */
  public abstract static sealed class Handle extends AbiType {
    private final int resource;
    private final String name;
    private final ResourceCodec codec;

    private Handle(int resource, String name, ResourceCodec codec, Layout layout) {
      super(layout, true);
      this.resource = resource;
      this.name = name;
      this.codec = codec;
    }

    /** The slot of what it is a handle of. */
    public final int resource() {
      return resource;
    }

    final String name() {
      return name;
    }

    final ResourceCodec codec() {
      return codec;
    }
  }

  /** An owned handle. */
  public static final class Own extends Handle {
    Own(int resource, String name, ResourceCodec codec, Layout layout) {
      super(resource, name, codec, layout);
    }
  }

  /** A borrowed handle. */
  public static final class Borrow extends Handle {
    Borrow(int resource, String name, ResourceCodec codec, Layout layout) {
      super(resource, name, codec, layout);
    }
  }

  /** A handle of a stream, a future or an error context. */
  public static final class AsyncHandle extends AbiType {
    private final ValueType type;
    private final ValueCodec element;

    AsyncHandle(ValueType type, ValueCodec element, Layout layout) {
      super(layout, false);
      this.type = type;
      this.element = element;
    }

    /** Makes and takes apart what goes through, for the host. */
    public ValueCodec element() {
      return element;
    }

    /** What it is a handle of. */
    public ValueType type() {
      return type;
    }
  }
}
