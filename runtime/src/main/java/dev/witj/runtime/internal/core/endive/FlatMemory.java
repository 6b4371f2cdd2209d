package dev.witj.runtime.internal.core.endive;

import dev.witj.runtime.TrapCode;
import dev.witj.runtime.TrapException;
import dev.witj.runtime.internal.core.ArrayMemory;
import dev.witj.runtime.internal.core.CoreMemory;
import dev.witj.runtime.internal.core.CoreMeter;
import dev.witj.runtime.internal.core.LinkException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import run.endive.runtime.ConstantEvaluators;
import run.endive.runtime.Instance;
import run.endive.runtime.Memory;
import run.endive.wasm.types.ActiveDataSegment;
import run.endive.wasm.types.DataSegment;
import run.endive.wasm.types.MemoryLimits;
import run.endive.wasm.types.PassiveDataSegment;

/**
 * A linear memory in one array, with some slack behind the guest's bytes so that growing page by
 * page does not copy the whole each time. An address at or behind {@code size} traps although the
 * array may be longer.
 */
@SuppressWarnings("removal") // The engine still asks for the old forms of atomic operations.
final class FlatMemory implements Memory, CoreMemory, ArrayMemory {
  private static final VarHandle SHORT = view(short[].class);
  private static final VarHandle INT = view(int[].class);
  private static final VarHandle LONG = view(long[].class);
  private static final VarHandle FLOAT = view(float[].class);
  private static final VarHandle DOUBLE = view(double[].class);

  /** The most pages one Java array can hold. */
  private static final int MAX_PAGES = 32767;

  /** Slack never exceeds this, so that a big guest does not hold much that it does not use. */
  private static final int MAX_SLACK = 64 << 20;

  private static final byte[] NO_BYTES = {};

  private final MemoryLimits limits;
  private final CoreMeter meter;
  private final int maxPages;
  private byte[] bytes;
  private int size;
  private DataSegment @Nullable [] segments;

  FlatMemory(MemoryLimits limits, CoreMeter meter) {
    this.limits = limits;
    this.meter = meter;
    this.maxPages = Math.min(limits.maximumPages(), MAX_PAGES);
    int initial = limits.initialPages();
    if (initial > MAX_PAGES || initial < 0) {
      throw new LinkException(
          "a memory of "
              + Integer.toUnsignedLong(initial)
              + " pages is more than the "
              + MAX_PAGES
              + " that fit");
    }
    if (!meter.takeMemory((long) initial * PAGE)) {
      throw new LinkException(
          "a memory of " + initial + " pages exceeds what is left of the store's limit");
    }
    this.size = initial * PAGE;
    try {
      this.bytes = size == 0 ? NO_BYTES : new byte[size];
    } catch (OutOfMemoryError e) {
      throw new LinkException("the Java heap has no room for a memory of " + initial + " pages", e);
    }
  }

