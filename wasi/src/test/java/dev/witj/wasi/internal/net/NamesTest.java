package dev.witj.wasi.internal.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.wasi.net.NetworkRights;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Names whose servers never answer keep neither the threads that guests share nor memory. */
@Timeout(60)
final class NamesTest {
  private static final Duration FOR_GOOD = Duration.ofDays(1);

  private final CountDownLatch answered = new CountDownLatch(1);
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger found = new AtomicInteger();
  private final List<Thread> guests = new ArrayList<>();

  private InetAddress[] find(String host) {
    asked.incrementAndGet();
    try {
      answered.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return new InetAddress[] {InetAddress.getLoopbackAddress()};
  }

  /** So many guests ask, and wait. */
  private void ask(Names names, int count) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      guests.add(Thread.startVirtualThread(() -> found.addAndGet(count(names))));
    }
    while (!guests.stream().allMatch(NamesTest::isWaiting)) {
      Thread.sleep(5);
    }
  }

  private static boolean isWaiting(Thread guest) {
    return switch (guest.getState()) {
      case WAITING, TIMED_WAITING -> true;
      case NEW, RUNNABLE, BLOCKED, TERMINATED -> false;
    };
  }

  private void answer() throws InterruptedException {
    answered.countDown();
    for (Thread guest : guests) {
      guest.join();
    }
  }

  @Test
  void looksUpSoManyAtATime() throws Exception {
    ask(new Names(3, 7, FOR_GOOD, this::find), 10);
    assertEquals(3, asked.get());
    answer();
    assertEquals(10, found.get());
  }

  @Test
  void soManyWaitForTheirTurn() throws Exception {
    Names names = new Names(3, 7, FOR_GOOD, this::find);
    ask(names, 10);
    assertEquals(0, count(names));
    answer();
    assertEquals(1, count(names));
  }

  @Test
  void nobodyWaitsForHisTurnForEver() throws Exception {
    Names names = new Names(3, 7, Duration.ofMillis(1), this::find);
    ask(names, 3);
    assertEquals(0, count(names));
    answer();
    assertEquals(3, found.get());
    assertEquals(1, count(names));
  }

  private static int count(Names names) {
    try {
      return names.all("a.example").size();
    } catch (UnknownHostException e) {
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
