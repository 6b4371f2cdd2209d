package dev.witj.runtime.internal.plan;

import dev.witj.runtime.StoreLimits;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

/**
 * What stores left whose guests were brief, restored, for the next ones of the same component: with
 * them an instance for each request takes little more than one for all. Those that nobody asked for
 * the longest give way to others, and go after a while by themselves; those of components that are
 * gone go with them. Thread-safe.
 */
public final class SpareInstances {
  private static final long MOST_BYTES = Math.min(64L << 20, Runtime.getRuntime().maxMemory() >> 5);
  private static final int MOST = 256;

  /** About what the instances of a component take beside their memories and tables. */
  private static final int BYTES = 16 << 10;

  /** How long one is kept that nobody asks for: to make another one takes microseconds. */
  private static final Duration IDLE = Duration.ofSeconds(30);

  private record Kept(Spare spare, StoreLimits limits, long bytes, long since) {}

  /** By the linked component, the one given last in front. */
  private final Map<Object, Deque<Kept>> all = new WeakHashMap<>();

  // Those of components that are gone count until the rest is counted again.
  private int count;
  private long size;

  private boolean sweeping;

  /** Without any. */
  public SpareInstances() {}

  /**
   * Takes one out, if there is one.
   *
   * @param component a linked component, by its identity
   */
  public synchronized Optional<Spare> take(Object component, StoreLimits limits) {
    Deque<Kept> known = all.get(component);
    if (known != null) {
      for (Iterator<Kept> each = known.iterator(); each.hasNext(); ) {
        Kept next = each.next();
        if (next.limits.equals(limits)) {
          each.remove();
          count--;
          size -= next.bytes;
          return Optional.of(next.spare);
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Keeps one that is restored.
   *
   * @param bytes what its memories and tables take
   * @return false if it is too large for that
   */
  public synchronized boolean give(Object component, StoreLimits limits, Spare spare, long bytes) {
    long own = bytes + BYTES;
    if (own > MOST_BYTES / 4) {
      return false;
    }
    all.computeIfAbsent(component, _ -> new ArrayDeque<>(4))
        .addFirst(new Kept(spare, limits, own, System.nanoTime()));
    count++;
    size += own;
    if (isFull()) {
      makeRoom();
    }
    if (!sweeping) {
      Thread _ = Thread.ofVirtual().name("spare instances").start(this::sweep);
      sweeping = true;
    }
    return true;
  }

  /** Lets those go that nobody asks for, until there are none. */
  private void sweep() {
    do {
      try {
        Thread.sleep(IDLE);
      } catch (InterruptedException e) {
        // Nobody else has this thread.
      }
    } while (!sweepIsOver());
  }

  private synchronized boolean sweepIsOver() {
    sweeping = false; // So that another begins where this comes to nothing.
    letGo(System.nanoTime() - IDLE.toNanos());
    sweeping = count > 0;
    return !sweeping;
  }

  /**
   * Lets those go that were given before some time.
   *
   * @param time of {@link System#nanoTime}
   */
  public synchronized void letGo(long time) {
    all.values().forEach(each -> each.removeIf(kept -> kept.since - time < 0));
    recount();
  }

  /** How many there are of a component; for tests. */
  public synchronized int count(Object component) {
    Deque<Kept> known = all.get(component);
    return known == null ? 0 : known.size();
  }

  private boolean isFull() {
    return count > MOST || size > MOST_BYTES;
  }

  private void recount() {
    all.values().removeIf(Collection::isEmpty);
    count = all.values().stream().mapToInt(Collection::size).sum();
    size = all.values().stream().flatMap(Collection::stream).mapToLong(Kept::bytes).sum();
  }

  private void makeRoom() {
    recount();
    while (isFull()) {
      Deque<Kept> oldest =
          all.values().stream()
              .filter(each -> !each.isEmpty())
              .min(Comparator.comparingLong(each -> each.getLast().since))
              .orElseThrow();
      count--;
      size -= oldest.removeLast().bytes;
    }
    all.values().removeIf(Collection::isEmpty);
  }
}
