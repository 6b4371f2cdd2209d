package dev.witj.wasi.internal;

import java.util.concurrent.atomic.AtomicInteger;

/** How much the guests of one store hold of the host, all together. */
final class Counts {
  /** Resources of all kinds. */
  final AtomicInteger resources = new AtomicInteger();

  /** Files, folders and sockets that are open. */
  final AtomicInteger files = new AtomicInteger();
}
