package dev.witj.runtime.internal.abi;

import dev.witj.runtime.internal.core.CoreType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The core types that values are passed as outside of memory.
 *
 * @see <a
 *     href="https://github.com/WebAssembly/component-model/blob/main/design/mvp/CanonicalABI.md#flattening">Flattening</a>
 */
public final class Flatten {
  /** More core parameters than this go through memory. */
  public static final int MAX_FLAT_PARAMS = 16;

  /** The same for imports called with the {@code async} option. */
  public static final int MAX_FLAT_ASYNC_PARAMS = 4;

  /** More core results than this go through memory. */
  public static final int MAX_FLAT_RESULTS = 1;

  private Flatten() {}

  /** The type of a core function that is to be lifted. */
  static CoreSignature lifted(
      AbiType.RecordOf params, AbiType.RecordOf results, CanonOptions options) {
    CoreType pointer = options.addressType().coreType();
    List<CoreType> flatParams =
        params.flatCount() > MAX_FLAT_PARAMS ? List.of(pointer) : flatten(params);
    if (options.async()) {
      return new CoreSignature(flatParams, options.callback() ? List.of(CoreType.I32) : List.of());
    }
    List<CoreType> flatResults =
        results.flatCount() > MAX_FLAT_RESULTS ? List.of(pointer) : flatten(results);
    return new CoreSignature(flatParams, flatResults);
  }

  /** The type of a core function that lowering makes. */
  static CoreSignature lowered(
      AbiType.RecordOf params, AbiType.RecordOf results, CanonOptions options) {
    CoreType pointer = options.addressType().coreType();
    int maxParams = options.async() ? MAX_FLAT_ASYNC_PARAMS : MAX_FLAT_PARAMS;
    int maxResults = options.async() ? 0 : MAX_FLAT_RESULTS;
    List<CoreType> flatParams =
        new ArrayList<>(params.flatCount() > maxParams ? List.of(pointer) : flatten(params));
    List<CoreType> flatResults = List.of();
    if (results.flatCount() > maxResults) {
      flatParams.add(pointer);
    } else {
      flatResults = flatten(results);
    }
    return new CoreSignature(flatParams, options.async() ? List.of(CoreType.I32) : flatResults);
  }

  /**
   * The core types of a type. A list of {@link AbiType#flatCount} elements, which may be many;
   * calls never need more than {@link #MAX_FLAT_PARAMS}.
   */
  public static List<CoreType> flatten(AbiType type) {
    List<CoreType> flat = new ArrayList<>();
    flatten(type, flat);
    return flat;
  }

  private static void flatten(AbiType type, List<CoreType> flat) {
    switch (type) {
      case AbiType.Scalar scalar ->
          flat.add(
              switch (scalar.kind()) {
                case S64, U64 -> CoreType.I64;
                case F32 -> CoreType.F32;
                case F64 -> CoreType.F64;
                case BOOL, S8, U8, S16, U16, S32, U32, CHAR, STRING, ERROR_CONTEXT -> CoreType.I32;
              });
      case AbiType.StringOf string -> {
        flat.add(string.addressType().coreType());
        flat.add(string.addressType().coreType());
      }
      case AbiType.ListOf list -> {
        flat.add(list.addressType().coreType());
        flat.add(list.addressType().coreType());
      }
      case AbiType.FixedList list -> {
        List<CoreType> element = flatten(list.element());
        for (int i = 0; i < list.length(); i++) {
          flat.addAll(element);
        }
      }
      case AbiType.RecordOf fields -> {
        for (AbiType field : fields.fields()) {
          flatten(field, flat);
        }
      }
      case AbiType.VariantOf variant -> {
        flat.add(CoreType.I32);
        flat.addAll(flattenCases(variant));
      }
      case AbiType.FlagsOf flags -> flat.add(CoreType.I32);
      case AbiType.Own own -> flat.add(CoreType.I32);
      case AbiType.Borrow borrow -> flat.add(CoreType.I32);
      case AbiType.AsyncHandle handle -> flat.add(CoreType.I32);
    }
  }

  private static List<CoreType> flattenCases(AbiType.VariantOf variant) {
    List<CoreType> joined = new ArrayList<>();
    for (AbiType payload : variant.cases()) {
      if (payload != null) {
        List<CoreType> flat = flatten(payload);
        for (int i = 0; i < flat.size(); i++) {
          if (i < joined.size()) {
            joined.set(i, join(joined.get(i), flat.get(i)));
          } else {
            joined.add(flat.get(i));
          }
        }
      }
    }
    return joined;
  }

  /** A type whose values can carry the bits of both. */
  private static CoreType join(CoreType a, CoreType b) {
    if (a == b) {
      return a;
    }
    return is32Bit(a) && is32Bit(b) ? CoreType.I32 : CoreType.I64;
  }

  private static boolean is32Bit(CoreType type) {
    return type == CoreType.I32 || type == CoreType.F32;
  }

  static int times(int flatCount, int length) {
    return (int) Math.min(Integer.MAX_VALUE, (long) flatCount * length);
  }

  static int countOfRecord(AbiType[] fields) {
    long count = 0;
    for (AbiType field : fields) {
      count += field.flatCount();
    }
    return (int) Math.min(Integer.MAX_VALUE, count);
  }

  static int countOfVariant(@Nullable AbiType[] cases) {
    int most = 0;
    for (AbiType payload : cases) {
      if (payload != null) {
        most = Math.max(most, payload.flatCount());
      }
    }
    return most == Integer.MAX_VALUE ? most : most + 1;
  }
}
