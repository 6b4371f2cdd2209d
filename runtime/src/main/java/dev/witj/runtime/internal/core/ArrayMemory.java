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

  @Override
  default byte getByte(int at) {
    return bytes()[at];
  }

  @Override
  default void putByte(int at, byte value) {
    bytes()[at] = value;
  }

  @Override
  default short getShort(int at) {
    return Bytes.getShort(bytes(), at);
  }

  @Override
  default void putShort(int at, short value) {
    Bytes.putShort(bytes(), at, value);
  }

  @Override
  default int getInt(int at) {
    return Bytes.getInt(bytes(), at);
  }

  @Override
  default void putInt(int at, int value) {
    Bytes.putInt(bytes(), at, value);
  }

  @Override
  default long getLong(int at) {
    return Bytes.getLong(bytes(), at);
  }

  @Override
  default void putLong(int at, long value) {
    Bytes.putLong(bytes(), at, value);
  }

  @Override
  default void copyOut(int at, byte[] into) {
    System.arraycopy(bytes(), at, into, 0, into.length);
  }

  @Override
  default void copyIn(int at, byte[] from) {
    System.arraycopy(from, 0, bytes(), at, from.length);
  }

  @Override
  default void copyOut(int at, short[] into) {
    MemorySegment.copy(MemorySegment.ofArray(bytes()), Bytes.SHORT, at, into, 0, into.length);
  }

  @Override
  default void copyIn(int at, short[] from) {
    MemorySegment.copy(from, 0, MemorySegment.ofArray(bytes()), Bytes.SHORT, at, from.length);
  }

  @Override
  default void copyOut(int at, int[] into) {
    MemorySegment.copy(MemorySegment.ofArray(bytes()), Bytes.INT, at, into, 0, into.length);
  }

  @Override
  default void copyIn(int at, int[] from) {
    MemorySegment.copy(from, 0, MemorySegment.ofArray(bytes()), Bytes.INT, at, from.length);
  }

  @Override
  default void copyOut(int at, long[] into) {
    MemorySegment.copy(MemorySegment.ofArray(bytes()), Bytes.LONG, at, into, 0, into.length);
  }

  @Override
  default void copyIn(int at, long[] from) {
    MemorySegment.copy(from, 0, MemorySegment.ofArray(bytes()), Bytes.LONG, at, from.length);
  }

  @Override
  default void copyOut(int at, char[] into) {
    MemorySegment.copy(MemorySegment.ofArray(bytes()), Bytes.CHAR, at, into, 0, into.length);
  }

  @Override
  default void copyIn(int at, char[] from) {
    MemorySegment.copy(from, 0, MemorySegment.ofArray(bytes()), Bytes.CHAR, at, from.length);
  }

  @Override
  default String text(int at, int length, Charset charset) {
    return new String(bytes(), at, length, charset);
  }
}
