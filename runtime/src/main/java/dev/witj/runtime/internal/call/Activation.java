package dev.witj.runtime.internal.call;

import org.jspecify.annotations.Nullable;

/** Code of a guest on a stack: the task of a call, or a thread of its own that a task made. */
sealed interface Activation permits Task, GuestThread {
  /** Whose code it is. */
  GuestInstance instance();

  /** The instance that let it run, null for the host. */
  @Nullable GuestInstance from();

  /** Says which instance lets it go on. */
  void setFrom(@Nullable GuestInstance resumer);

  /** What it runs on top of, on the same stack. */
  @Nullable Activation outer();

  /** The task it is part of. */
  Task task();

  /** The thread as the component model sees it. */
  GuestThread thread();
}
