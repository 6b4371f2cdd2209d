package dev.witj.runtime.internal.abi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.witj.binary.core.AddressType;
import dev.witj.runtime.internal.core.ArrayMemory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** A memory with the allocator that the test vectors were made with. */
final class VectorMemory implements ArrayMemory, Realloc {
  /** Bytes past the end, which must not be touched. */
  private static final int SLACK = 64;

  private final byte[] bytes;
  private final int length;
  private final byte fill;
  private final AddressType addressType;
  private final JsonNode record;
  private long next;
  final List<List<Long>> log = new ArrayList<>();

  VectorMemory(JsonNode record) {
    this.record = record;
    this.length = record.path("mem_size").asInt(64);
    this.bytes = new byte[length + SLACK];
    this.fill = (byte) Integer.parseInt(record.path("fill").asText("00"), 16);
    Arrays.fill(bytes, 0, length, fill);
    Arrays.fill(bytes, length, bytes.length, (byte) 0x5c);
    this.addressType =
        AddressType.valueOf(record.get("mem").asText().toUpperCase(java.util.Locale.ROOT));
    this.next = record.path("heap_base").asLong();
  }

  void put(String hex) {
    byte[] content = HexFormat.of().parseHex(hex);
    System.arraycopy(content, 0, bytes, 0, content.length);
  }

  /** A memory that belongs to no record. */
  VectorMemory(int length, AddressType addressType) {
    this(
        JsonNodeFactory.instance
            .objectNode()
            .put("mem", addressType.name())
            .put("mem_size", length)
            .put("heap_base", length / 2));
  }

  /** The content without the trailing bytes that were there from the start. */
  String content() {
    for (int i = length; i < bytes.length; i++) {
      if (bytes[i] != 0x5c) {
        throw new AssertionError("written past the end");
      }
    }
    int end = length;
    while (end > 0 && bytes[end - 1] == fill) {
      end--;
    }
    return HexFormat.of().formatHex(bytes, 0, end);
  }

  @Override
  public byte[] bytes() {
    return bytes;
  }

  @Override
  public byte[] bytesToWrite(long at, long count) {
    if (at < 0 || count < 0 || at > length - count) {
      throw new AssertionError(count + " bytes at " + at + " of " + length);
    }
    return bytes;
  }

  @Override
  public long byteLength() {
    return length;
  }

  @Override
  public AddressType addressType() {
    return addressType;
  }

  @Override
  public long realloc(long oldPointer, long oldSize, int alignment, long newSize) {
    long pointer = choose(oldPointer, oldSize, alignment, newSize);
    log.add(List.of(oldPointer, oldSize, (long) alignment, newSize, pointer));
    if (pointer != oldPointer && pointer >= 0 && pointer + newSize <= length) {
      System.arraycopy(
          bytes, (int) oldPointer, bytes, (int) pointer, (int) Math.min(oldSize, newSize));
    }
    return pointer;
  }

  private long choose(long oldPointer, long oldSize, int alignment, long newSize) {
    JsonNode scripted = record.path("script").path(log.size());
    if (scripted.isNumber()) {
      return scripted.bigIntegerValue().longValue();
    }
    boolean move = record.path("alloc").asText().equals("move");
    if (!move && oldPointer != 0 && newSize <= oldSize && oldPointer % alignment == 0) {
      return oldPointer;
    }
    long pointer = (next + alignment - 1) / alignment * alignment;
    next = pointer + newSize;
    return pointer;
  }
}
