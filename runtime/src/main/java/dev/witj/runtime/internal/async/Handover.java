package dev.witj.runtime.internal.async;

/** Waits for another thread to block or end. */
final class Handover extends Waiter {
  @Override
  protected boolean isReady() {
    return picked;
  }

  @Override
  protected void resume() {
    throw new IllegalStateException("it has a thread");
  }

  @Override
  protected boolean mayRunDuring(Object instance) {
    return true;
  }

  @Override
  public String describe() {
    return "a caller waits for its callee to block";
  }
}
