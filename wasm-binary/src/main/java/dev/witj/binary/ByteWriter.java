package dev.witj.binary;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing byte array with the number formats of the binary format. Not thread-safe. */
public final class ByteWriter {
  private byte[] array;
  private int size;

  /** An empty writer. */
  public ByteWriter() {
    this(64);
  }

  /** An empty writer with room for so many bytes. */
  public ByteWriter(int room) {
    array = new byte[room];
  }

  /** How many bytes are written. */
  public int size() {
    return size;
  }

  /** A copy of what is written. */
  public byte[] toByteArray() {
    return Arrays.copyOf(array, size);
  }

  private void reserve(int count) {
    if (array.length - size < count) {
      array =
          Arrays.copyOf(array, Math.max(Math.addExact(size, count), (int) (array.length * 1.5)));
    }
  }

  /** One byte, the low eight bits. */
  public ByteWriter writeByte(int value) {
    if (size == array.length) {
      reserve(1);
    }
    array[size++] = (byte) value;
    return this;
  }

  /** Bytes as they are. */
  public ByteWriter writeBytes(byte[] bytes) {
    return writeBytes(bytes, 0, bytes.length);
  }

  /** A part of an array. */
  public ByteWriter writeBytes(byte[] bytes, int start, int end) {
    reserve(end - start);
    System.arraycopy(bytes, start, array, size, end - start);
    size += end - start;
    return this;
  }

  /** The bytes of a slice. */
  public ByteWriter writeSlice(ByteSlice slice) {
    return writeBytes(slice.array(), slice.start(), slice.end());
  }

  /** What another writer holds. */
  public ByteWriter writeAll(ByteWriter other) {
    return writeBytes(other.array, 0, other.size);
  }

  /** The length of what another writer holds as a u32, and then that. */
  public ByteWriter writeSized(ByteWriter content) {
    return writeU32(content.size).writeAll(content);
  }

  /** The length of a slice as a u32, and then its bytes. */
  public ByteWriter writeSized(ByteSlice content) {
    return writeU32(content.size()).writeSlice(content);
  }

  /** The length of a name in UTF-8 as a u32, and then its bytes. */
  public ByteWriter writeName(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    return writeU32(bytes.length).writeBytes(bytes);
  }

  /** Four bytes, little-endian. */
  public ByteWriter writeFixed32(int value) {
    for (int shift = 0; shift < 32; shift += 8) {
      writeByte(value >>> shift);
    }
    return this;
  }

  /** Eight bytes, little-endian. */
  public ByteWriter writeFixed64(long value) {
    return writeFixed32((int) value).writeFixed32((int) (value >>> 32));
  }

  /** The shortest unsigned LEB128 form of 32 bits. */
  public ByteWriter writeU32(int value) {
    int rest = value;
    while ((rest & ~0x7f) != 0) {
      writeByte(rest | 0x80);
      rest >>>= 7;
    }
    return writeByte(rest);
  }

  /** The shortest unsigned LEB128 form of 64 bits. */
  public ByteWriter writeU64(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      writeByte((int) rest | 0x80);
      rest >>>= 7;
    }
    return writeByte((int) rest);
  }

  /** The shortest signed LEB128 form of a number, whatever its width. */
  public ByteWriter writeSigned(long value) {
    long rest = value;
    while (rest < -64 || rest > 63) {
      writeByte((int) rest | 0x80);
      rest >>= 7;
    }
    return writeByte((int) rest & 0x7f);
  }
}
