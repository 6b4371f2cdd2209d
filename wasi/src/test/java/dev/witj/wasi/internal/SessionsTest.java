package dev.witj.wasi.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.witj.runtime.Engine;
import dev.witj.runtime.Store;
import dev.witj.runtime.TrapCode;
import dev.witj.runtime.TrapException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SessionsTest {
  private static final Extras NOTHING = new Extras(ZoneOffset.UTC, Map.of(), Map.of(), _ -> {});

  private static Sessions sessions(boolean isSplit, int resources) {
    Settings settings = World.session(NOTHING, _ -> {}, resources).settings();
    try (Store store = Store.create(Engine.create())) {
      return new Sessions(_ -> settings, isSplit, store);
    }
  }

  @Test
  void areOneForAllUnlessTheyAreSplit() {
    Sessions one = sessions(false, 10);
    assertSame(one.of("."), one.of("db"));
    Sessions split = sessions(true, 10);
    assertNotSame(split.of("."), split.of("db"));
    assertSame(split.of("db"), split.of("db"));
  }

  /** Who is composed of many parts holds no more than who is one. */
  @Test
  void countTogetherWhatTheyHold() {
    Sessions split = sessions(true, 2);
    var first = split.of("db").stdin().getStdin();
    var second = split.of("api").stdin().getStdin();
    TrapException trap =
        assertThrows(TrapException.class, () -> split.of("api").stdin().getStdin());
    assertEquals(TrapCode.LIMIT_EXCEEDED, trap.code());
    first.close();
    split.of("api").stdin().getStdin().close();
    second.close();
  }

  @Test
  void closeWhatWasMadeForThem() {
    Sessions split = sessions(true, 2);
    StringBuilder closed = new StringBuilder();
    AutoCloseable made = split.of("db").more(AutoCloseable.class, () -> () -> closed.append("db"));
    assertSame(made, split.of("db").more(AutoCloseable.class, () -> () -> {}));
    split.close();
    assertEquals("db", closed.toString());
  }

  @Test
  void closeAllWhereOneFails() {
    Sessions split = sessions(true, 2);
    StringBuilder closed = new StringBuilder();
    for (String each : List.of("a", "b")) {
      var _ =
          split
              .of(each)
              .more(
                  AutoCloseable.class,
                  () ->
                      () -> {
                        closed.append(each);
                        throw new AssertionError(each);
                      });
    }
    assertThrows(AssertionError.class, split::close);
    assertEquals("ab", closed.toString());
  }
}
