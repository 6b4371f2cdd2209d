package dev.witj.runtime.value;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the Java values of a type are made and taken apart: a tree that goes beside the tree of the
 * type. Where it says nothing ({@link #GENERIC}), values have the form that this table gives:
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
 * <tr><td>map</td><td>{@link java.util.Map} in order of insertion</td></tr>
 * <tr><td>tuple</td><td>{@link Tuple1} … {@link Tuple16}, {@link TupleN}</td></tr>
 * <tr><td>option</td><td>{@link java.util.Optional}</td></tr>
 * <tr><td>result</td><td>{@link Result}</td></tr>
 * <tr><td>record, variant, enum, flags</td><td>{@link RecordValue}, {@link VariantValue}, {@link
 *     EnumValue}, {@link FlagsValue}</td></tr>
 * <tr><td>own, borrow</td><td>the host's own object, or a {@link
 *     dev.witj.runtime.GuestResource}</td></tr>
 * <tr><td>stream, future</td><td>{@link dev.witj.runtime.async.StreamReader}, {@link
 *     dev.witj.runtime.async.WitFuture}</td></tr>
 * <tr><td>error-context</td><td>{@link dev.witj.runtime.async.ErrorContext}</td></tr>
 * </table>
 *
 * <p>Codecs are immutable and may be shared.
 */
public sealed interface ValueCodec {
  /** The generic form, of a type and of all its parts. */
  ValueCodec GENERIC = new Generic();

  /** See {@link #GENERIC}. */
  record Generic() implements ValueCodec {}

  /**
   * For types whose own form is fixed but not that of their parts: lists, maps, tuples, options,
   * results, streams and futures.
   *
   * @param parts one for each type that the type is made of, in the order of the text
   */
  record PartsOf(List<ValueCodec> parts) implements ValueCodec {
    public PartsOf {
      parts = List.copyOf(parts);
    }
  }

  /**
   * For records.
   *
   * @param fields one for each field
   */
  record RecordOf(RecordCodec codec, List<ValueCodec> fields) implements ValueCodec {
    public RecordOf {
      fields = List.copyOf(fields);
    }
  }

  /**
   * For variants.
   *
   * @param payloads one for each case; whatever for those without a payload
   */
  record VariantOf(VariantCodec codec, List<ValueCodec> payloads) implements ValueCodec {
    public VariantOf {
      payloads = List.copyOf(payloads);
    }
  }

  /** For enumerations. */
  record EnumOf(EnumCodec codec) implements ValueCodec {}

  /** For flags. */
  record FlagsOf(FlagsCodec codec) implements ValueCodec {}

  /** For handles of resources. */
  record HandleOf(ResourceCodec codec) implements ValueCodec {}

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

  /** Maps the labels of an enumeration, by their indices, to Java values. */
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
   * object, and for any other a {@link dev.witj.runtime.GuestResource}.
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
}
