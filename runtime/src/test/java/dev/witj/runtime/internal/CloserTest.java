package dev.witj.runtime.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CloserTest {
  private final List<String> closed = new ArrayList<>();

  private AutoCloseable failing(String name, Throwable with) {
    return () -> {
      closed.add(name);
      switch (with) {
        case Error error -> throw error;
        case Exception exception -> throw exception;
        default -> throw new AssertionError(with);
      }
    };
  }

  @Test
  void closesAllAndReportsTheFirst() {
    Error first = new StackOverflowError();
    Exception second = new IOException("second");
    Error failure =
        assertThrows(
            StackOverflowError.class,
            () ->
                Closer.closeAll(
                    List.of(failing("a", first), "no closeable", failing("b", second))));
    assertSame(first, failure);
    assertEquals(List.of("a", "b"), closed);
    assertEquals(List.of(second), List.of(failure.getSuppressed()));
  }

  @Test
  void suppressesNoFailureInItself() {
    RuntimeException same = new IllegalArgumentException("same");
    Closer closer = new Closer();
    closer.close(failing("a", same));
    closer.close(failing("b", same));
    assertSame(same, assertThrows(IllegalArgumentException.class, closer::end));
    assertEquals(0, same.getSuppressed().length);
  }

  @Test
  void keepsTheInterruptOfWhatWaited() {
    Exception interrupt = new InterruptedException();
    Closer closer = new Closer();
    closer.close(failing("a", interrupt));
    assertTrue(Thread.interrupted());
    assertSame(interrupt, assertThrows(IllegalStateException.class, closer::end).getCause());
  }
}
