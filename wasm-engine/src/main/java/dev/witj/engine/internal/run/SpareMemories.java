package dev.witj.engine.internal.run;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of memories whose instances are gone, made again what they were at first, for the next
 * instances of the same modules: whoever makes an instance for each request would else spend most
 * of its time on zeros, and on the garbage of the one before. Those that nobody asked for the
 * longest give way to others. Thread-safe.
 */
public final class SpareMemories {
  private static final long MOST_BYTES = Math.min(64L << 20, Runtime.getRuntime().maxMemory() >> 5);
  private static final int MOST = 256;

  private record Spare(MemoryImage image, byte[] bytes) {}

  /** The one given last in front; guarded by itself. */
  private final Deque<Spare> spares = new ArrayDeque<>();

  private long size;

  /** Without any. */
  public SpareMemories() {}

  /** The bytes of a new memory. */
  public byte[] take(MemoryImage image) {
    synchronized (spares) {
      for (Iterator<Spare> all = spares.iterator(); all.hasNext(); ) {
        Spare each = all.next();
        if (each.image == image) {
          all.remove();
          size -= each.bytes.length;
          return each.bytes;
        }
      }
    }
    return image.draw();
  }

  /**
   * Takes the bytes of a memory that nobody can reach any more.
   *
   * @param written on which of its {@linkplain MemoryImage#PAGE_LOG pages} something was written;
   *     null if nobody knows
   */
  public void give(MemoryImage image, byte[] bytes, byte @Nullable [] written) {
    if (!image.fits(bytes) || bytes.length > MOST_BYTES / 4) {
      return;
    }
    if (written == null) {
      image.restore(bytes);
    } else {
      image.restore(bytes, written);
    }
    synchronized (spares) {
      spares.addFirst(new Spare(image, bytes));
      size += bytes.length;
      while (size > MOST_BYTES || spares.size() > MOST) {
        size -= spares.removeLast().bytes.length;
      }
    }
  }
}
