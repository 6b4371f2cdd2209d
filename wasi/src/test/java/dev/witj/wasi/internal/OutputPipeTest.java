package dev.witj.wasi.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.runtime.TrapException;
import dev.witj.wasi.internal.io.ByteSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens where nobody takes what guests write. */
@Timeout(60)
final class OutputPipeTest {
  private static long writers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(each -> each.getName().equals("guest output"))
        .count();
  }

  /** Each guest has a pipe of its own, as in a server, before a stream that is stuck. */
  @Test
  void guestsThatLeaveKeepNoMoreThanSoManyThreads() throws Exception {
    CountDownLatch taken = new CountDownLatch(1);
    OutputStream stuck =
        new OutputStream() {
          @Override
          public void write(int value) throws IOException {
            try {
              taken.await();
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
          }
        };
    List<Thread> guests = new ArrayList<>();
    for (int i = 0; i < OutputPipe.MOST_WRITERS + 50; i++) {
      ByteSink sink = new OutputPipe(stuck).sink(true);
      guests.add(
          Thread.startVirtualThread(
              () -> assertThrows(TrapException.class, () -> sink.write(new byte[1]))));
    }
    while (guests.stream().anyMatch(each -> each.getState() != Thread.State.WAITING)) {
      Thread.sleep(5);
    }
    assertTrue(writers() <= OutputPipe.MOST_WRITERS, () -> writers() + " threads");
    guests.forEach(Thread::interrupt);
    for (Thread guest : guests) {
      guest.join();
    }
    taken.countDown();
    ByteArrayOutputStream free = new ByteArrayOutputStream();
    new OutputPipe(free).sink(true).write(new byte[] {7});
    assertEquals(1, free.size());
  }
}
