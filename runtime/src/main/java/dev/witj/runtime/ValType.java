package dev.witj.runtime;

import dev.witj.runtime.value.EnumValue;
import dev.witj.runtime.value.FlagsValue;
import dev.witj.runtime.value.RecordValue;
import dev.witj.runtime.value.Result;
import dev.witj.runtime.value.Tuple1;
import dev.witj.runtime.value.Tuple16;
import dev.witj.runtime.value.TupleN;
import dev.witj.runtime.value.VariantValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The type of a component value, and the Java form its values take:
 *
 * <table>
 * <caption>Java forms</caption>
 * <tr><th>type</th><th>Java</th></tr>
 * <tr><td>bool</td><td>{@link Boolean}</td></tr>
 * <tr><td>s8, s16, s32, s64</td><td>{@link Byte}, {@link Short}, {@link Integer}, {@link Long}</td></tr>
 * <tr><td>u8, u16</td><td>{@link Integer}</td></tr>
 * <tr><td>u32, u64</td><td>{@link Long} (u64 keeps its bits)</td></tr>
 * <tr><td>f32, f64</td><td>{@link Float}, {@link Double}</td></tr>
 * <tr><td>char</td><td>{@link Integer}, a code point</td></tr>
 * <tr><td>string</td><td>{@link String} without lone surrogates</td></tr>
 * <tr><td>list of bool, numbers</td><td>{@code boolean[] byte[] short[] int[] long[] float[] double[]} of the width
 *     of the element, bits kept</td></tr>
 * <tr><td>other lists</td><td>{@link List}</td></tr>
 * <tr><td>map</td><td>{@link Map} in order of insertion</td></tr>
 * <tr><td>tuple</td><td>{@link Tuple1} … {@link Tuple16}, {@link TupleN}</td></tr>
 * <tr><td>option</td><td>{@link Optional}</td></tr>
 * <tr><td>result</td><td>{@link Result}</td></tr>
 * <tr><td>record, variant, enum, flags</td><td>what the codec of the type makes of it; without generated classes {@link
 *     RecordValue}, {@link VariantValue}, {@link EnumValue}, {@link FlagsValue}</td></tr>
 * <tr><td>own, borrow</td><td>what the {@link ResourceCodec} of the type makes of it</td></tr>
 * </table>
 *
 * <p>Types are immutable and may be shared. Equality of types includes their codecs; {@link
 * #matches} asks whether two types are the same to a component.
 */
public sealed interface ValType {

  /** The types without parts. */
  enum Primitive implements ValType {
    BOOL,
    S8,
    U8,
    S16,
    U16,
    S32,
    U32,
    S64,
    U64,
    F32,
    F64,
    CHAR,
    STRING,
    ERROR_CONTEXT;

    /** The type's name in WIT, as {@code error-context}. */
    public String witName() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  /** A list of any length. */
  record ListType(ValType element) implements ValType {}

  /** A list of exactly {@code length} elements, which is at least one. */
  record FixedListType(ValType element, int length) implements ValType {
    /** Checks the length. */
    public FixedListType {
      if (length < 1) {
        throw new IllegalArgumentException("a list of fixed length " + length);
      }
    }
  }

  /** A map; to the ABI a list of pairs. */
  record MapType(ValType key, ValType value) implements ValType {}

  /** A record; {@code codec} makes and takes apart its Java values. */
  record RecordType(List<Field> fields, RecordCodec codec) implements ValType {
    /** Copies the fields. */
    public RecordType {
      fields = List.copyOf(fields);
    }

    /** A record whose values are {@link RecordValue}s. */
    public RecordType(List<Field> fields) {
      this(fields, RecordValue.codec(fields.stream().map(Field::name).toList()));
    }
  }

  /** A field of a record. */
  record Field(String name, ValType type) {}

  /** A variant; {@code codec} makes and takes apart its Java values. */
  record VariantType(List<Case> cases, VariantCodec codec) implements ValType {
    /** Copies the cases. */
    public VariantType {
      cases = List.copyOf(cases);
    }

    /** A variant whose values are {@link VariantValue}s. */
    public VariantType(List<Case> cases) {
      this(cases, VariantValue.codec(cases.stream().map(Case::name).toList()));
    }
  }

  /** A case of a variant, with or without a payload. */
  record Case(String name, Optional<ValType> type) {
    /** A case with a payload. */
    public static Case of(String name, ValType type) {
      return new Case(name, Optional.of(type));
    }

    /** A case without a payload. */
    public static Case of(String name) {
      return new Case(name, Optional.empty());
    }
  }

  /** An enumeration; {@code codec} maps its labels' indices to Java values. */
  record EnumType(List<String> labels, EnumCodec codec) implements ValType {
    /** Copies the labels. */
    public EnumType {
      labels = List.copyOf(labels);
    }

    /** An enumeration whose values are {@link EnumValue}s. */
    public EnumType(List<String> labels) {
      this(labels, EnumValue.codec(labels));
    }
  }

  /** A set of flags, at most 32; {@code codec} maps bits (first label lowest) to Java values. */
  record FlagsType(List<String> labels, FlagsCodec codec) implements ValType {
    /** Copies the labels. */
    public FlagsType {
      labels = List.copyOf(labels);
      if (labels.size() > 32) {
        throw new IllegalArgumentException(labels.size() + " flags, at most 32 are allowed");
      }
    }

    /** A set of flags whose values are {@link FlagsValue}s. */
    public FlagsType(List<String> labels) {
      this(labels, FlagsValue.codec(labels));
    }
  }

  /** An option. */
  record OptionType(ValType element) implements ValType {}

  /** A result; either side may lack a payload. */
  record ResultType(Optional<ValType> ok, Optional<ValType> error) implements ValType {}

  /** A tuple. */
  record TupleType(List<ValType> elements) implements ValType {
    /** Copies the elements. */
    public TupleType {
      elements = List.copyOf(elements);
    }

    /** A tuple of these. */
    public static TupleType of(ValType... elements) {
      return new TupleType(List.of(elements));
    }
  }

  /** A handle whose ownership moves with it. */
  record OwnType(ResourceType resource, ResourceCodec codec) implements ValType {
    /** A handle shown as {@link GuestResource}, or as the host's own object. */
    public OwnType(ResourceType resource) {
      this(resource, ResourceCodec.PLAIN);
    }
  }

  /** A handle that is lent for a call. */
  record BorrowType(ResourceType resource, ResourceCodec codec) implements ValType {
    /** A handle shown as {@link GuestResource}, or as the host's own object. */
    public BorrowType(ResourceType resource) {
      this(resource, ResourceCodec.PLAIN);
    }
  }

  /** The readable end of a stream. */
  record StreamType(Optional<ValType> element) implements ValType {}

  /** The readable end of a future. */
  record FutureType(Optional<ValType> element) implements ValType {}

  /**
   * Makes and takes apart the Java values of a record. Field values are in the order of the type.
   */
  interface RecordCodec {
    /** A value of these fields; the array may be kept. */
    Object construct(Object[] fields);

    /** The fields of a value; the array is only read. */
    Object[] fields(Object value);
  }

  /** Makes and takes apart the Java values of a variant. */
  interface VariantCodec {
    /** A value of a case; {@code payload} is null where the case has none. */
    Object construct(int caseIndex, @Nullable Object payload);

    /** Which case a value is. */
    int caseIndex(Object value);

    /** The payload of a value, null where its case has none. */
    @Nullable Object payload(Object value);
  }

  /** Maps the labels of an enumeration to Java values. */
  interface EnumCodec {
    /** The value of a label. */
    Object construct(int index);

    /** The label of a value. */
    int index(Object value);
  }

  /** Maps sets of flags to Java values; the first label is the lowest bit. */
  interface FlagsCodec {
    /** The value of a set of bits; bits past the labels are clear. */
    Object construct(int bits);

    /** The bits of a value. */
    int bits(Object value);
  }

  /**
   * Turns handles into Java values. What it wraps is, for a resource of the host, the host's own
   * object, and for any other a {@link GuestResource}.
   */
  interface ResourceCodec {
    /** Shows the resource as it is. */
    ResourceCodec PLAIN =
        new ResourceCodec() {
          @Override
          public Object wrap(Object resource) {
            return resource;
          }

          @Override
          public Object unwrap(Object value) {
            return value;
          }
        };

    /** The value shown to the user. */
    Object wrap(Object resource);

    /** What {@link #wrap} was given. */
    Object unwrap(Object value);
  }

  /** This type in the syntax of WIT, for messages. */
  default String witText() {
    return WitText.of(this);
  }

  /**
   * Whether both are the same type to a component: codecs do not count, resource types are compared
   * by identity.
   */
  default boolean matches(ValType other) {
    return ValTypes.matches(this, other);
  }

  /**
   * This type with the codecs of {@code template}, a type of the same shape. The resource types
   * stay this one's; those of {@code template} may be placeholders.
   *
   * @throws IllegalArgumentException if the shapes differ
   */
  default ValType withCodecsOf(ValType template) {
    return ValTypes.withCodecs(this, template);
  }
}
