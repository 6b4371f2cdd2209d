package dev.witj.engine.internal.run;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A part of the address space, set aside at once and full of zeros. Pages of it take memory when
 * they are first written, so that a linear memory in it grows where it lies.
 */
@SuppressWarnings("restricted") // Java itself has no address space without memory behind it.
public final class Mapping {
  private static final int READ_AND_WRITE = 1 | 2;
  private static final int PRIVATE = 2;
  private static final long FAILED = -1;

  /**
   * The most that all memories of the process have set aside: a quarter of the address space that
   * 64-bit systems give. A JVM that finds no more of it for itself ends.
   */
  private static final long MOST = 1L << 45;

  private static final AtomicLong SET_ASIDE = new AtomicLong();

  private Mapping() {}

  /** How the system maps, found out when it is first asked to; nothing where it cannot. */
  private static final class Calls {
    static final @Nullable MethodHandle MAP;
    static final @Nullable MethodHandle UNMAP;

    /** Anonymous, without room in the swap file; numbers differ between systems. */
    static final int FLAGS;

    static {
      String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
      MethodHandle map = null;
      MethodHandle unmap = null;
      int flags = 0;
      try {
        if (system.startsWith("linux")) {
          flags = PRIVATE | 0x20 | 0x4000;
        } else if (system.startsWith("mac")) {
          flags = PRIVATE | 0x1000 | 0x40;
        }
        if (flags != 0) {
          Linker linker = Linker.nativeLinker();
          SymbolLookup names = linker.defaultLookup();
          map =
              linker.downcallHandle(
                  names.findOrThrow("mmap"),
                  FunctionDescriptor.of(
                      ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG));
          unmap =
              linker.downcallHandle(
                  names.findOrThrow("munmap"), FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG));
        }
      } catch (RuntimeException e) {
        // Native access is not allowed, or the system has no such functions: memories are arrays.
        map = null;
        unmap = null;
      }
      MAP = map;
      UNMAP = unmap;
      FLAGS = flags;
    }
  }

  /**
   * Sets address space aside.
   *
   * @param bytes how much
   * @param arena what gives it back when it is closed
   * @return nothing if the system has no such thing, or not so much of it, or the process has set
   *     aside as much as it may
   */
  public static Optional<MemorySegment> reserve(long bytes, Arena arena) {
    MethodHandle map = Calls.MAP;
    MethodHandle unmap = Calls.UNMAP;
    if (map == null || unmap == null) {
      return Optional.empty();
    }
    if (!take(bytes)) {
      return Optional.empty();
    }
    MemorySegment start = map(map, bytes);
    if (start.address() == FAILED) {
      SET_ASIDE.addAndGet(-bytes);
      return Optional.empty();
    }
    return Optional.of(start.reinterpret(bytes, arena, each -> unmap(unmap, each)));
  }

  /** All of it or nothing: who asks for too much keeps nobody else from getting some. */
  private static boolean take(long bytes) {
    long before = SET_ASIDE.getAndUpdate(all -> bytes <= MOST - all ? all + bytes : all);
    return bytes <= MOST - before;
  }

  private static MemorySegment map(MethodHandle map, long bytes) {
    try {
      return (MemorySegment)
          map.invokeExact(MemorySegment.NULL, bytes, READ_AND_WRITE, Calls.FLAGS, -1, 0L);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static void unmap(MethodHandle unmap, MemorySegment segment) {
    try {
      int _ = (int) unmap.invokeExact(segment, segment.byteSize());
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
    SET_ASIDE.addAndGet(-segment.byteSize());
  }
}
