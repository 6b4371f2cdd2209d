package dev.witj.engine;

import java.lang.ref.WeakReference;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Counts the bytes of the objects that guests hold: structures, arrays, small integers and
 * exceptions. Confined to the instances that share it.
 *
 * <p>The JVM collects them, so nobody is told when one dies, and a reference for each would cost
 * more than the object. So this keeps weak references to a random sample: with every 4,096 bytes on
 * average, exponentially distributed, the object that the last of them belongs to is taken, and
 * stands for as many bytes. Those of the sample that the collector has not cleared are an unbiased
 * estimate of what is held, good to 1 % from 40 MiB on; since the points are secret, no guest can
 * hold what lies between them. Large arrays are all in the sample, and count as what they are.
 *
 * <p>Between two collections an object that is dead counts still. So a guest may go past its limit
 * as long as the JVM found no need to collect anything, by at most an eighth of the Java heap; then
 * the collector is called, and what is left is what counts. Collections that are called for take at
 * most a fifth of the time of the process, for everybody's sake: a guest that needs more waits.
 */
public final class ObjectHeap {
  /** Counts nothing. */
  private static final long UNLIMITED = Long.MAX_VALUE;

  private static final int INTERVAL = 4096;

  private static final WeakReference<?>[] NO_SAMPLES = {};
  private static final long[] NO_WEIGHTS = {};
  private static final int FIRST_SAMPLES = 64;

  /** How many bytes may be past a limit before they are known to be held. */
  private static final long UNCOLLECTED = Runtime.getRuntime().maxMemory() / 8;

  private static final boolean NARROW = Runtime.getRuntime().maxMemory() < 32L << 30;

  /** How many bytes a reference takes in an array. */
  public static final int REFERENCE_BYTES = NARROW ? 4 : 8;

  private final long limit;
  private final SplittableRandom random;

  /** How many bytes are left until the next one is sampled. */
  private long left;

  private WeakReference<?>[] samples = NO_SAMPLES;
  private long[] weights = NO_WEIGHTS;
  private int count;

  /** The bytes that the sample stands for, as of the last look at it, and what came since. */
  private long held;

  /** Of these, what came since the JVM collected last. */
  private long fresh;

  /** Bytes that are held for as long as this is. */
  private long kept;

  /** Tells whether the JVM has collected since it was made; null before anything is sampled. */
  private @Nullable WeakReference<Object> collected;

  /** One that lets everything pass. */
  public static ObjectHeap unlimited() {
    return new ObjectHeap(UNLIMITED);
  }

  /**
   * One with nothing in it.
   *
   * @param limit the most bytes that guests may hold in it
   */
  public ObjectHeap(long limit) {
    this.limit = limit;
    this.random = new SplittableRandom(Seeds.next());
    this.left = limit == UNLIMITED ? UNLIMITED : distance();
  }

  /** Seeds that nobody guesses. */
  private static final class Seeds {
    private static final SplittableRandom SECRET =
        new SplittableRandom(new SecureRandom().nextLong());

    private static synchronized long next() {
      return SECRET.nextLong();
    }
  }

  private long distance() {
    return (long) (-Math.log(1 - random.nextDouble()) * INTERVAL) + 1;
  }

  /**
   * Takes the bytes of an object that is made next.
   *
   * @return whether {@link #sample} must be told of it
   */
  public boolean take(long bytes) {
    left -= bytes;
    return left < 0 || bytes >= INTERVAL;
  }

  /**
   * Makes sure that an object fits in before it is made, where it alone may be too large.
   *
   * @throws Trap if it does not
   */
  public void demand(long bytes) {
    if (bytes >= INTERVAL && limit != UNLIMITED) {
      admit(bytes);
    }
  }

  /**
   * Takes an object in for which {@link #take} wanted it.
   *
   * @throws Trap if guests hold too much
   */
  public void sample(Object made, long bytes) {
    if (limit == UNLIMITED) {
      left = UNLIMITED;
      return;
    }
    long weight;
    if (bytes >= INTERVAL) {
      left += bytes;
      weight = bytes;
    } else {
      weight = 0;
      while (left < 0) {
        left += distance();
        weight += INTERVAL;
      }
      if (weight == 0) {
        return;
      }
      admit(weight);
    }
    if (count == samples.length) {
      sweep();
      if (collected == null) {
        collected = new WeakReference<>(new Object());
      }
      if (count >= samples.length / 2) {
        int room = Math.max(FIRST_SAMPLES, 2 * count);
        samples = Arrays.copyOf(samples, room);
        weights = Arrays.copyOf(weights, room);
      }
    }
    samples[count] = new WeakReference<>(made);
    weights[count++] = weight;
    held += weight;
    fresh += weight;
  }

  /**
   * Takes bytes that are never given back.
   *
   * @throws Trap if guests hold too much
   */
  public void keep(long bytes) {
    if (limit != UNLIMITED) {
      admit(bytes);
      kept += bytes;
    }
  }

  private void admit(long bytes) {
    if (wasCollected()) {
      sweep();
    }
    long room = limit - kept - bytes;
    if (room >= held) {
      return;
    }
    boolean undecided = room >= held - fresh && fresh + bytes <= UNCOLLECTED;
    if (undecided) {
      return;
    }
    if (room >= 0) {
      Collections.collect();
      sweep();
    }
    if (room < held) {
      throw new Trap(TrapKind.OBJECTS_EXHAUSTED, "more than " + limit + " bytes");
    }
  }

  private boolean wasCollected() {
    WeakReference<Object> known = collected;
    return known != null && known.refersTo(null);
  }

  /** Forgets what is dead. */
  private void sweep() {
    int alive = 0;
    long bytes = 0;
    for (int i = 0; i < count; i++) {
      WeakReference<?> sample = samples[i];
      if (!sample.refersTo(null)) {
        samples[alive] = sample;
        weights[alive++] = weights[i];
        bytes += weights[i];
      }
    }
    Arrays.fill(samples, alive, count, null);
    count = alive;
    held = bytes;
    if (wasCollected()) {
      fresh = 0;
      collected = new WeakReference<>(new Object());
    }
  }

  /** Calls the collector, never so often that others starve. */
  static final class Collections {
    private static final ReentrantLock LOCK = new ReentrantLock();
    private static long allowedFrom = System.nanoTime();

    private static void collect() {
      try {
        LOCK.lockInterruptibly();
        try {
          TimeUnit.NANOSECONDS.sleep(allowedFrom - System.nanoTime());
          long start = System.nanoTime();
          System.gc();
          long end = System.nanoTime();
          allowedFrom = end + 4 * (end - start);
        } finally {
          LOCK.unlock();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new Trap(TrapKind.INTERRUPTED, e);
      }
    }
  }
}
