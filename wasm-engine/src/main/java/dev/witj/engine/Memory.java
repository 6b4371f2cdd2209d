package dev.witj.engine;

import dev.witj.binary.core.MemoryType;
import dev.witj.binary.core.SizeLimits;
import dev.witj.engine.internal.numeric.Waiters;
import dev.witj.engine.internal.run.Mapping;
import dev.witj.engine.internal.run.MemoryBytes;
import dev.witj.engine.internal.run.MemoryImage;
import dev.witj.engine.internal.run.SpareMemories;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A linear memory. Most are an array, exactly as long as the memory, which is replaced when the
 * memory grows: so it must be asked for anew after anything that may grow it. One whose type lets
 * it be longer than arrays can is mapped, where the system does that: address space is set aside at
 * once, and growing copies nothing.
 */
@SuppressWarnings("exports") // For compiled code.
public final class Memory extends MemoryBytes implements Extern {
  /** The longest array that every JVM makes. */
  private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

  /** The most address space that is set aside for a memory that need not have so much. */
  private static final long MAX_SPARE = 1L << 36;

  private static final byte[] NOTHING = {};

  private final MemoryType declared;
  private final int pageSizeLog2;
  private final long maximum;
  private final Waiters waiters = new Waiters();
  private final @Nullable MemoryImage image;
  private final @Nullable SpareMemories spares;
  private final @Nullable MemorySegment reserved;
  private Cleaner.@Nullable Cleanable mapping;

  private Meter meter;

  /** On which pages something was written; null if that is not noted. */
  private byte @Nullable [] written;

