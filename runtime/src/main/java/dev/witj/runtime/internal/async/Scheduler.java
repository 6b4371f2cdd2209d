package dev.witj.runtime.internal.async;

import dev.witj.engine.Interruption;
import dev.witj.runtime.TrapCode;
import dev.witj.runtime.TrapException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who runs in a store: at any time one thread of Java's, which has the turn.
 *
 * <p>A thread of Java's enters, does what it came for and leaves. If it has to wait, it blocks: it
 * runs what needs no stack of its own, hands the turn to a parked thread whose waiting is over, or,
 * if there is nothing to do, waits for those who do something elsewhere. So there are threads with
 * a stack of a guest only where a guest really blocked, and handing over happens only between
 * those.
 */
public final class Scheduler {
  private final Consumer<Throwable> onFailure;
  private final Interruption interruption;
  private final ArrayDeque<Thread> entering = new ArrayDeque<>(0);
  private final ConcurrentLinkedQueue<Runnable> inbox = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Runnable> urgent = new ConcurrentLinkedQueue<>();
  private final ArrayDeque<Waiter> ready = new ArrayDeque<>();
  private final Set<Waiter> parked = new LinkedHashSet<>();
  private final Set<Waiter> stackless = new LinkedHashSet<>();
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Thread holder;
  private volatile boolean refusing;
  private volatile @Nullable RuntimeException ended;
  private volatile boolean idling;
  private @Nullable Thread struck;
  private @Nullable Carrier running;
  private @Nullable Object synchronous;
  private final int maxStacks;
  private int stacks;
  private int outside;
  private int visitors;

  /**
   * Nobody in it.
   *
   * @param onFailure learns what a thread of a guest's died of; ends the store by {@link #end}
   * @param onInterrupt told that the thread of a guest that computes for that thread's own call is
   *     interrupted; whatever it throws ends the guest
   * @param maxStacks how many threads of guests there may be at a time
   */
  public Scheduler(Consumer<Throwable> onFailure, Runnable onInterrupt, int maxStacks) {
    this.onFailure = onFailure;
    this.maxStacks = maxStacks;
    this.interruption =
        new Interruption() {
          @Override
          protected void answer() {
            runUrgent();
          }

          @Override
          protected void threadInterrupted() {
            Carrier mine = running;
            if (mine != null && mine.lent) {
              // What runs is not what the thread waits for: its own waiting is to learn of it.
              mine.interrupted = Thread.interrupted();
            } else {
              onInterrupt.run();
            }
          }
        };
  }

  /** What guests ask whether they may go on. */
  public Interruption interruption() {
    return interruption;
  }

  // Entering and leaving.

  /** Whether this thread has the turn. */
  public boolean isMine() {
    return Thread.currentThread().equals(holder);
  }

  /** Whether anybody is in the store. */
  public boolean isBusy() {
    return holder != null;
  }

  /**
   * Takes the turn; waits for it if another has it.
   *
   * @param alone whether to be refused, rather than wait, while a call is running that does not let
   *     others in before it ends; threads that work for the guests wait all the same
   * @throws IllegalStateException if it is refused
   * @throws RuntimeException what {@link #end} was given
   */
  public void enter(boolean alone) {
    Thread thread = Thread.currentThread();
    Thread other;
    synchronized (entering) {
      checkNotEnded();
      other = holder;
      if (other == null) {
        holder = thread;
        refusing = alone;
        running = null;
        visitors++;
        return;
      }
      if (alone && refusing && !threads.contains(thread)) {
        throw new IllegalStateException("another thread is in the store");
      }
      entering.add(thread);
    }
    LockSupport.unpark(other);
    boolean interrupted = false;
    while (!thread.equals(holder)) {
      RuntimeException end = ended;
      if (end != null) {
        synchronized (entering) {
          entering.remove(thread);
        }
        throw end;
      }
      LockSupport.park(this);
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      thread.interrupt();
    }
    refusing = alone;
    running = null;
    visitors++;
  }

  /** Gives the turn up; leaves no trace of {@link #interrupt} on this thread. */
  public void leave() {
    Carrier mine = running;
    running = null;
    visitors--;
    if (mine != null && mine.interrupted) {
      // It came while it waited for a callee that then did not have to be waited for.
      Thread.currentThread().interrupt();
    }
    if (ended != null) {
      passOn();
      return;
    }
    if (mine != null && mine.parent != null) {
      pass(returnTo(mine));
      return;
    }
    release();
  }

  /** Passes the turn to whoever wants it. */
  private void release() {
    Thread next;
    synchronized (entering) {
      forgetInterrupt();
      refusing = false;
      next = entering.poll();
      if (next == null && visitors > 0) {
        next = anyParked();
      }
      holder = next;
    }
    if (next != null) {
      LockSupport.unpark(next);
    }
  }

