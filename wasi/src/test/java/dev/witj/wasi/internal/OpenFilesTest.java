package dev.witj.wasi.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.runtime.Engine;
import dev.witj.runtime.Store;
import dev.witj.wasi.internal.io.Descriptors;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** What all guests have open together leaves the JVM enough for itself. */
final class OpenFilesTest {
  @Test
  void storesShareWhatTheProcessMayHaveOpen() {
    Semaphore all = new Semaphore(3);
    Counts first = new Counts(() -> all);
    Counts second = new Counts(() -> all);
    assertTrue(first.takeFile(1000));
    assertTrue(first.takeFile(1000));
    assertTrue(second.takeFile(1000));
    assertFalse(second.takeFile(1000));
    first.giveFile();
    assertTrue(second.takeFile(1000));
    assertFalse(first.takeFile(1000));
  }

  @Test
  void aStoreThatIsClosedCountsNoMore() {
    Semaphore all = new Semaphore(2);
    Counts closed = new Counts(() -> all);
    assertTrue(closed.takeFile(1000));
    assertTrue(closed.takeFile(1000));
    closed.close();
    // What it had is closed by somebody else, too.
    closed.giveFile();
    closed.close();
    assertEquals(2, all.availablePermits());
    assertFalse(closed.takeFile(1000));
  }

  /** Each session of guests asks for what the whole process may have. */
  @Test
  void guestsAreRefusedWhereTheProcessHasNoMore() {
    Session session = World.session();
    int left = Descriptors.guests().drainPermits();
    try {
      assertFalse(session.takeFile());
    } finally {
      Descriptors.guests().release(left);
    }
    assertTrue(session.takeFile());
    session.close();
  }

  @Test
  void aSessionThatIsClosedCountsNoMore() {
    Semaphore all = new Semaphore(1);
    try (Store store = Store.create(Engine.create());
        Session session = new Session(World.session().settings(), store, new Counts(() -> all))) {
      assertTrue(session.takeFile());
      assertFalse(session.takeFile());
    }
    assertEquals(1, all.availablePermits());
  }

  @Test
  void knowsWhatLinuxSays() {
    String limits =
        """
        Limit                     Soft Limit           Hard Limit           Units
        Max processes             94989                94989                processes
        Max open files            1024                 4096                 files
        """;
    assertEquals(Optional.of(1024L), Descriptors.ofLimits(limits));
    for (String most : List.of("unlimited", "18446744073709551615", "")) {
      assertEquals(Optional.empty(), Descriptors.ofLimits("Max open files            " + most));
    }
  }
}
