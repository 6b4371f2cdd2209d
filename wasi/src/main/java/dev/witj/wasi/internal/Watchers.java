package dev.witj.wasi.internal;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/** The threads that wait for one event; there are few, mostly none. */
final class Watchers {
  private final ConcurrentLinkedQueue<Thread> threads = new ConcurrentLinkedQueue<>();

  void add(Thread thread) {
    threads.add(thread);
  }

  void remove(Thread thread) {
    boolean _ = threads.remove(thread);
  }

  /** Lets all look whether what they wait for is there. */
  void wake() {
    threads.forEach(LockSupport::unpark);
  }
}