  private static VarHandle view(Class<?> array) {
    return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public byte[] bytes() {
    return bytes;
  }

  @Override
  public int byteLength() {
    return size;
  }

  @Override
  public int growPages(int pages) {
    int before = size / PAGE;
    if (pages == 0) {
      return before;
    }
    if (pages < 0 || pages > maxPages - before) {
      return -1;
    }
    if (!meter.takeMemory((long) pages * PAGE)) {
      return -1;
    }
    int wanted = (before + pages) * PAGE;
    if (wanted > bytes.length) {
      long slack = Math.min(wanted / 4, MAX_SLACK);
      int roomy = (int) Math.min(wanted + slack, (long) maxPages * PAGE);
      try {
        bytes = Arrays.copyOf(bytes, roomy);
      } catch (OutOfMemoryError first) {
        try {
          bytes = Arrays.copyOf(bytes, wanted);
        } catch (OutOfMemoryError second) {
          // The guest is told so, as by any other memory that cannot grow.
          meter.takeMemory(-(long) pages * PAGE);
          return -1;
        }
      }
    }
    size = wanted;
    return before;
  }

  /** The address, if {@code width} bytes from there on are the guest's. */
  private int check(int address, int width) {
    if (address < 0 || address > size - width) {
      throw outOfBounds(address, width);
    }
    return address;
  }

  private void checkRange(int address, int length) {
    if ((address | length) < 0 || length > size - address) {
      throw outOfBounds(address, length);
    }
  }

  private TrapException outOfBounds(int address, int length) {
    return new TrapException(
        TrapCode.MEMORY_OUT_OF_BOUNDS,
        "out of bounds memory access: "
            + Integer.toUnsignedString(length)
            + " bytes at 0x"
            + Integer.toHexString(address)
            + " of a memory of "
            + size
            + " bytes");
  }

  // What the engine calls.

  @Override
  public int pages() {
    return size / PAGE;
  }

  @Override
  public int grow(int pages) {
    return growPages(pages);
  }

  @Override
  public int initialPages() {
    return limits.initialPages();
  }

  @Override
  public int maximumPages() {
    return maxPages;
  }

  @Override
  public boolean shared() {
    return limits.shared();
  }

  @Override
  public Object lock(int address) {
    return this;
  }

  @Override
  public int waitOn(int address, int expected, long timeout) {
    throw cannotWait();
  }

  @Override
  public int waitOn(int address, long expected, long timeout) {
    throw cannotWait();
  }

  private static TrapException cannotWait() {
    return new TrapException(
        TrapCode.UNSUPPORTED, "a guest of one thread waits for another thread");
  }

  @Override
  public int notify(int address, int threads) {
    check(address, 4);
    return 0;
  }

  @Override
  public void initialize(Instance instance, DataSegment @Nullable [] all) {
    initialize(instance, all, 0);
  }

  @Override
  public void initialize(Instance instance, DataSegment @Nullable [] all, int memory) {
    segments = all;
    fill(instance, all, memory);
  }

  /** Puts the active segments of a module in their places. */
  void fill(Instance instance, DataSegment @Nullable [] all, int memory) {
    if (all == null) {
      return;
    }
    for (int i = 0; i < all.length; i++) {
      if (all[i] instanceof ActiveDataSegment segment && segment.index() == memory) {
        byte[] data = segment.data();
        int offset =
            (int)
                ConstantEvaluators.computeConstantValue(instance, segment.offsetInstructions())[0];
        checkRange(offset, data.length);
        System.arraycopy(data, 0, bytes, offset, data.length);
        all[i] = PassiveDataSegment.EMPTY;
      }
    }
  }

  @Override
  public void initPassiveSegment(int segment, int address, int offset, int length) {
    initFrom(segments, segment, address, offset, length);
  }

  void initFrom(DataSegment @Nullable [] all, int segment, int address, int offset, int length) {
    byte[] data = all == null ? NO_BYTES : all[segment].data();
    if ((offset | length) < 0 || length > data.length - offset) {
      throw outOfBounds(offset, length);
    }
    checkRange(address, length);
    System.arraycopy(data, offset, bytes, address, length);
  }

  @Override
  public void drop(int segment) {
    dropFrom(segments, segment);
  }

  static void dropFrom(DataSegment @Nullable [] all, int segment) {
    if (all != null) {
      all[segment] = PassiveDataSegment.EMPTY;
    }
  }

  @Override
  public void write(int address, byte[] data, int offset, int length) {
    checkRange(address, length);
    System.arraycopy(data, offset, bytes, address, length);
  }

  @Override
  public byte[] readBytes(int address, int length) {
    checkRange(address, length);
    return Arrays.copyOfRange(bytes, address, address + length);
  }

  @Override
  public void copy(int to, int from, int length) {
    checkRange(from, length);
    checkRange(to, length);
    System.arraycopy(bytes, from, bytes, to, length);
  }

  @Override
  public void fill(byte value, int from, int to) {
    checkRange(from, to - from);
    Arrays.fill(bytes, from, to, value);
  }

  @Override
  public void zero() {
    // A new array holds zeros, and nothing else asks for this.
  }

  @Override
  public byte read(int address) {
    return bytes[check(address, 1)];
  }

  @Override
  public void writeByte(int address, byte value) {
    bytes[check(address, 1)] = value;
  }

  @Override
  public short readShort(int address) {
    return (short) SHORT.get(bytes, check(address, 2));
  }

  @Override
  public long readU16(int address) {
    return Short.toUnsignedLong(readShort(address));
  }

  @Override
  public void writeShort(int address, short value) {
    SHORT.set(bytes, check(address, 2), value);
  }

  @Override
  public int readInt(int address) {
    return (int) INT.get(bytes, check(address, 4));
  }

  @Override
  public void writeI32(int address, int value) {
    INT.set(bytes, check(address, 4), value);
  }

  @Override
  public long readLong(int address) {
    return (long) LONG.get(bytes, check(address, 8));
  }

  @Override
  public void writeLong(int address, long value) {
    LONG.set(bytes, check(address, 8), value);
  }

  @Override
  public float readFloat(int address) {
    return (float) FLOAT.get(bytes, check(address, 4));
  }

  @Override
  public long readF32(int address) {
    return readInt(address);
  }

  @Override
  public void writeF32(int address, float value) {
    FLOAT.set(bytes, check(address, 4), value);
  }

  @Override
  public double readDouble(int address) {
    return (double) DOUBLE.get(bytes, check(address, 8));
  }

  @Override
  public long readF64(int address) {
    return readLong(address);
  }

  @Override
  public void writeF64(int address, double value) {
    DOUBLE.set(bytes, check(address, 8), value);
  }
}
