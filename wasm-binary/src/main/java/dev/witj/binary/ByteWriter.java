package dev.witj.binary;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Growing bytes with the number formats of the binary format. Large parts that come from elsewhere
 * are not copied before the end, for sections nest in modules and modules in components. Not
 * thread-safe.
 */
public final class ByteWriter {
  /** From this size on bytes are left where they are, and a full array is followed by another. */
  private static final int LARGE = 1 << 13;

  private static final int NEXT_ARRAY = 1 << 16;

  /** What comes before the bytes of the array from {@code start} on. */
  private final List<ByteSlice> parts = new ArrayList<>(0);

  private int partsSize;
  private byte[] array;
  private int start;
  private int end;

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
    return Math.addExact(partsSize, end - start);
  }

  /** A copy of what is written. */
  public byte[] toByteArray() {
    byte[] all = new byte[size()];
    int at = 0;
    for (ByteSlice part : parts) {
      System.arraycopy(part.array(), part.start(), all, at, part.size());
      at += part.size();
    }
    System.arraycopy(array, start, all, at, end - start);
    return all;
  }

  private void reserve(int count) {
    if (array.length - end >= count) {
      return;
    }
    int rest = end - start;
    if (rest < LARGE) {
      byte[] larger = new byte[Math.max(Math.addExact(rest, count), 2 * rest)];
      System.arraycopy(array, start, larger, 0, rest);
      array = larger;
      end = rest;
    } else {
      endPart();
      array = new byte[Math.max(count, NEXT_ARRAY)];
      end = 0;
    }
    start = 0;
  }

  /** What is in the array becomes a part: its bytes never change again. */
  private void endPart() {
    if (end > start) {
      addPart(ByteSlice.of(array).between(start, end));
      start = end;
    }
  }

  private void addPart(ByteSlice part) {
    partsSize = Math.addExact(partsSize, part.size());
    parts.add(part);
  }

  /** One byte, the low eight bits. */
  public ByteWriter writeByte(int value) {
    if (end == array.length) {
      reserve(1);
    }
    array[end++] = (byte) value;
    return this;
  }

  /** Bytes as they are. */
  public ByteWriter writeBytes(byte[] bytes) {
    return writeBytes(bytes, 0, bytes.length);
  }

  /** A part of an array. */
  public ByteWriter writeBytes(byte[] bytes, int from, int to) {
    reserve(to - from);
    System.arraycopy(bytes, from, array, end, to - from);
    end += to - from;
    return this;
  }

  /** The bytes of a slice, which must not change before {@link #toByteArray} has copied them. */
  public ByteWriter writeSlice(ByteSlice slice) {
    if (slice.size() < LARGE) {
      return writeBytes(slice.array(), slice.start(), slice.end());
    }
    endPart();
    addPart(slice);
    return this;
  }

  /** What another writer holds. */
  public ByteWriter writeAll(ByteWriter other) {
    if (other.end - other.start >= LARGE) {
      other.endPart();
    }
    other.parts.forEach(this::writeSlice);
    return writeBytes(other.array, other.start, other.end);
  }

  /** The length of what another writer holds as a u32, and then that. */
  public ByteWriter writeSized(ByteWriter content) {
    return writeU32(content.size()).writeAll(content);
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
