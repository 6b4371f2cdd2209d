package dev.witj.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is held counts, what is dead does not. */
final class ObjectHeapTest {
  private static final long LIMIT = 8 << 20;

  private static void make(ObjectHeap heap, long bytes, List<Object> holder) {
    Object made = new byte[1];
    holder.add(made);
    if (heap.take(bytes)) {
      heap.sample(made, bytes);
    }
  }

  private static int fill(ObjectHeap heap, long bytes) {
    List<Object> held = new ArrayList<>();
    Trap trap =
        assertThrows(
            Trap.class,
            () -> {
              while (held.size() < 100_000_000) {
                make(heap, bytes, held);
              }
            });
    assertEquals(TrapKind.OBJECTS_EXHAUSTED, trap.kind());
    assertEquals("the guest holds too many objects: more than 8388608 bytes", trap.getMessage());
    return held.size();
  }

  @Test
  void estimatesSmallObjects() {
    // Counted before the JVM collects: the limit, and at most an eighth of the heap.
    long most = LIMIT + Runtime.getRuntime().maxMemory() / 8;
    long bytes = 100L * fill(new ObjectHeap(LIMIT), 100);
    assertTrue(bytes > LIMIT * 9 / 10 && bytes < most * 11 / 10, () -> "held " + bytes);
  }

  @Test
  void countsLargeObjectsExactly() {
    ObjectHeap heap = new ObjectHeap(LIMIT);
    heap.keep(LIMIT - 100_000);
    assertThrows(Trap.class, () -> heap.demand(100_001));
    heap.demand(100_000);
  }

  @Test
  void givesBackWhatIsDead() {
    ObjectHeap heap = new ObjectHeap(LIMIT);
    for (int round = 0; round < 20; round++) {
      List<Object> held = new ArrayList<>();
      for (int i = 0; i < 50_000; i++) {
        make(heap, 100, held);
      }
      Object large = new byte[1];
      heap.demand(LIMIT / 4);
      assertTrue(heap.take(LIMIT / 4));
      heap.sample(large, LIMIT / 4);
    }
    long bytes = 100L * fill(heap, 100);
    assertTrue(bytes > LIMIT * 8 / 10, () -> "held " + bytes);
  }

  @Test
  void keepsWhatIsNeverGivenBack() {
    ObjectHeap heap = new ObjectHeap(100);
    heap.keep(60);
    assertThrows(Trap.class, () -> heap.keep(41));
    heap.keep(40);
  }

  @Test
  void letsEverythingPassWithoutALimit() {
    ObjectHeap heap = ObjectHeap.unlimited();
    heap.keep(Long.MAX_VALUE);
    heap.demand(Long.MAX_VALUE);
    assertTrue(heap.take(Long.MAX_VALUE));
    heap.sample("large", Long.MAX_VALUE);
  }
}
