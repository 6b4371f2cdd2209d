package dev.witj.runtime.internal.abi;

import dev.witj.binary.component.ValueType;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.runtime.ResourceType;
import dev.witj.runtime.RuntimeCode;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes the host's values apart, and says where they do not fit their type. Nothing that this class
 * accepts can break the layout of what is stored.
 */
final class HostValues {
  private HostValues() {}

  /** A value that does not fit, found somewhere inside an argument or a result. */
  static final class MismatchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final RuntimeCode code;
    private final String path;

    MismatchException(RuntimeCode code, String path, String message, @Nullable Throwable cause) {
      super(message, cause);
      this.code = code;
      this.path = path;
    }

    /** The same, seen from the value that has this one as a field. */
    MismatchException in(String field) {
      return new MismatchException(code, "." + field + path, String.valueOf(getMessage()), this);
    }

    /** The same, seen from the list that has this one as an element. */
    MismatchException in(int index) {
      return new MismatchException(
          code, "[" + index + "]" + path, String.valueOf(getMessage()), this);
    }

    /** What the user gets to see; the path's first step is the parameter. */
    DiagnosticException toDiagnostic() {
      return new DiagnosticException(
          code.error(path.substring(1), String.valueOf(getMessage())), this);
    }
  }

  static void checkCount(int expected, int found) {
    if (found != expected) {
      throw RuntimeCode.ARGUMENT_COUNT.error(expected, found).toException();
    }
  }

  static MismatchException mismatch(AbiType expected, String found) {
    return new MismatchException(
        RuntimeCode.VALUE_MISMATCH,
        "",
        "expected %s, found %s".formatted(describe(expected), found),
        null);
  }

  private static MismatchException mismatch(
      AbiType expected, @Nullable Object found, @Nullable Throwable cause) {
    MismatchException e = mismatch(expected, describe(found));
    if (cause instanceof IllegalArgumentException || cause instanceof IllegalStateException) {
      return new MismatchException(e.code, "", e.getMessage() + ": " + cause.getMessage(), cause);
    }
    return e;
  }

  private static String describe(AbiType type) {
    return switch (type) {
      case AbiType.Scalar scalar ->
          switch (scalar.kind()) {
            case BOOL -> "a Boolean";
            case CHAR -> "a code point (Integer)";
            case F32 -> "a Float";
            case F64 -> "a Double";
            case S8, U8, S16, U16, S32, U32, S64, U64, STRING, ERROR_CONTEXT ->
                "an integer for " + scalar.kind();
          };
      case AbiType.StringOf string -> "a String";
      case AbiType.ListOf list when list.isMap() -> "a Map";
      case AbiType.ListOf list -> describeList(list.element());
      case AbiType.FixedList list ->
          describeList(list.element()) + " of " + list.length() + " elements";
      case AbiType.RecordOf fields -> "a record or tuple";
      case AbiType.VariantOf variant -> "a variant, enum, option or result";
      case AbiType.FlagsOf flags -> "flags";
      case AbiType.Handle handle -> "a `" + handle.name() + "`";
      case AbiType.AsyncHandle handle -> handle.type().toString();
    };
  }

  private static String describeList(AbiType element) {
    Class<?> array =
        element instanceof AbiType.Scalar scalar ? Lists.arrayClass(scalar.kind()) : null;
    return array == null ? "a List" : array.getSimpleName();
  }

  private static String describe(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    String name = value.getClass().getSimpleName();
    return (name.isEmpty() ? value.getClass().getName() : name)
        + (value instanceof Number || value instanceof Boolean ? " " + value : "");
  }

  /** The bits of a boolean, number or character. */
  static long scalarBits(Object value, AbiType.Scalar type) {
    return switch (type.kind()) {
      case BOOL -> {
        if (value instanceof Boolean b) {
          yield b ? 1 : 0;
        }
        throw mismatch(type, value, null);
      }
      case S8 -> inRange(value, type, Byte.MIN_VALUE, Byte.MAX_VALUE);
      case U8 -> inRange(value, type, 0, 0xff);
      case S16 -> inRange(value, type, Short.MIN_VALUE, Short.MAX_VALUE);
      case U16 -> inRange(value, type, 0, 0xffff);
      case S32 -> inRange(value, type, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case U32 -> inRange(value, type, 0, 0xffff_ffffL);
      case S64, U64 -> integer(value, type);
      case F32 -> {
        if (value instanceof Float f) {
          yield Float.floatToIntBits(f);
        }
        throw mismatch(type, value, null);
      }
      case F64 -> {
        if (value instanceof Double d) {
          yield Double.doubleToLongBits(d);
        }
        throw mismatch(type, value, null);
      }
      case CHAR -> {
        long c = inRange(value, type, 0, Character.MAX_CODE_POINT);
        if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
          throw outOfRange("the surrogate U+%04X is no character".formatted(c));
        }
        yield c;
      }
      case STRING, ERROR_CONTEXT -> throw new IllegalArgumentException(type.kind().toString());
    };
  }

  private static long integer(Object value, AbiType.Scalar type) {
    return switch (value) {
      case Byte b -> b;
      case Short s -> s;
      case Integer i -> i;
      case Long l -> l;
      case null, default -> throw mismatch(type, value, null);
    };
  }

  private static long inRange(Object value, AbiType.Scalar type, long min, long max) {
    long number = integer(value, type);
    if (number < min || number > max) {
      throw outOfRange(
          "%s is out of range for %s, which is %s..=%s".formatted(number, type.kind(), min, max));
    }
    return number;
  }

  private static MismatchException outOfRange(String message) {
    return new MismatchException(RuntimeCode.VALUE_OUT_OF_RANGE, "", message, null);
  }

  static String string(Object value, AbiType.StringOf type) {
    if (!(value instanceof String string)) {
      throw mismatch(type, value, null);
    }
    int lone = Strings.loneSurrogate(string);
    if (lone >= 0) {
      throw new MismatchException(
          RuntimeCode.LONE_SURROGATE,
          "",
          "the string holds the lone surrogate U+%04X at index %s, which no component can receive"
              .formatted((int) string.charAt(lone), lone),
          null);
    }
    return string;
  }

  /** The length of a list, which is a {@link Collection}, or the array for the element. */
  static int length(Object value, AbiType element, AbiType type) {
    if (value instanceof Collection<?> elements) {
      return elements.size();
    }
    if (value != null
        && element instanceof AbiType.Scalar scalar
        && value.getClass() == Lists.arrayClass(scalar.kind())) {
      return Array.getLength(value);
    }
    throw mismatch(type, value, null);
  }

  /** The elements one by one, of a list in either form. */
  static List<?> elements(Object value, AbiType.FixedList type) {
    int length = length(value, type.element(), type);
    if (length != type.length()) {
      throw mismatch(type, "a list of " + length);
    }
    return value instanceof Collection<?> elements
        ? List.copyOf(elements)
        : Lists.elements(value, ValueType.of(((AbiType.Scalar) type.element()).kind()));
  }

  /** The list of these elements in the form that its element type asks for. */
  static Object list(Object[] elements, AbiType element) {
    return element instanceof AbiType.Scalar scalar
        ? Lists.of(elements, ValueType.of(scalar.kind()))
        : Collections.unmodifiableList(Arrays.asList(elements));
  }

  /** The pairs of a map. */
  static Collection<?> entries(Object value, AbiType.ListOf type) {
    return switch (value) {
      case Map<?, ?> map -> map.entrySet();
      case List<?> entries when entries.stream().allMatch(Map.Entry.class::isInstance) -> entries;
      case null, default -> throw mismatch(type, value, null);
    };
  }

  static Object[] fields(Object value, AbiType.RecordOf type) {
    Object[] fields = take(value, type, type.codec()::fields);
    if (fields.length != type.fields().length) {
      throw mismatch(
          type, "%s fields instead of %s".formatted(fields.length, type.fields().length));
    }
    return fields;
  }

  static int caseIndex(Object value, AbiType.VariantOf type) {
    int index = take(value, type, type.codec()::caseIndex);
    if (index < 0 || index >= type.cases().length) {
      throw mismatch(type, value, null);
    }
    return index;
  }

  static Object payload(Object value, int caseIndex, AbiType.VariantOf type) {
    Object payload = type.codec().payload(value);
    if (payload == null) {
      throw mismatch(type, "no payload for case %s of %s".formatted(caseIndex, describe(value)));
    }
    return payload;
  }

  static int flagBits(Object value, AbiType.FlagsOf type) {
    int bits = take(value, type, type.codec()::bits);
    if ((bits & ~type.mask()) != 0) {
      throw mismatch(type, "bits 0x%x".formatted(bits));
    }
    return bits;
  }

  static int ownRep(Peer peer, ResourceType resource, Object value, AbiType.Own type) {
    return take(value, type, it -> peer.lowerOwn(resource, type.codec(), it));
  }

  static int borrowRep(Peer peer, ResourceType resource, Object value, AbiType.Borrow type) {
    return take(value, type, it -> peer.lowerBorrow(resource, type.codec(), it));
  }

  static Object channel(Peer peer, Object value, AbiType.AsyncHandle type) {
    return take(value, type, it -> peer.lowerChannel(type, it));
  }

  /** Runs a codec, whose refusal means that the value does not fit. */
  private static <T> T take(@Nullable Object value, AbiType type, Function<Object, T> codec) {
    if (value == null) {
      throw mismatch(type, "null");
    }
    try {
      return codec.apply(value);
    } catch (ClassCastException | IllegalArgumentException | IllegalStateException e) {
      throw mismatch(type, value, e);
    }
  }
}
