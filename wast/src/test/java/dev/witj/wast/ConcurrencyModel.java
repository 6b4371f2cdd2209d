package dev.witj.wast;

import dev.witj.runtime.TrapCode;
import dev.witj.runtime.TrapException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the specification says of one instance that uses streams, futures, waitable sets and
 * subtasks, written down anew and as plainly as can be: tables and states, no threads.
 */
final class ConcurrencyModel {
  static final long BLOCKED = 0xffff_ffffL;

  /** What a callee does. */
  enum Kind {
    /** Returns at once. */
    NOW,
    /** Waits until it is called off, and gives no result then. */
    NEVER,
    /** Waits until it is called off, and returns then. */
    STUBBORN
  }

  enum Copying {
    IDLE,
    COPYING,
    DONE
  }

  /** What has an index in the table. */
  abstract static sealed class Entry {}

  static final class WaitSet extends Entry {
    final Set<Waitable> members = new LinkedHashSet<>();
  }

  abstract static sealed class Waitable extends Entry {
    int index;
    boolean pending;
    @Nullable WaitSet set;

    abstract int code();

    /** The payload of what happened, whose telling changes the state. */
    abstract int tell();

    void join(@Nullable WaitSet other) {
      if (set != null) {
        set.members.remove(this);
      }
      set = other;
      if (other != null) {
        other.members.add(this);
      }
    }
  }

  static final class Shared {
    final boolean future;
    boolean dropped;
    @Nullable End pending;

    Shared(boolean future) {
      this.future = future;
    }
  }

  static final class End extends Waitable {
    final Shared shared;
    final boolean readable;
    Copying copying = Copying.IDLE;
    int length;
    int progress;
    int result;
    boolean partial;

    End(Shared shared, boolean readable) {
      this.shared = shared;
      this.readable = readable;
    }

    @Override
    int code() {
      return (shared.future ? 4 : 2) + (readable ? 0 : 1);
    }

    void copied() {
      result = 0;
      partial = true;
      pending = true;
    }

    void done(int how) {
      result = how;
      partial = false;
      pending = true;
    }

    @Override
    int tell() {
      pending = false;
      if (partial) {
        shared.pending = null;
        partial = false;
      }
      copying = result == 1 || (shared.future && result == 0) ? Copying.DONE : Copying.IDLE;
      return shared.future ? result : result | progress << 4;
    }

    TrapCode invalid() {
      return shared.future ? TrapCode.FUTURE_INVALID : TrapCode.STREAM_INVALID;
    }
  }

  static final class Sub extends Waitable {
    final Kind kind;
    int state;
    boolean delivered;
    boolean cancelled;

    Sub(Kind kind, int state) {
      this.kind = kind;
      this.state = state;
    }

    @Override
    int code() {
      return 1;
    }

    @Override
    int tell() {
      pending = false;
      delivered = state >= 2;
      return state;
    }
  }

  private final List<@Nullable Entry> table = new ArrayList<>();
  private final Deque<Integer> free = new ArrayDeque<>();
  private final List<Sub> entering = new ArrayList<>();
  private int backpressure;

  ConcurrencyModel() {
    table.add(null);
  }

  // The table.

  private int add(Entry entry) {
    int index;
    if (free.isEmpty()) {
      index = table.size();
      table.add(entry);
    } else {
      index = free.pop();
      table.set(index, entry);
    }
    if (entry instanceof Waitable waitable) {
      waitable.index = index;
    }
    return index;
  }

  private void remove(int index) {
    table.set(index, null);
    free.push(index);
  }

  private static void trapIf(boolean condition, TrapCode code) {
    TrapException.trapIf(condition, code);
  }

  private <T extends Entry> T get(int index, Class<T> kind) {
    Entry entry = index >= 0 && index < table.size() ? table.get(index) : null;
    if (entry == null) {
      throw new TrapException(TrapCode.UNKNOWN_HANDLE);
    }
    trapIf(!kind.isInstance(entry), TrapCode.HANDLE_KIND_MISMATCH);
    return kind.cast(entry);
  }

  private End end(int index, boolean future, boolean readable) {
    End end = get(index, End.class);
    trapIf(end.shared.future != future || end.readable != readable, TrapCode.HANDLE_KIND_MISMATCH);
    return end;
  }

  /** The indices of what is of a kind and something else. */
  <T extends Entry> List<Integer> indices(Class<T> kind, Predicate<T> test) {
    List<Integer> found = new ArrayList<>();
    for (int i = 1; i < table.size(); i++) {
      if (kind.isInstance(table.get(i)) && test.test(kind.cast(table.get(i)))) {
        found.add(i);
      }
    }
    return found;
  }

  // Streams and futures.

