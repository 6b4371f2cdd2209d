package dev.witj.runtime.internal.async;

import dev.witj.runtime.TrapCode;
import dev.witj.runtime.TrapException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The threads that work for the guests of a store: with a guest's stack, or for it elsewhere. */
final class GuestThreads {
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private final int maxStacks;
  private int stacks;

  /**
   * None.
   *
   * @param maxStacks how many may have a guest's stack at a time
   */
  GuestThreads(int maxStacks) {
    this.maxStacks = maxStacks;
  }

  /**
   * Fails if no other may have a guest's stack.
   *
   * @throws TrapException if there are too many already
   */
  void checkRoom() {
    if (stacks >= maxStacks) {
      throw new TrapException(
          TrapCode.LIMIT_EXCEEDED,
          "more than " + maxStacks + " tasks and threads of guests wait with frames on a stack");
    }
  }

  /** One more has a guest's stack; {@link #remove} is for its end whatever it comes to. */
  void addStack(Thread thread) {
    threads.add(thread);
    stacks++;
  }

  /** What had a guest's stack has it no more. */
  void removeStack() {
    stacks--;
  }

  void add(Thread thread) {
    threads.add(thread);
  }

  void remove(Thread thread) {
    threads.remove(thread);
  }

  boolean contains(Thread thread) {
    return threads.contains(thread);
  }

  int count() {
    return threads.size();
  }

  /** Interrupts all but this one. */
  void interruptOthers() {
    Thread me = Thread.currentThread();
    threads.forEach(
        each -> {
          if (!each.equals(me)) {
            each.interrupt();
          }
        });
  }

  /** Waits until all are gone, but this one. */
  void join() {
    boolean interrupted = false;
    for (Thread each : threads) {
      while (!each.equals(Thread.currentThread()) && each.isAlive()) {
        try {
          each.join();
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
