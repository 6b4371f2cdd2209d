package dev.witj.runtime.internal.call;

/** Something of the host's that a guest uses, until it or the store is closed. */
interface HostEnd extends AutoCloseable {
  @Override
  void close();
}
