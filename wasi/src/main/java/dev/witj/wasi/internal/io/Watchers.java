package dev.witj.wasi.internal.io;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/** The threads that wait for one event; there are few, mostly none. */
public final class Watchers {
  private final ConcurrentLinkedQueue<Thread> threads = new ConcurrentLinkedQueue<>();

  public void add(Thread thread) {
    threads.add(thread);
  }

  public void remove(Thread thread) {
    boolean _ = threads.remove(thread);
  }

  /** Lets all look whether what they wait for is there. */
  public void wake() {
    threads.forEach(LockSupport::unpark);
  }
}
