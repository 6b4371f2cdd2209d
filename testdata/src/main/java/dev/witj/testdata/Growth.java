package dev.witj.testdata;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Assertions;

/**
 * How cost grows with the size of the input. Cost is the memory that is allocated, which is the
 * same on every machine. {@code -Dwitj.growth=true} prints it, and the time of the processor
 * besides.
 */
public final class Growth {
  /** How much larger the larger input is. */
  private static final int FACTOR = 10;

  /** What growing arrays and tables may add to a cost that is linear. */
  private static final double SLACK = 1.8;

  /** What classes that are loaded and code that is compiled may take besides. */
  private static final long NOISE = 1 << 20;

  private static final boolean PRINTED = Boolean.getBoolean("witj.growth");

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Growth() {}

  /** The bytes that are allocated, by whatever thread, while something runs. */
  public static long allocation(Runnable action) {
    long before = THREADS.getTotalThreadAllocatedBytes();
    action.run();
    return THREADS.getTotalThreadAllocatedBytes() - before;
  }

  /** Demands that work on an input ten times as large takes little more than ten times as much. */
  public static <T> void assertLinear(
      String what, int size, IntFunction<T> input, Consumer<T> action) {
    T small = input.apply(size);
    T large = input.apply(size * FACTOR);
    // The first run loads classes, the second tells.
    action.accept(small);
    Cost few = cost(small, action);
    Cost many = cost(large, action);
    double growth = (double) many.bytes() / (few.bytes() + 1);
    if (PRINTED) {
      System.out.printf(
          Locale.ROOT,
          "%-60s %,14d %,14d bytes x%6.1f   %,8d %,8d us x%6.1f%n",
          what,
          few.bytes(),
          many.bytes(),
          growth,
          few.micros(),
          many.micros(),
          (double) many.micros() / (few.micros() + 1));
    }
    Assertions.assertTrue(
        many.bytes() <= few.bytes() * FACTOR * SLACK + NOISE,
        () ->
            what
                + ": "
                + few.bytes()
                + " bytes for "
                + size
                + ", "
                + many.bytes()
                + " for "
                + FACTOR
                + " times that");
  }

  /** Demands that a small input takes no more than some memory. */
  public static void assertFrugal(String what, long limit, Runnable action) {
    long bytes = allocation(action);
    if (PRINTED) {
      System.out.printf(Locale.ROOT, "%-60s %,14d bytes%n", what, bytes);
    }
    Assertions.assertTrue(bytes <= limit, () -> what + ": " + bytes + " bytes");
  }

  private record Cost(long bytes, long micros) {}

  private static <T> Cost cost(T input, Consumer<T> action) {
    long start = THREADS.getCurrentThreadCpuTime();
    long bytes = allocation(() -> action.accept(input));
    return new Cost(bytes, (THREADS.getCurrentThreadCpuTime() - start) / 1000);
  }
}
