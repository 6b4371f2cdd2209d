package dev.witj.bindgen;

/** What stands for an {@code async func} in Java. */
public enum AsyncForm {
  /** A method that blocks its virtual thread; an interrupt calls the function off. */
  BLOCKING,
  /**
   * Besides that, a method with {@code Async} after its name, which returns a {@link
   * java.util.concurrent.CompletableFuture} at once; cancelling it calls the function off.
   */
  FUTURE
}
