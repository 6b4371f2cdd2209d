package dev.witj.runtime.internal.core;

import java.lang.foreign.MemorySegment;
import java.nio.charset.Charset;

/**
 * A linear memory in a Java array. The array is asked for anew each time, since the memory may have
 * grown and moved.
 */
public interface ArrayMemory extends LinearMemory {
  /** The bytes; the array may be longer than the memory. */
  byte[] bytes();

  /**
   * The bytes, for someone who is about to write to them.
   *
   * @param at where that begins
   * @param length how many it will be, all of them in bounds
   */
  byte[] bytesToWrite(long at, long length);

  @Override
  default byte getByte(long at) {
    return bytes()[(int) at];
  }

  @Override
  default void putByte(long at, byte value) {
    bytesToWrite(at, Byte.BYTES)[(int) at] = value;
  }

  @Override
  default short getShort(long at) {
    return Bytes.getShort(bytes(), (int) at);
  }

  @Override
  default void putShort(long at, short value) {
    Bytes.putShort(bytesToWrite(at, Short.BYTES), (int) at, value);
  }

  @Override
  default int getInt(long at) {
    return Bytes.getInt(bytes(), (int) at);
  }

  @Override
  default void putInt(long at, int value) {
    Bytes.putInt(bytesToWrite(at, Integer.BYTES), (int) at, value);
  }

  @Override
  default long getLong(long at) {
    return Bytes.getLong(bytes(), (int) at);
  }

  @Override
  default void putLong(long at, long value) {
    Bytes.putLong(bytesToWrite(at, Long.BYTES), (int) at, value);
  }

  @Override
  default void copyOut(long at, byte[] into) {
    System.arraycopy(bytes(), (int) at, into, 0, into.length);
  }

  @Override
  default void copyIn(long at, byte[] from) {
    System.arraycopy(from, 0, bytesToWrite(at, from.length), (int) at, from.length);
  }

  @Override
  default void copyOut(long at, short[] into) {
    MemorySegment.copy(MemorySegment.ofArray(bytes()), Bytes.SHORT, at, into, 0, into.length);
  }

  @Override
  default void copyIn(long at, short[] from) {
    byte[] to = bytesToWrite(at, (long) from.length * Short.BYTES);
    MemorySegment.copy(from, 0, MemorySegment.ofArray(to), Bytes.SHORT, at, from.length);
  }

  @Override
  default void copyOut(long at, int[] into) {
    MemorySegment.copy(MemorySegment.ofArray(bytes()), Bytes.INT, at, into, 0, into.length);
  }

  @Override
  default void copyIn(long at, int[] from) {
    byte[] to = bytesToWrite(at, (long) from.length * Integer.BYTES);
    MemorySegment.copy(from, 0, MemorySegment.ofArray(to), Bytes.INT, at, from.length);
  }

  @Override
  default void copyOut(long at, long[] into) {
    MemorySegment.copy(MemorySegment.ofArray(bytes()), Bytes.LONG, at, into, 0, into.length);
  }

  @Override
  default void copyIn(long at, long[] from) {
    byte[] to = bytesToWrite(at, (long) from.length * Long.BYTES);
    MemorySegment.copy(from, 0, MemorySegment.ofArray(to), Bytes.LONG, at, from.length);
  }

  @Override
  default void copyOut(long at, char[] into) {
    MemorySegment.copy(MemorySegment.ofArray(bytes()), Bytes.CHAR, at, into, 0, into.length);
  }

  @Override
  default void copyIn(long at, char[] from) {
    byte[] to = bytesToWrite(at, (long) from.length * Character.BYTES);
    MemorySegment.copy(from, 0, MemorySegment.ofArray(to), Bytes.CHAR, at, from.length);
  }

  @Override
  default String text(long at, int length, Charset charset) {
    return new String(bytes(), (int) at, length, charset);
  }
}
