package dev.witj.runtime.internal.async;

import java.util.concurrent.ConcurrentLinkedQueue;

/** What threads that do not have the turn ask of whoever has it, now or next. */
final class Errands {
  private final ConcurrentLinkedQueue<Runnable> jobs = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Runnable> urgent = new ConcurrentLinkedQueue<>();
  private final Turn turn;

  Errands(Turn turn) {
    this.turn = turn;
  }

  /** For whoever has the turn when that has nothing else to do. */
  void add(Runnable job) {
    jobs.add(job);
    turn.nudge();
  }

  /** For whoever has the turn wherever that is; it is to be told to look. */
  void addUrgent(Runnable job) {
    urgent.add(job);
  }

  boolean isAny() {
    return !jobs.isEmpty() || !urgent.isEmpty();
  }

  /** Does what is asked for, for the thread that has the turn. */
  void run() {
    for (Runnable job = jobs.poll(); job != null; job = jobs.poll()) {
      job.run();
    }
  }

  /** Does what is urgent, for the thread that has the turn. */
  void runUrgent() {
    Runnable job = urgent.poll();
    if (job == null) {
      return;
    }
    for (; job != null; job = urgent.poll()) {
      job.run();
    }
    turn.forgetStrike();
  }
}
