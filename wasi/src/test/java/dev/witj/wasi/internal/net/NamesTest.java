package dev.witj.wasi.internal.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.wasi.net.NetworkRights;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Names whose servers never answer keep neither the threads that guests share nor memory. */
@Timeout(60)
final class NamesTest {
  @Test
  void looksUpSoManyAtATime() throws Exception {
    CountDownLatch answered = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    Names names =
        new Names(
            3,
            _ -> {
              asked.incrementAndGet();
              try {
                answered.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return new InetAddress[] {InetAddress.getLoopbackAddress()};
            });
    List<Thread> guests = new ArrayList<>();
    AtomicInteger found = new AtomicInteger();
    for (int i = 0; i < 10; i++) {
      guests.add(Thread.startVirtualThread(() -> found.addAndGet(count(names))));
    }
    while (guests.stream().anyMatch(each -> each.getState() != Thread.State.WAITING)) {
      Thread.sleep(5);
    }
    assertEquals(3, asked.get());
    answered.countDown();
    for (Thread guest : guests) {
      guest.join();
    }
    assertEquals(10, found.get());
  }

  private static int count(Names names) {
    try {
      return names.all("a.example").size();
    } catch (java.net.UnknownHostException e) {
      return 0;
    }
  }

  @Test
  void aGuestHasSoManyUnderWay() {
    NetGate gate = new NetGate(NetworkRights.all(), _ -> {});
    for (int i = 0; i < NetGate.MAX_LOOKUPS; i++) {
      assertTrue(gate.beginLookup());
    }
    assertFalse(gate.beginLookup());
    gate.endLookup();
    assertTrue(gate.beginLookup());
  }
}
