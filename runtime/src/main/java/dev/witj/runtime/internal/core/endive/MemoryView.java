package dev.witj.runtime.internal.core.endive;

import org.jspecify.annotations.Nullable;
import run.endive.runtime.Instance;
import run.endive.runtime.Memory;
import run.endive.wasm.types.DataSegment;

/**
 * A memory as a module sees it that imports it and has passive data segments of its own: which
 * segment {@code memory.init} means depends on the module, and the engine asks the memory for it.
 */
@SuppressWarnings("removal") // The engine still asks for the old forms of atomic operations.
final class MemoryView implements Memory {
  private final FlatMemory memory;
  private DataSegment @Nullable [] segments;

  MemoryView(FlatMemory memory) {
    this.memory = memory;
  }

  FlatMemory memory() {
    return memory;
  }

  @Override
  public void initialize(Instance instance, DataSegment @Nullable [] all) {
    initialize(instance, all, 0);
  }

  @Override
  public void initialize(Instance instance, DataSegment @Nullable [] all, int index) {
    segments = all;
    memory.fill(instance, all, index);
  }

  @Override
  public void initPassiveSegment(int segment, int address, int offset, int length) {
    memory.initFrom(segments, segment, address, offset, length);
  }

  @Override
  public void drop(int segment) {
    FlatMemory.dropFrom(segments, segment);
  }

  @Override
  public void copy(int to, int from, int length) {
    memory.copy(to, from, length);
  }

  @Override
  public int pages() {
    return memory.pages();
  }

  @Override
  public int grow(int pages) {
    return memory.grow(pages);
  }

  @Override
  public int initialPages() {
    return memory.initialPages();
  }

  @Override
  public int maximumPages() {
    return memory.maximumPages();
  }

  @Override
  public boolean shared() {
    return memory.shared();
  }

  @Override
  public Object lock(int address) {
    return memory.lock(address);
  }

  @Override
  public int waitOn(int address, int expected, long timeout) {
    return memory.waitOn(address, expected, timeout);
  }

  @Override
  public int waitOn(int address, long expected, long timeout) {
    return memory.waitOn(address, expected, timeout);
  }

  @Override
  public int notify(int address, int threads) {
    return memory.notify(address, threads);
  }

  @Override
  public void write(int address, byte[] data, int offset, int length) {
    memory.write(address, data, offset, length);
  }

  @Override
  public byte read(int address) {
    return memory.read(address);
  }

  @Override
  public byte[] readBytes(int address, int length) {
    return memory.readBytes(address, length);
  }

  @Override
  public void writeI32(int address, int value) {
    memory.writeI32(address, value);
  }

  @Override
  public int readInt(int address) {
    return memory.readInt(address);
  }

  @Override
  public void writeLong(int address, long value) {
    memory.writeLong(address, value);
  }

  @Override
  public long readLong(int address) {
    return memory.readLong(address);
  }

  @Override
  public void writeShort(int address, short value) {
    memory.writeShort(address, value);
  }

  @Override
  public short readShort(int address) {
    return memory.readShort(address);
  }

  @Override
  public long readU16(int address) {
    return memory.readU16(address);
  }

  @Override
  public void writeByte(int address, byte value) {
    memory.writeByte(address, value);
  }

  @Override
  public void writeF32(int address, float value) {
    memory.writeF32(address, value);
  }

  @Override
  public long readF32(int address) {
    return memory.readF32(address);
  }

  @Override
  public float readFloat(int address) {
    return memory.readFloat(address);
  }

  @Override
  public void writeF64(int address, double value) {
    memory.writeF64(address, value);
  }

  @Override
  public double readDouble(int address) {
    return memory.readDouble(address);
  }

  @Override
  public long readF64(int address) {
    return memory.readF64(address);
  }

  @Override
  public void zero() {
    memory.zero();
  }

  @Override
  public void fill(byte value, int from, int to) {
    memory.fill(value, from, to);
  }
}
