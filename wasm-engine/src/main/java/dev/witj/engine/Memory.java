package dev.witj.engine;

import dev.witj.binary.core.MemoryType;
import dev.witj.binary.core.SizeLimits;
import dev.witj.engine.internal.numeric.Waiters;
import dev.witj.engine.internal.run.MemoryBytes;
import dev.witj.engine.internal.run.MemoryImage;
import dev.witj.engine.internal.run.SpareMemories;
import java.util.Arrays;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A linear memory: one array, exactly as long as the memory, which is replaced when the memory
 * grows. So it must be asked for anew after anything that may grow it.
 */
@SuppressWarnings("exports") // For compiled code.
public final class Memory extends MemoryBytes implements Extern {
  /** The longest array that every JVM makes. */
  private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

  private static final byte[] NOTHING = {};

  private final MemoryType declared;
  private final int pageSizeLog2;
  private final long maximum;
  private final Meter meter;
  private final Waiters waiters = new Waiters();
  private final @Nullable MemoryImage image;
  private final @Nullable SpareMemories spares;

  /**
   * A memory of zeros.
   *
   * @throws LinkException if it is too large for the meter or for Java
   */
  public Memory(MemoryType type, Meter meter) {
    this(type, null, null, meter);
  }

  /**
   * A memory of an instance.
   *
   * @param image what it is like at first; zeros if null
   * @param spares has what others like it left; null if nobody keeps that
   * @throws LinkException if it is too large for the meter or for Java
   */
  public Memory(
      MemoryType type, @Nullable MemoryImage image, @Nullable SpareMemories spares, Meter meter) {
    this.declared = type;
    this.image = image;
    this.spares = spares;
    this.meter = meter;
    this.pageSizeLog2 = type.pageSizeLog2().orElse(MemoryType.DEFAULT_PAGE_SIZE_LOG2);
    long most = (long) MAX_BYTES >>> pageSizeLog2;
    OptionalLong wanted = type.limits().maximum();
    this.maximum =
        wanted.isPresent() && Long.compareUnsigned(wanted.getAsLong(), most) < 0
            ? wanted.getAsLong()
            : most;
    long pages = type.limits().minimum();
    if (Long.compareUnsigned(pages, most) > 0) {
      throw new LinkException(
          "a memory of " + Long.toUnsignedString(pages) + " pages exceeds what can be had");
    }
    if (!meter.takeMemory(pages << pageSizeLog2)) {
      throw new LinkException(
          "a memory of " + pages + " pages exceeds what is left of the store's limit");
    }
    try {
      this.bytes =
          image == null || spares == null
              ? new byte[(int) (pages << pageSizeLog2)]
              : spares.take(image);
    } catch (OutOfMemoryError e) {
      throw new LinkException("the Java heap has no room for a memory of " + pages + " pages");
    }
  }

  @Override
  public MemoryType type() {
    return new MemoryType(
        declared.index64(),
        declared.shared(),
        declared.pageSizeLog2(),
        new SizeLimits(pages(), declared.limits().maximum()));
  }

  /** Its bytes, as long as it does not grow. */
  public byte[] bytes() {
    return bytes;
  }

  /** The threads that wait for another to notify them. */
  public Waiters waiters() {
    return waiters;
  }

  /** How many pages it has. */
  public long pages() {
    return (long) bytes.length >>> pageSizeLog2;
  }

  /** Whether threads share it. */
  public boolean shared() {
    return declared.shared();
  }

  /**
   * Adds pages.
   *
   * @param more how many; bits of an unsigned number
   * @return how many there were, or -1 if there may not be so many
   */
  public synchronized long grow(long more) {
    long old = pages();
    if (more == 0) {
      return old;
    }
    if (Long.compareUnsigned(more, maximum - old) > 0 || !meter.takeMemory(more << pageSizeLog2)) {
      return -1;
    }
    try {
      bytes = Arrays.copyOf(bytes, (int) ((old + more) << pageSizeLog2));
    } catch (OutOfMemoryError e) {
      return -1;
    }
    return old;
  }

  /**
   * Leaves the bytes to other memories of the same kind. Only for those who know that nobody is in
   * the guests that can reach this memory, and nobody will be: it is empty from now on.
   */
  public synchronized void release() {
    byte[] left = bytes;
    bytes = NOTHING;
    if (image != null && spares != null && !declared.shared() && left.length > 0) {
      spares.give(image, left);
    }
  }
}
