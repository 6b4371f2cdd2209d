package dev.witj.runtime.internal.abi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.witj.runtime.TrapCode;
import dev.witj.runtime.TrapException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class TableTest {
  private static void assertUnknown(Table table, int index) {
    TrapException trap = assertThrows(TrapException.class, () -> table.get(index));
    assertEquals(TrapCode.UNKNOWN_HANDLE, trap.code());
    assertThrows(TrapException.class, () -> table.remove(index));
  }

  @Test
  void whatIsFreedLastIsUsedFirst() {
    Table table = new Table();
    for (int i = 1; i <= 70_000; i++) {
      assertEquals(i, table.add("entry " + i));
    }
    for (int index : new int[] {0, 70_001, 1 << 17, 1 << 28, -1, Integer.MIN_VALUE}) {
      assertUnknown(table, index);
    }
    for (int index : new int[] {7, 32_768, 65_536, 32_767}) {
      assertEquals("entry " + index, table.remove(index));
      assertUnknown(table, index);
    }
    assertEquals(32_767, table.add("a"));
    assertEquals(65_536, table.add("b"));
    assertEquals("a", table.get(32_767));
    assertUnknown(table, 32_768);
    assertEquals(32_768, table.add("c"));
    assertEquals(7, table.add("d"));
    assertEquals(70_001, table.add("e"));
  }

  /** Against a list and a stack of what is free. */
  @Test
  void doesWhatTheSpecificationDoes() {
    Table table = new Table();
    List<String> model = new ArrayList<>();
    model.add("");
    Deque<Integer> free = new ArrayDeque<>();
    SplittableRandom random = new SplittableRandom(20_261L);
    for (int round = 0; round < 400_000; round++) {
      int index = random.nextInt(model.size());
      if (!model.get(index).isEmpty() && random.nextInt(5) < 2) {
        assertEquals(model.get(index), table.remove(index));
        model.set(index, "");
        free.push(index);
      } else {
        int expected = free.isEmpty() ? model.size() : free.pop();
        String entry = "entry " + round;
        assertEquals(expected, table.add(entry));
        if (expected == model.size()) {
          model.add(entry);
        } else {
          model.set(expected, entry);
        }
      }
    }
    List<Object> shown = new ArrayList<>();
    table.forEach(shown::add);
    assertEquals(model.stream().filter(each -> !each.isEmpty()).toList(), shown);
  }
}
