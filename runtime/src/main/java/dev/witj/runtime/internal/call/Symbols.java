package dev.witj.runtime.internal.call;

import dev.witj.engine.GuestFrame;
import dev.witj.runtime.TrapException.Frame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells which functions of guests are behind the frames of a Java stack. */
public interface Symbols {
  /** How many frames people read. */
  int MAX_FRAMES = 32;

  /**
   * A function that is being called.
   *
   * @param module which of the modules it is in
   */
  record Call(Symbols symbols, int module, GuestFrame guest) {
    boolean isInSameModule(Call other) {
      return symbols.equals(other.symbols) && module == other.module;
    }

    boolean isOfSameFunction(Call other) {
      return isInSameModule(other) && guest.function() == other.guest.function();
    }
  }

  /** The guest's function behind a frame, if there is one. */
  Optional<Call> call(StackTraceElement element);

  /**
   * What people know functions of one module by.
   *
   * @param calls all in the module
   * @return a frame for each
   */
  List<Frame> frames(int module, List<GuestFrame> calls);

  /** The guests' functions on the stack of what went wrong, the innermost ones. */
  static List<Frame> backtrace(Throwable thrown, List<Symbols> symbols) {
    Throwable cause = thrown;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return name(calls(cause.getStackTrace(), symbols));
  }

  private static List<Call> calls(StackTraceElement[] stack, List<Symbols> symbols) {
    List<Call> calls = new ArrayList<>();
    // The innermost part of the function whose own frame is still to come.
    @Nullable Call part = null;
    for (StackTraceElement element : stack) {
      Call found = find(element, symbols);
      if (found == null) {
        continue;
      }
      boolean goesOn = part != null && part.isOfSameFunction(found);
      if (found.guest().isPart()) {
        part = goesOn ? part : found;
        continue;
      }
      calls.add(goesOn ? part : found);
      part = null;
      if (calls.size() == MAX_FRAMES) {
        break;
      }
    }
    return calls;
  }

  private static @Nullable Call find(StackTraceElement element, List<Symbols> symbols) {
    for (Symbols each : symbols) {
      Optional<Call> found = each.call(element);
      if (found.isPresent()) {
        return found.get();
      }
    }
    return null;
  }

  /** Names the calls, those of a module at once. */
  private static List<Frame> name(List<Call> calls) {
    Map<Call, Frame> named = new HashMap<>();
    for (Call first : calls) {
      if (!named.containsKey(first)) {
        List<Call> same = calls.stream().filter(first::isInSameModule).distinct().toList();
        List<Frame> frames =
            first.symbols().frames(first.module(), same.stream().map(Call::guest).toList());
        for (int i = 0; i < frames.size(); i++) {
          named.put(same.get(i), frames.get(i));
        }
      }
    }
    return calls.stream().map(call -> Objects.requireNonNull(named.get(call))).toList();
  }
}