  /**
   * Gives address space back of memories that nobody has any more, when their store is not closed.
   */
  private static final class Forgotten {
    static final Cleaner CLEANER = Cleaner.create();
  }

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
    this(type, image, spares, meter, mayBeMapped(type));
  }

  private Memory(
      MemoryType type,
      @Nullable MemoryImage image,
      @Nullable SpareMemories spares,
      Meter meter,
      boolean mayBeMapped) {
    this.declared = type;
    this.image = image;
    this.spares = spares;
    this.meter = meter;
    this.pageSizeLog2 = log(type);
    long pages = type.limits().minimum();
    take(pages);
    this.reserved = mayBeMapped ? reserve(bytes(pages)) : null;
    long most = (reserved == null ? MAX_ARRAY : reserved.byteSize()) >>> pageSizeLog2;
    this.maximum = Long.compareUnsigned(mostPages(type), most) < 0 ? mostPages(type) : most;
    if (Long.compareUnsigned(pages, most) > 0) {
      throw new LinkException(
          "a memory of " + Long.toUnsignedString(pages) + " pages exceeds what can be had");
    }
    long size = pages << pageSizeLog2;
    if (reserved != null) {
      if (image != null) {
        image.drawIn(reserved);
      }
      this.mapped = reserved.asSlice(0, size);
    } else {
      try {
        this.bytes = image == null || spares == null ? new byte[(int) size] : spares.take(image);
      } catch (OutOfMemoryError e) {
        throw new LinkException("the Java heap has no room for a memory of " + pages + " pages");
      }
    }
  }

  private void take(long pages) {
    if (!meter.takeMemory(bytes(pages))) {
      throw new LinkException(
          "a memory of "
              + Long.toUnsignedString(pages)
              + " pages exceeds what is left of the store's limit");
    }
  }

  /** A memory that is an array, whatever its type lets it become. */
  public static Memory inArray(MemoryType type, Meter meter) {
    return new Memory(type, null, null, meter, false);
  }

  /** Whether a memory of a type may be mapped: if it can become longer than an array. */
  public static boolean mayBeMapped(MemoryType type) {
    boolean isBounded = type.index64() || type.limits().maximum().isPresent();
    long most = (long) MAX_ARRAY >>> log(type);
    return Long.compareUnsigned(type.limits().minimum(), most) > 0
        || (isBounded && Long.compareUnsigned(mostPages(type), most) > 0);
  }

  private static int log(MemoryType type) {
    return type.pageSizeLog2().orElse(MemoryType.DEFAULT_PAGE_SIZE_LOG2);
  }

  /** The most pages that the type lets it have; bits of an unsigned number. */
  private static long mostPages(MemoryType type) {
    long addressed = type.index64() ? -1L >>> log(type) : 0xffff_ffffL >>> log(type);
    long all = log(type) == 0 ? addressed : addressed + 1;
    long wanted = type.limits().maximum().orElse(all);
    return Long.compareUnsigned(wanted, all) < 0 ? wanted : all;
  }

  /**
   * As much address space as it may need some day and may have; if there is not so much, as much as
   * it must have where no array does.
   *
   * @param least how much it must have
   * @return null if an array serves as well, or there is not so much
   */
  private @Nullable MemorySegment reserve(long least) {
    long most = Math.min(bytes(mostPages(declared)), MAX_SPARE);
    long granted = Math.max(least, meter.takeAddressSpace(most));
    if (granted <= MAX_ARRAY) {
      return null;
    }
    Arena arena = Arena.ofShared();
    MemorySegment found =
        Mapping.reserve(granted, arena)
            .or(() -> least > MAX_ARRAY ? Mapping.reserve(least, arena) : Optional.empty())
            .orElse(null);
    if (found == null) {
      arena.close();
    } else {
      mapping = Forgotten.CLEANER.register(this, arena::close);
    }
    return found;
  }

  /** Bytes of so many pages; the largest number if they are more than that. */
  private long bytes(long pages) {
    return Long.compareUnsigned(pages, Long.MAX_VALUE >>> pageSizeLog2) > 0
        ? Long.MAX_VALUE
        : pages << pageSizeLog2;
  }

  @Override
  public MemoryType type() {
    return new MemoryType(
        declared.index64(),
        declared.shared(),
        declared.pageSizeLog2(),
        new SizeLimits(pages(), declared.limits().maximum()));
  }

  /** Its bytes, as long as it does not grow; nothing if it is {@linkplain #segment mapped}. */
  public byte[] bytes() {
    return bytes;
  }

  /** Its bytes if it is mapped, as long as it does not grow. */
  public Optional<MemorySegment> segment() {
    return Optional.ofNullable(mapped);
  }

  /** How many bytes it has. */
  public long size() {
    MemorySegment known = mapped;
    return known == null ? bytes.length : known.byteSize();
  }

  /**
   * Begins to note where something is written, if that is of use: what this memory leaves is made
   * again what it was at first in less time then.
   */
  public void beginNoting() {
    if (image != null && spares != null && reserved == null && !declared.shared()) {
      written = new byte[(bytes.length >>> MemoryImage.PAGE_LOG) + 1];
    }
  }

  /** Stops noting where something is written, as there is somebody who does not say so. */
  public void stopNoting() {
    written = null;
  }

  /**
   * Notes that a number or vector is about to be written.
   *
   * @throws IndexOutOfBoundsException if that is out of bounds, perhaps
   */
  public void note(int at) {
    byte[] noted = written;
    if (noted != null) {
      noted[at >>> MemoryImage.PAGE_LOG] = 1;
    }
  }

  /** Notes that bytes are about to be written, which are in bounds. */
  public void note(long at, long length) {
    byte[] noted = written;
    if (noted != null && length > 0) {
      int last = (int) ((at + length - 1) >>> MemoryImage.PAGE_LOG);
      Arrays.fill(noted, (int) (at >>> MemoryImage.PAGE_LOG), last + 1, (byte) 1);
    }
  }

  /** The threads that wait for another to notify them. */
  public Waiters waiters() {
    return waiters;
  }

  /** How many pages it has. */
  public long pages() {
    return size() >>> pageSizeLog2;
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
    long size = (old + more) << pageSizeLog2;
    if (reserved != null) {
      mapped = reserved.asSlice(0, size);
      return old;
    }
    try {
      bytes = Arrays.copyOf(bytes, (int) size);
      written = null; // What has grown is left to nobody.
    } catch (OutOfMemoryError e) {
      return -1;
    }
    return old;
  }

  /**
   * Makes of its bytes again what they were at first, for the same instance. Only for those who may
   * {@link #release} it.
   *
   * @return false if that cannot be done, or would take longer than another memory
   */
  public synchronized boolean restore() {
    byte[] noted = written;
    if (image == null || noted == null) {
      return false;
    }
    image.restore(bytes, noted);
    Arrays.fill(noted, (byte) 0);
    return true;
  }

  /**
   * Counts with another meter from now on.
   *
   * @throws LinkException if it is too large for that
   */
  public void countWith(Meter other) {
    meter = other;
    take(pages());
    other.made(this);
  }

  /**
   * Leaves the bytes to other memories of the same kind, or gives them back to the system. Only for
   * those who know that nobody is in the guests that can reach this memory, and nobody will be: it
   * is empty from now on.
   */
  public synchronized void release() {
    if (mapping != null) {
      mapped = null;
      mapping.clean();
    }
    byte[] left = bytes;
    bytes = NOTHING;
    if (image != null && spares != null && !declared.shared() && left.length > 0) {
      spares.give(image, left, written);
    }
  }
}
