package dev.witj.runtime.internal.core;

import dev.witj.binary.core.AddressType;
import java.nio.charset.Charset;

/**
 * A linear memory as the ABI sees it: little-endian numbers and stretches of bytes, wherever they
 * are kept. Addresses that are passed in are in bounds. One whose bytes are a Java array is an
 * {@link ArrayMemory}.
 */
public interface LinearMemory {
  /** The length of the memory. */
  int byteLength();

  /** The type of its addresses. */
  default AddressType addressType() {
    return AddressType.I32;
  }

  byte getByte(int at);

  short getShort(int at);

  int getInt(int at);

  long getLong(int at);

  void putByte(int at, byte value);

  void putShort(int at, short value);

  void putInt(int at, int value);

  void putLong(int at, long value);

  /** Copies as many bytes out as fill an array. */
  void copyOut(int at, byte[] into);

  /** Copies as many numbers out as fill an array. */
  void copyOut(int at, short[] into);

  /** Copies as many numbers out as fill an array. */
  void copyOut(int at, int[] into);

  /** Copies as many numbers out as fill an array. */
  void copyOut(int at, long[] into);

  /** Copies as many UTF-16 code units out as fill an array. */
  void copyOut(int at, char[] into);

  /** Copies bytes in. */
  void copyIn(int at, byte[] from);

  /** Copies numbers in. */
  void copyIn(int at, short[] from);

  /** Copies numbers in. */
  void copyIn(int at, int[] from);

  /** Copies numbers in. */
  void copyIn(int at, long[] from);

  /** Copies UTF-16 code units in. */
  void copyIn(int at, char[] from);

  /** The text that some bytes stand for, with U+FFFD for what is malformed. */
  default String text(int at, int length, Charset charset) {
    byte[] bytes = new byte[length];
    copyOut(at, bytes);
    return new String(bytes, charset);
  }
}
