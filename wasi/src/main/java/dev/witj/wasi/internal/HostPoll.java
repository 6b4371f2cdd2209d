package dev.witj.wasi.internal;

import dev.witj.wasi.internal.io.Traps;
import dev.witj.wasi.internal.io.Waiting;
import dev.witj.wasi.io.Poll;
import java.util.List;

/** {@code wasi:io/poll}. */
final class HostPoll implements Poll {
  @Override
  public int[] poll(List<Pollable> in) {
    if (in.isEmpty()) {
      throw Traps.rule("`poll` of an empty list would never return");
    }
    return Waiting.untilAny(in.stream().map(HostPollable.class::cast).toList());
  }
}
