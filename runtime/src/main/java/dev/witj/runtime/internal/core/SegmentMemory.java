package dev.witj.runtime.internal.core;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A linear memory outside of the Java heap, which may be longer than arrays can. The segment is
 * asked for anew each time, since the memory may have grown.
 */
public interface SegmentMemory extends LinearMemory {
  /** The bytes, as many as the memory has. */
  MemorySegment segment();

  @Override
  default long byteLength() {
    return segment().byteSize();
  }

  @Override
  default byte getByte(long at) {
    return segment().get(ValueLayout.JAVA_BYTE, at);
  }

  @Override
  default void putByte(long at, byte value) {
    segment().set(ValueLayout.JAVA_BYTE, at, value);
  }

  @Override
  default short getShort(long at) {
    return segment().get(Bytes.SHORT, at);
  }

  @Override
  default void putShort(long at, short value) {
    segment().set(Bytes.SHORT, at, value);
  }

  @Override
  default int getInt(long at) {
    return segment().get(Bytes.INT, at);
  }

  @Override
  default void putInt(long at, int value) {
    segment().set(Bytes.INT, at, value);
  }

  @Override
  default long getLong(long at) {
    return segment().get(Bytes.LONG, at);
  }

  @Override
  default void putLong(long at, long value) {
    segment().set(Bytes.LONG, at, value);
  }

  @Override
  default void copyOut(long at, byte[] into) {
    MemorySegment.copy(segment(), ValueLayout.JAVA_BYTE, at, into, 0, into.length);
  }

  @Override
  default void copyIn(long at, byte[] from) {
    MemorySegment.copy(from, 0, segment(), ValueLayout.JAVA_BYTE, at, from.length);
  }

  @Override
  default void copyOut(long at, short[] into) {
    MemorySegment.copy(segment(), Bytes.SHORT, at, into, 0, into.length);
  }

  @Override
  default void copyIn(long at, short[] from) {
    MemorySegment.copy(from, 0, segment(), Bytes.SHORT, at, from.length);
  }

  @Override
  default void copyOut(long at, int[] into) {
    MemorySegment.copy(segment(), Bytes.INT, at, into, 0, into.length);
  }

  @Override
  default void copyIn(long at, int[] from) {
    MemorySegment.copy(from, 0, segment(), Bytes.INT, at, from.length);
  }

  @Override
  default void copyOut(long at, long[] into) {
    MemorySegment.copy(segment(), Bytes.LONG, at, into, 0, into.length);
  }

  @Override
  default void copyIn(long at, long[] from) {
    MemorySegment.copy(from, 0, segment(), Bytes.LONG, at, from.length);
  }

  @Override
  default void copyOut(long at, char[] into) {
    MemorySegment.copy(segment(), Bytes.CHAR, at, into, 0, into.length);
  }

  @Override
  default void copyIn(long at, char[] from) {
    MemorySegment.copy(from, 0, segment(), Bytes.CHAR, at, from.length);
  }
}
