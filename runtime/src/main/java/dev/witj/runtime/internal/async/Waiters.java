package dev.witj.runtime.internal.async;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who waits in a store, and who of them may go on next. Only the thread with the turn asks. */
final class Waiters {
  /** How many of those that wait a message tells of. */
  private static final int TOLD = 8;

  private final ArrayDeque<Waiter> ready = new ArrayDeque<>();
  private final Set<Waiter> parked = new LinkedHashSet<>();
  private final Set<Waiter> stackless = new LinkedHashSet<>();
  private @Nullable Object synchronous;

  // Who waits.

  /** One waits with frames on the stack of a thread. */
  void park(Waiter waiter) {
    parked.add(waiter);
  }

  /** It waits no more. */
  void unpark(Waiter waiter) {
    parked.remove(waiter);
  }

  /** One waits without frames on a stack. */
  void addStackless(Waiter waiter) {
    stackless.add(waiter);
  }

  /** It waits no more. */
  void removeStackless(Waiter waiter) {
    stackless.remove(waiter);
  }

  /** Whether one waits with frames on the stack of a thread. */
  boolean isAnyParked() {
    return !parked.isEmpty();
  }

  /** A thread that waits here, which may run the event loop meanwhile. */
  Thread anyParked() {
    return Objects.requireNonNull(parked.iterator().next().java);
  }

  int count() {
    return parked.size() + stackless.size();
  }

  /** Forgets all but those that have frames, which unwind. */
  void end() {
    stackless.clear();
    ready.clear();
  }

  // Who may be ready.

  /** Lets a waiter be looked at: what it waits for may be there. */
  void wake(Waiter waiter) {
    if (!waiter.queued) {
      waiter.queued = true;
      ready.add(waiter);
    }
  }

  /** Lets a waiter go on next. */
  void wakeFirst(Waiter waiter) {
    unqueue(waiter);
    waiter.queued = true;
    ready.addFirst(waiter);
  }

  /** Lets a waiter not be looked at. */
  void unqueue(Waiter waiter) {
    if (waiter.queued) {
      waiter.queued = false;
      ready.remove(waiter);
    }
  }

  /** Takes the next one that is ready and may run, if there is any. */
  @Nullable Waiter poll() {
    Object instance = synchronous;
    if (instance == null) {
      for (Waiter next = ready.poll(); next != null; next = ready.poll()) {
        if (isReady(next)) {
          return next;
        }
      }
      return null;
    }
    for (Iterator<Waiter> all = ready.iterator(); all.hasNext(); ) {
      Waiter next = all.next();
      if (next.mayRunDuring(instance)) {
        all.remove();
        if (isReady(next)) {
          return next;
        }
      }
    }
    return null;
  }

  private static boolean isReady(Waiter next) {
    next.queued = false;
    if (next.isReady()) {
      return true;
    }
    next.postponed();
    return false;
  }

  // Calls of synchronous functions.

  /** The instance whose synchronous function runs, if one does: only its threads may run. */
  @Nullable Object synchronous() {
    return synchronous;
  }

  void setSynchronous(@Nullable Object instance) {
    synchronous = instance;
  }

  /** Whether a call of a synchronous function keeps somebody from running. */
  boolean isExcluded(Waiter waiter) {
    Object instance = synchronous;
    return instance != null && !waiter.mayRunDuring(instance);
  }

  /** Who waits for what; the first few. */
  String describe() {
    StringBuilder text = new StringBuilder();
    int count = 0;
    List<Waiter> all = new ArrayList<>(parked);
    all.addAll(stackless);
    for (Waiter each : all) {
      if (each instanceof Handover) {
        continue;
      }
      if (count++ == TOLD) {
        return text.append("; and so on").toString();
      }
      text.append(count == 1 ? ": " : "; ").append(each.describe());
    }
    return text.toString();
  }
}