  long make(boolean future) {
    Shared shared = new Shared(future);
    long read = add(new End(shared, true));
    long write = add(new End(shared, false));
    return read | write << 32;
  }

  long copy(int index, boolean future, boolean readable, int length) {
    End end = end(index, future, readable);
    trapIf(end.copying == Copying.DONE, end.invalid());
    trapIf(end.copying == Copying.COPYING, TrapCode.CONCURRENT_COPY);
    end.length = future ? 1 : length;
    end.progress = 0;
    meet(end);
    if (!end.pending) {
      end.copying = Copying.COPYING;
      return BLOCKED;
    }
    return end.tell();
  }

  private static void meet(End mine) {
    Shared shared = mine.shared;
    End other = shared.pending;
    if (shared.dropped) {
      mine.done(1);
    } else if (other == null) {
      shared.pending = mine;
    } else {
      int theirs = other.length - other.progress;
      if (theirs > 0) {
        int count = Math.min(theirs, mine.length);
        if (count > 0) {
          mine.progress += count;
          other.progress += count;
          other.copied();
        }
        if (shared.future) {
          shared.pending = null;
          other.done(0);
        }
        mine.done(0);
      } else if (!mine.readable && mine.length == 0 && other.length == 0) {
        mine.done(0);
      } else {
        other.done(0);
        shared.pending = mine;
      }
    }
  }

  long cancel(int index, boolean future, boolean readable) {
    End end = end(index, future, readable);
    trapIf(end.copying != Copying.COPYING, end.invalid());
    if (!end.pending) {
      end.shared.pending = null;
      end.done(2);
    }
    return end.tell();
  }

  void drop(int index, boolean future, boolean readable) {
    End end = end(index, future, readable);
    trapIf(future && !readable && end.copying != Copying.DONE, TrapCode.FUTURE_INVALID);
    trapIf(end.copying == Copying.COPYING, end.invalid());
    Shared shared = end.shared;
    if (!shared.dropped) {
      shared.dropped = true;
      if (shared.pending != null) {
        End waiting = shared.pending;
        shared.pending = null;
        waiting.done(1);
      }
    }
    end.join(null);
    remove(index);
  }

  // Sets.

  long makeSet() {
    return add(new WaitSet());
  }

  void dropSet(int index) {
    trapIf(!get(index, WaitSet.class).members.isEmpty(), TrapCode.WAITABLE_SET_INVALID);
    remove(index);
  }

  void join(int index, int set) {
    Waitable waitable = get(index, Waitable.class);
    waitable.join(set == 0 ? null : get(set, WaitSet.class));
  }

  /**
   * Checks an event that polling told: any of those that happened may be told.
   *
   * @return what is wrong with it, null if nothing
   */
  @Nullable String poll(int index, long code, int about, int payload) {
    WaitSet set = get(index, WaitSet.class);
    if (code == 0) {
      return set.members.stream().anyMatch(it -> it.pending) ? "an event is missing" : null;
    }
    for (Waitable each : set.members) {
      if (each.pending && each.index == about) {
        int expected = each.tell();
        return each.code() == code && expected == payload
            ? null
            : "expected %d, %d, %d".formatted(each.code(), about, expected);
      }
    }
    return "nothing happened to " + about;
  }

  // Subtasks.

  long start(Kind kind) {
    if (backpressure > 0 || !entering.isEmpty()) {
      Sub sub = new Sub(kind, 0);
      entering.add(sub);
      return (long) add(sub) << 4;
    }
    return kind == Kind.NOW ? 2 : 1 | (long) add(new Sub(kind, 1)) << 4;
  }

  long cancelSubtask(int index) {
    Sub sub = get(index, Sub.class);
    trapIf(sub.delivered || sub.cancelled, TrapCode.SUBTASK_CANCEL_INVALID);
    sub.cancelled = true;
    if (sub.state == 0) {
      entering.remove(sub);
      sub.state = 3;
    } else if (sub.state == 1) {
      sub.state = sub.kind == Kind.STUBBORN ? 2 : 4;
    }
    return sub.tell();
  }

  void dropSubtask(int index) {
    Sub sub = get(index, Sub.class);
    trapIf(!sub.delivered, TrapCode.SUBTASK_NOT_RESOLVED);
    sub.join(null);
    remove(index);
  }

  void changeBackpressure(int change) {
    backpressure += change;
    trapIf(backpressure < 0, TrapCode.BACKPRESSURE_OVERFLOW);
  }

  int backpressure() {
    return backpressure;
  }

  /** How many wait to begin. */
  int entering() {
    return entering.size();
  }

  /** Lets everything happen that can. */
  void settle() {
    if (backpressure == 0) {
      for (Sub each : entering) {
        each.state = each.kind == Kind.NOW ? 2 : 1;
        each.pending = true;
      }
      entering.clear();
    }
  }
}
