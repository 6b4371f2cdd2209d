package dev.witj.runtime.internal.abi;

import static dev.witj.runtime.TrapException.trapIf;

import dev.witj.binary.core.AddressType;
import dev.witj.runtime.TrapCode;
import dev.witj.runtime.TrapException;
import dev.witj.runtime.internal.abi.Store.Range;
import dev.witj.runtime.internal.core.LinearMemory;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Strings in memory, and the nine ways of carrying them from one encoding to another.
 *
 * <p>Which blocks the receiver's allocator is asked for depends on how the sender kept the string.
 * A string of the host counts as kept in the very form that the receiver wants, so that one block
 * of the exact size is asked for.
 *
 * @see <a
 *     href="https://github.com/WebAssembly/component-model/blob/main/design/mvp/CanonicalABI.md#storing">store_string</a>
 */
final class Strings {
  private Strings() {}

  /** The bit of a length that says that a string of a Latin-1 component is UTF-16. */
  private static long utf16Tag(AddressType addressType) {
    return 1L << (8 * addressType.size() - 1);
  }

  /** The string at an address; both numbers are unsigned and unchecked. */
  static Object load(
      LiftLowerContext cx, AddressType addressType, long pointer, long taggedCodeUnits) {
    long tag = utf16Tag(addressType);
    return switch (cx.encoding()) {
      case UTF8 -> load(cx, pointer, taggedCodeUnits, StringForm.UTF8);
      case UTF16 -> load(cx, pointer, taggedCodeUnits, StringForm.UTF16);
      case LATIN1_UTF16 ->
          (taggedCodeUnits & tag) != 0
              ? load(cx, pointer, taggedCodeUnits ^ tag, StringForm.TAGGED_UTF16)
              : load(cx, pointer, taggedCodeUnits, StringForm.LATIN1);
    };
  }

  private static Object load(LiftLowerContext cx, long pointer, long codeUnits, StringForm form) {
    int unitSize =
        switch (form) {
          case UTF8, LATIN1 -> 1;
          case UTF16, TAGGED_UTF16 -> 2;
        };
    int alignment = form == StringForm.UTF8 ? 1 : 2;
    trapIf(
        Long.compareUnsigned(codeUnits, Load.MAX_BYTE_LENGTH / unitSize) > 0,
        TrapCode.STRING_TOO_LONG);
    int byteLength = (int) codeUnits * unitSize;
    trapIf(!Alignment.isAligned(pointer, alignment), TrapCode.STRING_UNALIGNED);
    trapIf(!cx.inBounds(pointer, byteLength), TrapCode.STRING_OUT_OF_BOUNDS);
    // The text, and while it is decoded a copy of it.
    cx.useFuel(3 * Load.OBJECT + 2L * byteLength);
    LinearMemory memory = cx.memory();
    long at = pointer;
    String value =
        switch (form) {
          case UTF8 -> decodeUtf8(memory, at, byteLength);
          case LATIN1 -> memory.text(at, byteLength, StandardCharsets.ISO_8859_1);
          case UTF16, TAGGED_UTF16 -> decodeUtf16(memory, at, (int) codeUnits);
        };
    return cx.peer().string(value, form, (int) codeUnits);
  }

  private static String decodeUtf8(LinearMemory memory, long at, int length) {
    // This is fast and puts U+FFFD for what is malformed. Only a string that holds one
    // needs a second look, to see whether it was there from the start.
    String value = memory.text(at, length, StandardCharsets.UTF_8);
    if (value.indexOf('\ufffd') >= 0) {
      try {
        byte[] bytes = new byte[length];
        memory.copyOut(at, bytes);
        // A new decoder reports what is malformed.
        var _ = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      } catch (CharacterCodingException e) {
        throw new TrapException(TrapCode.STRING_INVALID_UTF8, "invalid utf-8", e);
      }
    }
    return value;
  }

  private static String decodeUtf16(LinearMemory memory, long at, int length) {
    char[] chars = new char[length];
    memory.copyOut(at, chars);
    String value = new String(chars);
    trapIf(loneSurrogate(value) >= 0, TrapCode.STRING_INVALID_UTF16);
    return value;
  }

