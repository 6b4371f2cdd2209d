package dev.witj.runtime.internal.async;

import java.util.ArrayDeque;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is in a store: one thread of Java's has it, nobody else touches the store, and
 * those that came after it stand in line.
 */
final class Turn {
  private final GuestThreads threads;

  /** The line, and the lock of all that is not written by the holder alone. */
  private final ArrayDeque<Thread> entering = new ArrayDeque<>(0);

  private volatile @Nullable Thread holder;
  private volatile boolean refusing;
  private volatile boolean idling;
  private volatile @Nullable Supplier<RuntimeException> ended;
  private @Nullable Thread struck;

  /**
   * Nobody has it.
   *
   * @param threads those that work for the guests
   */
  Turn(GuestThreads threads) {
    this.threads = threads;
  }

  /** Whether this thread has it. */
  boolean isMine() {
    return Thread.currentThread().equals(holder);
  }

  /** Whether anybody has it. */
  boolean isTaken() {
    return holder != null;
  }

  /** Whether there was an {@link #end}. */
  boolean isEnded() {
    return ended != null;
  }

  /**
   * Fails after the end.
   *
   * @throws RuntimeException what {@link #end} was told
   */
  void checkNotEnded() {
    Supplier<RuntimeException> end = ended;
    if (end != null) {
      throw end.get();
    }
  }

  // Taking it.

  /**
   * Takes it; waits for it if another has it.
   *
   * @param alone whether to be refused, rather than wait, while its holder lets nobody else in;
   *     threads that work for the guests wait all the same
   * @throws IllegalStateException if it is refused
   * @throws RuntimeException what {@link #end} was told
   */
  void take(boolean alone) {
    Thread thread = Thread.currentThread();
    Thread other;
    synchronized (entering) {
      checkNotEnded();
      other = holder;
      if (other == null) {
        holder = thread;
        refusing = alone;
        return;
      }
      if (alone && refusing && !threads.contains(thread)) {
        throw new IllegalStateException("another thread is in the store");
      }
      entering.add(thread);
    }
    LockSupport.unpark(other);
    standInLine(thread);
    refusing = alone;
  }

  private void standInLine(Thread thread) {
    boolean interrupted = false;
    while (!thread.equals(holder)) {
      Supplier<RuntimeException> end = ended;
      if (end != null) {
        synchronized (entering) {
          entering.remove(thread);
        }
        throw end.get();
      }
      LockSupport.park(this);
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      thread.interrupt();
    }
  }

  /** Lets others stand in line, as its holder is to wait itself. */
  void admit() {
    refusing = false;
  }

  /** Whether anybody stands in line. */
  boolean isAwaited() {
    synchronized (entering) {
      return !entering.isEmpty();
    }
  }

  // Passing it on.

  /** Passes it to a thread that is parked for it. */
  void pass(Thread to) {
    holder = to;
    LockSupport.unpark(to);
  }

  /** Lets a thread have it that does not run yet, or that this one is. */
  void give(Thread to) {
    holder = to;
  }

  /** Passes it to the first in line; whether there was one. */
  boolean passToFirst() {
    Thread next;
    synchronized (entering) {
      next = entering.poll();
      if (next == null) {
        return false;
      }
      holder = next;
    }
    LockSupport.unpark(next);
    return true;
  }

  /** Gives it up for the first in line, or for another if nobody stands there. */
  void release(@Nullable Thread otherwise) {
    Thread next;
    synchronized (entering) {
      forgetStrike();
      refusing = false;
      next = entering.poll();
      if (next == null) {
        next = otherwise;
      }
      holder = next;
    }
    LockSupport.unpark(next);
  }

  // What others do to its holder.

  /** Lets its holder look around, if it is parked. */
  void nudge() {
    LockSupport.unpark(holder);
  }

  /** Interrupts its holder, wherever that is. */
  void strike() {
    synchronized (entering) {
      Thread has = holder;
      if (has != null && idling) {
        LockSupport.unpark(has);
      } else if (has != null) {
        struck = has;
        has.interrupt();
      }
    }
  }

  /** Takes back what {@link #strike} did to this thread; its own interrupts are not told apart. */
  void forgetStrike() {
    synchronized (entering) {
      if (struck != null && struck.equals(Thread.currentThread())) {
        struck = null;
        boolean _ = Thread.interrupted();
      }
    }
  }

  /**
   * Keeps it, with nothing to do, until somebody stands in line or wants something else.
   *
   * @return whether this thread was interrupted before
   */
  boolean idle(BooleanSupplier isWanted) {
    idling = true;
    try {
      while (!isWanted.getAsBoolean() && !isAwaited()) {
        LockSupport.park(this);
        if (Thread.interrupted()) {
          return true;
        }
      }
      return false;
    } finally {
      idling = false;
    }
  }

  // The end.

  /**
   * Nobody gets it any more who does not wait for it already; whether that was not so before.
   *
   * @param why makes what those throw who wait for it or want it
   */
  boolean end(Supplier<RuntimeException> why) {
    synchronized (entering) {
      if (ended != null) {
        return false;
      }
      ended = why;
      entering.forEach(LockSupport::unpark);
      return true;
    }
  }

  /** Passes it on after the end, to the next that is to unwind. */
  void passOn(@Nullable Thread next) {
    synchronized (entering) {
      forgetStrike();
      holder = next;
      entering.notifyAll();
    }
    LockSupport.unpark(next);
  }

  /** Waits, after the end, until nobody has it. */
  void awaitFree() {
    boolean interrupted = false;
    synchronized (entering) {
      while (holder != null) {
        try {
          entering.wait();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
