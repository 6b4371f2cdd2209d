package dev.witj.runtime.internal.call;

import dev.witj.runtime.TrapException.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells which functions of guests are behind the frames of a Java stack. */
public interface Symbols {
  /** How many frames people read. */
  int MAX_FRAMES = 32;

  /** The guest's function behind a frame, if there is one. */
  Optional<Frame> frame(StackTraceElement element);

  /** The guests' functions on the stack of what went wrong, the innermost ones. */
  static List<Frame> backtrace(Throwable thrown, List<Symbols> symbols) {
    Throwable cause = thrown;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    List<Frame> frames = new ArrayList<>();
    for (StackTraceElement element : cause.getStackTrace()) {
      for (Symbols each : symbols) {
        Optional<Frame> found = each.frame(element);
        if (found.isPresent()) {
          frames.add(found.get());
          break;
        }
      }
      if (frames.size() == MAX_FRAMES) {
        break;
      }
    }
    return frames;
  }
}
