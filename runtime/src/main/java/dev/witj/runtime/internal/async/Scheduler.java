package dev.witj.runtime.internal.async;

import dev.witj.engine.Interruption;
import dev.witj.runtime.TrapCode;
import dev.witj.runtime.TrapException;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
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
  private final GuestThreads threads;
  private final Turn turn;
  private final Errands errands;
  private final Waiters waiters = new Waiters();
  private @Nullable Carrier running;
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
    this.threads = new GuestThreads(maxStacks);
    this.turn = new Turn(threads);
    this.errands = new Errands(turn);
    this.interruption =
        new Interruption() {
          @Override
          protected void answer() {
            errands.runUrgent();
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
    return turn.isMine();
  }

  /** Whether anybody is in the store. */
  public boolean isBusy() {
    return turn.isTaken();
  }

  /**
   * Takes the turn; waits for it if another has it.
   *
   * @param alone whether to be refused, rather than wait, while a call is running that does not let
   *     others in before it ends; threads that work for the guests wait all the same
   * @throws IllegalStateException if it is refused
   * @throws RuntimeException what {@link #end} was told
   */
  public void enter(boolean alone) {
    turn.take(alone);
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
    if (turn.isEnded()) {
      passOn();
    } else if (mine != null && mine.parent != null) {
      turn.pass(returnTo(mine));
    } else {
      release();
    }
  }

  /** Passes the turn to whoever wants it. */
  private void release() {
    turn.release(visitors > 0 ? waiters.anyParked() : null);
  }

  // What others ask for.

  /** Lets whoever has the turn, now or next, do something; for threads that do not have it. */
  public void post(Runnable job) {
    errands.add(job);
  }

  /**
   * Lets whoever has the turn, now or next, do something that is urgent: also a guest that
   * computes, and also a function of the host's that waits, whose thread is interrupted for that.
   *
   * @param job ends what runs by what it throws, if there is something to end
   */
  public void interrupt(Runnable job) {
    errands.addUrgent(job);
    interruption.raise();
    turn.strike();
  }

  /** Counts what goes on elsewhere and will post something: while there is any, nothing is lost. */
  public void outside(int change) {
    outside += change;
  }

  // Calls of synchronous functions.

  /**
   * Begins a call of a synchronous function: until it ends, only threads of its instance may run.
   *
   * @return what to give to {@link #endSynchronous}
   */
  public @Nullable Object beginSynchronous(Object instance) {
    Object before = waiters.synchronous();
    waiters.setSynchronous(instance);
    return before;
  }

  /** Ends it. */
  public void endSynchronous(@Nullable Object before) {
    waiters.setSynchronous(before);
  }

  /** Whether a call of a synchronous function keeps somebody from running. */
  public boolean isExcluded(Waiter waiter) {
    return waiters.isExcluded(waiter);
  }

  // Waiting.

  /** Lets a waiter be looked at: what it waits for may be there. */
  public void wake(Waiter waiter) {
    waiters.wake(waiter);
  }

  /** Lets a waiter go on next. */
  public void wakeFirst(Waiter waiter) {
    waiters.wakeFirst(waiter);
  }

  /** Takes note of one that waits without frames on a stack. */
  public void waiting(Waiter waiter) {
    waiters.addStackless(waiter);
  }

  /** Waits until a waiter is ready and picked; others run meanwhile. */
  public void block(Waiter me) {
    turn.checkNotEnded();
    Carrier mine = carrier();
    me.java = Thread.currentThread();
    me.carrier = mine;
    waiters.park(me);
    turn.admit();
    try {
      if (mine.parent != null) {
        turn.pass(returnTo(mine));
        await(me, mine);
      }
      loop(me, mine);
    } finally {
      waiters.unpark(me);
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
      turn.checkNotEnded();
      if (visitors == 0) {
        // Nobody waits for guests any more: they go on when somebody does again.
        release();
        await(me, mine);
        continue;
      }
      errands.runUrgent();
      errands.run();
      if (mine.interrupted) {
        mine.interrupted = false;
        me.interrupted();
      }
      if (waiters.synchronous() == null && turn.passToFirst()) {
        await(me, mine);
        continue;
      }
      Waiter next = waiters.poll();
      if (me.equals(next)) {
        return;
      }
      if (next != null) {
        go(next, me, mine);
      } else if (me.isReady()) {
        return;
      } else if (waiters.synchronous() != null) {
        throw cannotBlock();
      } else if (outside == 0) {
        throw deadlock();
      } else if (turn.idle(errands::isAny)) {
        mine.interrupted = true;
      }
    }
  }

  private void go(Waiter next, Waiter me, Carrier mine) {
    Thread its = next.java;
    if (its == null) {
      waiters.removeStackless(next);
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
      turn.pass(its);
      await(me, mine);
    }
  }

  private static Thread returnTo(Carrier mine) {
    Waiter parent = Objects.requireNonNull(mine.parent);
    mine.parent = null;
    parent.picked = true;
    return Objects.requireNonNull(parent.java);
  }

  /** Waits for the turn; whoever ended what runs here gives it to each who is to unwind. */
  private void await(Waiter me, Carrier mine) {
    while (!turn.isMine()) {
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
    turn.checkNotEnded();
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
    threads.checkRoom();
    Carrier made = new Carrier();
    made.chained = resuming;
    occupy();
    runUntilBlocked(made, () -> start(made, body));
  }

  /** Starts a thread that has the turn. */
  private void start(Carrier made, Runnable body) {
    Thread thread = Thread.ofVirtual().name("guest task").unstarted(() -> run(made, body));
    threads.addStack(thread);
    turn.give(thread);
    try {
      thread.start();
    } catch (Throwable e) {
      turn.give(Thread.currentThread());
      threads.removeStack();
      threads.remove(thread);
      throw e;
    }
  }

  /** Lets a waiter that is ready run at once until it blocks again or ends. */
  public void runNow(Waiter waiter) {
    waiters.unqueue(waiter);
    Thread its = waiter.java;
    if (its == null) {
      waiters.removeStackless(waiter);
      waiter.resume();
    } else if (its.equals(Thread.currentThread())) {
      // Further down on this very stack: it goes on when what runs here is done.
      waiter.picked = true;
    } else {
      waiter.picked = true;
      runUntilBlocked(Objects.requireNonNull(waiter.carrier), () -> turn.pass(its));
    }
  }

  private void runUntilBlocked(Carrier other, Runnable start) {
    Carrier mine = carrier();
    Handover back = new Handover();
    back.java = Thread.currentThread();
    other.parent = back;
    waiters.park(back);
    try {
      start.run();
      await(back, mine);
      loop(back, mine);
    } finally {
      waiters.unpark(back);
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
        waiters.removeStackless(next);
        mine.idle = true;
        mine.resuming = true;
        next.resume();
        occupy();
      }
      threads.removeStack();
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
        || turn.isEnded()
        || waiters.synchronous() != null
        || visitors == 0
        || errands.isAny()
        || turn.isAwaited()) {
      return null;
    }
    Waiter next = waiters.poll();
    if (next != null && next.java != null) {
      waiters.wakeFirst(next);
      return null;
    }
    return next;
  }

  private void fail(Throwable e) {
    if (turn.isEnded()) {
      return;
    }
    try {
      onFailure.accept(e);
    } finally {
      end(() -> new IllegalStateException("a thread of a guest's came to nothing", e));
    }
  }

  /** Passes the turn on for good. */
  private void finish(Carrier mine) {
    running = null;
    if (turn.isEnded()) {
      return;
    }
    if (mine.parent != null) {
      turn.pass(returnTo(mine));
      return;
    }
    if (visitors == 0) {
      release();
      return;
    }
    Waiter next = waiters.poll();
    Thread its = next == null ? null : next.java;
    if (next != null && its != null) {
      next.picked = true;
    } else {
      if (next != null) {
        waiters.wakeFirst(next);
      }
      its = waiters.anyParked();
    }
    turn.pass(its);
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
   * Ends all that waits or runs here. Called with the turn, which is passed on when its holder
   * leaves: those that wait unwind one after the other.
   *
   * @param why makes what each of them throws
   */
  public void end(Supplier<RuntimeException> why) {
    if (turn.end(why)) {
      waiters.end();
      threads.interruptOthers();
    }
  }

  /** Lets the next one unwind. */
  private void passOn() {
    turn.passOn(waiters.isAnyParked() ? waiters.anyParked() : null);
  }

  /** Waits, after the end, until nobody has the turn any more: all have left. */
  public void awaitLeft() {
    turn.awaitFree();
  }

  /** Waits until the threads that worked here are gone. */
  public void join() {
    threads.join();
  }

  /** How many waiters there are; for tests. */
  public int waiters() {
    return waiters.count();
  }

  /** How many threads work for the guests; for tests. */
  public int threads() {
    return threads.count();
  }

  private TrapException cannotBlock() {
    return new TrapException(
        TrapCode.CANNOT_BLOCK,
        TrapCode.CANNOT_BLOCK.text()
            + ": "
            + TrapCode.DEADLOCK.text()
            + " while a synchronous function runs"
            + waiters.describe());
  }

  private TrapException deadlock() {
    return new TrapException(TrapCode.DEADLOCK, TrapCode.DEADLOCK.text() + waiters.describe());
  }
}