  /** A thread that waits here, which may run the event loop meanwhile. */
  private Thread anyParked() {
    return Objects.requireNonNull(parked.iterator().next().java);
  }

  // What others ask for.

  /** Lets whoever has the turn, now or next, do something; for threads that do not have it. */
  public void post(Runnable job) {
    inbox.add(job);
    Thread has = holder;
    if (has != null) {
      LockSupport.unpark(has);
    }
  }

  /**
   * Lets whoever has the turn, now or next, do something that is urgent: also a guest that
   * computes, and also a function of the host's that waits, whose thread is interrupted for that.
   *
   * @param job ends what runs by what it throws, if there is something to end
   */
  public void interrupt(Runnable job) {
    urgent.add(job);
    interruption.raise();
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

  private void runUrgent() {
    Runnable job = urgent.poll();
    if (job == null) {
      return;
    }
    for (; job != null; job = urgent.poll()) {
      job.run();
    }
    synchronized (entering) {
      forgetInterrupt();
    }
  }

  /**
   * Takes back what {@link #interrupt} did to this thread; its own interrupts are not told apart.
   */
  private void forgetInterrupt() {
    if (struck != null && struck.equals(Thread.currentThread())) {
      struck = null;
      boolean _ = Thread.interrupted();
    }
  }

  /** Counts what goes on elsewhere and will post something: while there is any, nothing is lost. */
  public void outside(int change) {
    outside += change;
  }

  private void runInbox() {
    for (Runnable job = inbox.poll(); job != null; job = inbox.poll()) {
      job.run();
    }
  }

  // Calls of synchronous functions.

  /**
   * Begins a call of a synchronous function: until it ends, only threads of its instance may run.
   *
   * @return what to give to {@link #endSynchronous}
   */
  public @Nullable Object beginSynchronous(Object instance) {
    Object before = synchronous;
    synchronous = instance;
    return before;
  }

  /** Ends it. */
  public void endSynchronous(@Nullable Object before) {
    synchronous = before;
  }

  /** Whether a call of a synchronous function keeps somebody from running. */
  public boolean isExcluded(Waiter waiter) {
    Object instance = synchronous;
    return instance != null && !waiter.mayRunDuring(instance);
  }

  // Waiting.

  /** Lets a waiter be looked at: what it waits for may be there. */
  public void wake(Waiter waiter) {
    if (!waiter.queued) {
      waiter.queued = true;
      ready.add(waiter);
    }
  }

  /** Lets a waiter go on next. */
  public void wakeFirst(Waiter waiter) {
    if (waiter.queued) {
      ready.remove(waiter);
    }
    waiter.queued = true;
    ready.addFirst(waiter);
  }

  /** Takes note of one that waits without frames on a stack. */
  public void waiting(Waiter waiter) {
    stackless.add(waiter);
  }

  /** Waits until a waiter is ready and picked; others run meanwhile. */
  public void block(Waiter me) {
    checkNotEnded();
    Carrier mine = carrier();
    me.java = Thread.currentThread();
    me.carrier = mine;
    parked.add(me);
    refusing = false;
    try {
      if (mine.parent != null) {
        pass(returnTo(mine));
        await(me, mine);
      }
      loop(me, mine);
    } finally {
      parked.remove(me);
      me.java = null;
      me.carrier = null;
      me.picked = false;
    }
  }

  private Carrier carrier() {
    Carrier mine = running;
    if (mine == null) {
      mine = new Carrier();
      running = mine;
    }
    return mine;
  }

  private void loop(Waiter me, Carrier mine) {
    while (!me.picked) {
      checkNotEnded();
      if (visitors == 0) {
        // Nobody waits for guests any more: they go on when somebody does again.
        release();
        await(me, mine);
        continue;
      }
      runUrgent();
      runInbox();
      if (mine.interrupted) {
        mine.interrupted = false;
        me.interrupted();
      }
      if (synchronous == null && passToEntering()) {
        await(me, mine);
        continue;
      }
      Waiter next = poll();
      if (me.equals(next)) {
        return;
      }
      if (next != null) {
        go(next, me, mine);
      } else if (me.isReady()) {
        return;
      } else if (synchronous != null) {
        throw cannotBlock();
      } else if (outside == 0) {
        throw deadlock();
      } else {
        idle(mine);
      }
    }
  }

  private void go(Waiter next, Waiter me, Carrier mine) {
    Thread its = next.java;
    if (its == null) {
      stackless.remove(next);
      boolean before = mine.lent;
      mine.lent = true;
      mine.resuming = true;
      try {
        next.resume();
      } finally {
        mine.resuming = false;
        mine.lent = before;
      }
      return;
    }
    next.picked = true;
    if (!its.equals(Thread.currentThread())) {
      pass(its);
      await(me, mine);
    }
  }

  private @Nullable Waiter poll() {
    if (synchronous == null) {
      for (Waiter next = ready.poll(); next != null; next = ready.poll()) {
        if (isReady(next)) {
          return next;
        }
      }
      return null;
    }
    for (Iterator<Waiter> all = ready.iterator(); all.hasNext(); ) {
      Waiter next = all.next();
      if (next.mayRunDuring(synchronous)) {
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

  /** Waits until somebody wants something. */
  private void idle(Carrier mine) {
    idling = true;
    try {
      while (inbox.isEmpty() && urgent.isEmpty() && !isAnyoneEntering()) {
        LockSupport.park(this);
        if (Thread.interrupted()) {
          mine.interrupted = true;
          return;
        }
      }
    } finally {
      idling = false;
    }
  }

  private boolean isAnyoneEntering() {
    synchronized (entering) {
      return !entering.isEmpty();
    }
  }

  private boolean passToEntering() {
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

  private void pass(Thread to) {
    holder = to;
    LockSupport.unpark(to);
  }

  private static Thread returnTo(Carrier mine) {
    Waiter parent = Objects.requireNonNull(mine.parent);
    mine.parent = null;
    parent.picked = true;
    return Objects.requireNonNull(parent.java);
  }

  /** Waits for the turn; whoever ended what runs here gives it to each who is to unwind. */
  private void await(Waiter me, Carrier mine) {
    Thread thread = Thread.currentThread();
    while (!thread.equals(holder)) {
      LockSupport.park(this);
      if (Thread.interrupted()) {
        if (me.isHost()) {
          post(me::interrupted);
        } else {
          mine.interrupted = true;
        }
      }
    }
    running = mine;
    checkNotEnded();
  }

  private void checkNotEnded() {
    RuntimeException end = ended;
    if (end != null) {
      throw end;
    }
  }

  // Threads of guests.

  /**
   * Lets something run on a thread of its own until it first blocks or ends. A thread that has
   * nothing else on its stack serves for one thing after another.
   *
   * @throws TrapException if there are too many already: each that waits keeps a stack, which is as
   *     deep as the guest likes
   */
  public void runApart(Runnable body) {
    Carrier mine = running;
    boolean resuming = mine != null && mine.resuming;
    if (mine != null && resuming && mine.idle) {
      occupy();
      body.run();
      return;
    }
    if (stacks >= maxStacks) {
      throw new TrapException(
          TrapCode.LIMIT_EXCEEDED,
          "more than " + maxStacks + " tasks and threads of guests wait with frames on a stack");
    }
    Carrier made = new Carrier();
    made.chained = resuming;
    occupy();
    runUntilBlocked(
        made,
        () -> {
          Thread thread = Thread.ofVirtual().name("guest task").unstarted(() -> run(made, body));
          start(thread);
        });
  }

  /** Starts a thread that has the turn. */
  private void start(Thread thread) {
    threads.add(thread);
    holder = thread;
    stacks++;
    try {
      thread.start();
    } catch (Throwable e) {
      stacks--;
      holder = Thread.currentThread();
      threads.remove(thread);
      throw e;
    }
  }

  /** Lets a waiter that is ready run at once until it blocks again or ends. */
  public void runNow(Waiter waiter) {
    if (waiter.queued) {
      waiter.queued = false;
      ready.remove(waiter);
    }
    Thread its = waiter.java;
    if (its == null) {
      stackless.remove(waiter);
      waiter.resume();
    } else if (its.equals(Thread.currentThread())) {
      // Further down on this very stack: it goes on when what runs here is done.
      waiter.picked = true;
    } else {
      waiter.picked = true;
      runUntilBlocked(Objects.requireNonNull(waiter.carrier), () -> pass(its));
    }
  }

  private void runUntilBlocked(Carrier other, Runnable start) {
    Carrier mine = carrier();
    Handover back = new Handover();
    back.java = Thread.currentThread();
    other.parent = back;
    parked.add(back);
    try {
      start.run();
      await(back, mine);
      loop(back, mine);
    } finally {
      parked.remove(back);
    }
  }

  /** Takes note that this thread begins to run a guest. */
  public void occupy() {
    Carrier mine = running;
    if (mine != null) {
      mine.resuming = false;
      mine.idle = false;
    }
  }

  private void run(Carrier mine, Runnable body) {
    try {
      running = mine;
      body.run();
      for (Waiter next = nextHere(mine); next != null; next = nextHere(mine)) {
        stackless.remove(next);
        mine.idle = true;
        mine.resuming = true;
        next.resume();
        occupy();
      }
      stacks--;
      finish(mine);
    } catch (Throwable e) {
      fail(e);
    } finally {
      threads.remove(Thread.currentThread());
      if (isMine()) {
        passOn();
      }
    }
  }

  /**
   * What a thread whose guest is done may do next itself, so that the turn need not be passed on
   * for it: whatever needs no other stack, if there is nothing that an event loop had to do first.
   */
  private @Nullable Waiter nextHere(Carrier mine) {
    boolean free = mine.parent == null || mine.chained;
    if (!free
        || ended != null
        || synchronous != null
        || visitors == 0
        || !inbox.isEmpty()
        || !urgent.isEmpty()
        || isAnyoneEntering()) {
      return null;
    }
    Waiter next = poll();
    if (next != null && next.java != null) {
      wakeFirst(next);
      return null;
    }
    return next;
  }

  private void fail(Throwable e) {
    if (ended != null) {
      return;
    }
    try {
      onFailure.accept(e);
    } finally {
      end(new IllegalStateException("a thread of a guest's came to nothing", e));
    }
  }

  /** Passes the turn on for good. */
  private void finish(Carrier mine) {
    running = null;
    if (ended != null) {
      return;
    }
    if (mine.parent != null) {
      pass(returnTo(mine));
      return;
    }
    if (visitors == 0) {
      release();
      return;
    }
    Waiter next = poll();
    Thread its = next == null ? null : next.java;
    if (next != null && its != null) {
      next.picked = true;
    } else {
      if (next != null) {
        wakeFirst(next);
      }
      its = anyParked();
    }
    pass(its);
  }

  /** Waits for another thread to block or end. */
  private static final class Handover extends Waiter {
    @Override
    protected boolean isReady() {
      return picked;
    }

    @Override
    protected void resume() {
      throw new IllegalStateException("it has a thread");
    }

    @Override
    protected boolean mayRunDuring(Object instance) {
      return true;
    }

    @Override
    public String describe() {
      return "a caller waits for its callee to block";
    }
  }

  // The end.

  /** Counts a thread of the host's that works for a guest among those that end with the store. */
  public void add(Thread thread) {
    threads.add(thread);
  }

  /** A thread of the host's is done. */
  public void remove(Thread thread) {
    threads.remove(thread);
  }

  /**
   * Ends all that waits or runs here: it throws this. Called with the turn, which is passed on when
   * its holder leaves: those that wait unwind one after the other.
   */
  public void end(RuntimeException why) {
    synchronized (entering) {
      if (ended != null) {
        return;
      }
      ended = why;
      entering.forEach(LockSupport::unpark);
    }
    stackless.clear();
    ready.clear();
    Thread me = Thread.currentThread();
    threads.forEach(
        each -> {
          if (!each.equals(me)) {
            each.interrupt();
          }
        });
  }

  /** Lets the next one unwind. */
  private void passOn() {
    Thread next = parked.isEmpty() ? null : anyParked();
    synchronized (entering) {
      forgetInterrupt();
      holder = next;
      entering.notifyAll();
    }
    if (next != null) {
      LockSupport.unpark(next);
    }
  }

  /** Waits, after the end, until nobody has the turn any more: all have left. */
  public void awaitLeft() {
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

  /** Waits until the threads that worked here are gone. */
  public void join() {
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

  /** How many waiters there are; for tests. */
  public int waiters() {
    return parked.size() + stackless.size();
  }

  /** How many threads work for the guests; for tests. */
  public int threads() {
    return threads.size();
  }

  private TrapException cannotBlock() {
    return new TrapException(
        TrapCode.CANNOT_BLOCK,
        TrapCode.CANNOT_BLOCK.text()
            + ": "
            + TrapCode.DEADLOCK.text()
            + " while a synchronous function runs"
            + waits());
  }

  private TrapException deadlock() {
    return new TrapException(TrapCode.DEADLOCK, TrapCode.DEADLOCK.text() + waits());
  }

  /** Who waits for what; the first few. */
  private String waits() {
    StringBuilder text = new StringBuilder();
    int count = 0;
    List<Waiter> all = new ArrayList<>(parked);
    all.addAll(stackless);
    for (Waiter each : all) {
      if (each instanceof Handover) {
        continue;
      }
      if (count++ == 8) {
        return text.append("; and so on").toString();
      }
      text.append(count == 1 ? ": " : "; ").append(each.describe());
    }
    return text.toString();
  }
}
