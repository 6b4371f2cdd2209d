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
  long byteLength();

  /** The type of its addresses. */
  default AddressType addressType() {
    return AddressType.I32;
  }

  byte getByte(long at);

  short getShort(long at);

  int getInt(long at);

  long getLong(long at);

  void putByte(long at, byte value);

  void putShort(long at, short value);

  void putInt(long at, int value);

  void putLong(long at, long value);

  /** Copies as many bytes out as fill an array. */
  void copyOut(long at, byte[] into);

  /** Copies as many numbers out as fill an array. */
  void copyOut(long at, short[] into);

  /** Copies as many numbers out as fill an array. */
  void copyOut(long at, int[] into);

  /** Copies as many numbers out as fill an array. */
  void copyOut(long at, long[] into);

  /** Copies as many UTF-16 code units out as fill an array. */
  void copyOut(long at, char[] into);

  /** Copies bytes in. */
  void copyIn(long at, byte[] from);

  /** Copies numbers in. */
  void copyIn(long at, short[] from);

  /** Copies numbers in. */
  void copyIn(long at, int[] from);

  /** Copies numbers in. */
  void copyIn(long at, long[] from);

  /** Copies UTF-16 code units in. */
  void copyIn(long at, char[] from);

  /** The text that some bytes stand for, with U+FFFD for what is malformed. */
  default String text(long at, int length, Charset charset) {
    byte[] bytes = new byte[length];
    copyOut(at, bytes);
    return new String(bytes, charset);
  }
}