  /** Where the first lone surrogate is, or -1. */
  static int loneSurrogate(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (Character.isSurrogate(c)) {
        if (Character.isLowSurrogate(c)
            || i + 1 == value.length()
            || !Character.isLowSurrogate(value.charAt(i + 1))) {
          return i;
        }
        i++;
      }
    }
    return -1;
  }

  /** Stores the text of a string in a new block. */
  static Range storeIntoRange(LiftLowerContext cx, Object value, AbiType.StringOf type) {
    long tag = utf16Tag(type.addressType());
    if (!(value instanceof LiftedString lifted)) {
      return storeOfHost(cx, HostValues.string(value, type), tag);
    }
    String text = lifted.value();
    int units = lifted.codeUnits();
    return switch (cx.encoding()) {
      case UTF8 ->
          switch (lifted.form()) {
            case UTF8 -> storeCopy(cx, text.getBytes(StandardCharsets.UTF_8), 1, units);
            case UTF16, TAGGED_UTF16 -> storeToUtf8(cx, text, units, 3L * units);
            case LATIN1 -> storeToUtf8(cx, text, units, 2L * units);
          };
      case UTF16 ->
          switch (lifted.form()) {
            case UTF8 -> storeUtf8ToUtf16(cx, text, units);
            case UTF16, TAGGED_UTF16, LATIN1 -> storeUtf16(cx, text);
          };
      case LATIN1_UTF16 ->
          switch (lifted.form()) {
            case UTF8, UTF16 -> storeToLatin1OrUtf16(cx, text, units, tag);
            case LATIN1 -> storeCopy(cx, text.getBytes(StandardCharsets.ISO_8859_1), 2, units);
            case TAGGED_UTF16 -> storeProbablyUtf16(cx, text, tag);
          };
    };
  }

  private static Range storeOfHost(LiftLowerContext cx, String text, long tag) {
    return switch (cx.encoding()) {
      case UTF8 -> {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        yield storeCopy(cx, encoded, 1, encoded.length);
      }
      case UTF16 -> storeUtf16(cx, text);
      case LATIN1_UTF16 -> {
        if (latin1Prefix(text) == text.length()) {
          yield storeCopy(cx, text.getBytes(StandardCharsets.ISO_8859_1), 2, text.length());
        }
        Range range = storeUtf16(cx, text);
        yield new Range(range.pointer(), range.length() | tag);
      }
    };
  }

  private static Range storeCopy(LiftLowerContext cx, byte[] encoded, int alignment, int units) {
    trapIf(encoded.length > Load.MAX_BYTE_LENGTH, TrapCode.STRING_TOO_LONG);
    long pointer = cx.realloc(0, 0, alignment, encoded.length);
    cx.memory().copyIn(pointer, encoded);
    return new Range(pointer, units);
  }

  private static Range storeUtf16(LiftLowerContext cx, String text) {
    long byteLength = 2L * text.length();
    trapIf(byteLength > Load.MAX_BYTE_LENGTH, TrapCode.STRING_TOO_LONG);
    long pointer = cx.realloc(0, 0, 2, byteLength);
    putUtf16(cx, text, 0, pointer);
    return new Range(pointer, text.length());
  }

  private static Range storeToUtf8(
      LiftLowerContext cx, String text, int units, long worstCaseSize) {
    long pointer = cx.realloc(0, 0, 1, units);
    int ascii = prefixBelow(text, 0x80);
    putLatin1(cx, text, ascii, pointer);
    if (ascii == text.length()) {
      return new Range(pointer, units);
    }
    trapIf(worstCaseSize > Load.MAX_BYTE_LENGTH, TrapCode.STRING_TOO_LONG);
    pointer = cx.realloc(pointer, units, 1, worstCaseSize);
    byte[] rest = text.substring(ascii).getBytes(StandardCharsets.UTF_8);
    cx.memory().copyIn(pointer + ascii, rest);
    int byteLength = ascii + rest.length;
    if (byteLength < worstCaseSize) {
      pointer = cx.realloc(pointer, worstCaseSize, 1, byteLength);
    }
    return new Range(pointer, byteLength);
  }

  private static Range storeUtf8ToUtf16(LiftLowerContext cx, String text, int units) {
    long worstCaseSize = 2L * units;
    trapIf(worstCaseSize > Load.MAX_BYTE_LENGTH, TrapCode.STRING_TOO_LONG);
    long pointer = cx.realloc(0, 0, 2, worstCaseSize);
    putUtf16(cx, text, 0, pointer);
    int byteLength = 2 * text.length();
    if (byteLength < worstCaseSize) {
      pointer = cx.realloc(pointer, worstCaseSize, 2, byteLength);
    }
    return new Range(pointer, text.length());
  }

  private static Range storeToLatin1OrUtf16(LiftLowerContext cx, String text, int units, long tag) {
    long pointer = cx.realloc(0, 0, 2, units);
    int latin1 = latin1Prefix(text);
    putLatin1(cx, text, latin1, pointer);
    if (latin1 == text.length()) {
      if (latin1 < units) {
        pointer = cx.realloc(pointer, units, 2, latin1);
      }
      return new Range(pointer, latin1);
    }
    long worstCaseSize = 2L * units;
    trapIf(worstCaseSize > Load.MAX_BYTE_LENGTH, TrapCode.STRING_TOO_LONG);
    pointer = cx.realloc(pointer, units, 2, worstCaseSize);
    LinearMemory memory = cx.memory();
    for (int i = latin1 - 1; i >= 0; i--) {
      memory.putByte(pointer + 2 * i, memory.getByte(pointer + i));
      memory.putByte(pointer + 2 * i + 1, (byte) 0);
    }
    putUtf16(cx, text, latin1, pointer + 2 * latin1);
    int byteLength = 2 * text.length();
    if (byteLength < worstCaseSize) {
      pointer = cx.realloc(pointer, worstCaseSize, 2, byteLength);
    }
    return new Range(pointer, text.length() | tag);
  }

  private static Range storeProbablyUtf16(LiftLowerContext cx, String text, long tag) {
    Range range = storeUtf16(cx, text);
    int length = text.length();
    if (latin1Prefix(text) < length) {
      return new Range(range.pointer(), length | tag);
    }
    LinearMemory memory = cx.memory();
    for (int i = 0; i < length; i++) {
      memory.putByte(range.pointer() + i, memory.getByte(range.pointer() + 2 * i));
    }
    return new Range(cx.realloc(range.pointer(), 2L * length, 1, length), length);
  }

  private static int latin1Prefix(String text) {
    return prefixBelow(text, 0x100);
  }

  private static int prefixBelow(String text, int limit) {
    int i = 0;
    while (i < text.length() && text.charAt(i) < limit) {
      i++;
    }
    return i;
  }

  private static void putLatin1(LiftLowerContext cx, String text, int length, long pointer) {
    byte[] encoded = text.substring(0, length).getBytes(StandardCharsets.ISO_8859_1);
    cx.memory().copyIn(pointer, encoded);
  }

  private static void putUtf16(LiftLowerContext cx, String text, int from, long pointer) {
    char[] chars = new char[text.length() - from];
    text.getChars(from, text.length(), chars, 0);
    cx.memory().copyIn(pointer, chars);
  }
}
