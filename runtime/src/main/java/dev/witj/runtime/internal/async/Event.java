package dev.witj.runtime.internal.async;

/**
 * What happened, as guests learn it.
 *
 * @param code what kind of event
 * @param index the handle that it is about
 * @param payload how far that has come
 */
public record Event(int code, int index, int payload) {
  /** Nothing. */
  public static final Event NONE = new Event(0, 0, 0);

  /** Somebody called the task off. */
  public static final Event TASK_CANCELLED = new Event(6, 0, 0);

  public static final int SUBTASK = 1;
  public static final int STREAM_READ = 2;
  public static final int STREAM_WRITE = 3;
  public static final int FUTURE_READ = 4;
  public static final int FUTURE_WRITE = 5;
}
