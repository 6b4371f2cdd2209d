package dev.witj.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.witj.diagnostics.Source;
import dev.witj.runtime.async.StreamReader;
import dev.witj.wat.WatAssembler;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Closing a store closes all that its guests hold, whatever throws at that. */
final class StoreCloseTest {
  /** Takes whatever it can get. */
  private static final String TAKER =
      """
      (component
        (import "thing" (type $t (sub resource)))
        (import "make" (func $make (param "x" u32) (result (own $t))))
        (import "feed" (func $feed (result (stream u8))))
        (core func $make' (canon lower (func $make)))
        (core func $feed' (canon lower (func $feed)))
        (core module $m
          (import "" "make" (func $make (param i32) (result i32)))
          (import "" "feed" (func $feed (result i32)))
          (func (export "make") (param i32) (drop (call $make (local.get 0))))
          (func (export "feed") (drop (call $feed))))
        (core instance $i (instantiate $m (with "" (instance
          (export "make" (func $make')) (export "feed" (func $feed'))))))
        (func (export "make") (param "x" u32) (canon lift (core func $i "make")))
        (func (export "feed") (canon lift (core func $i "feed"))))
      """;

  private final GuestExitException exit = new GuestExitException(3);
  private final Error error = new AssertionError("two");

  private final List<Object> closed = new ArrayList<>();
  private final Engine engine = Engine.create();

  private Store store() {
    return Store.create(engine);
  }

  private Instance taker(Store store) {
    Linker linker = Linker.create(engine);
    linker
        .root()
        .resource("thing", ResourceType.ofHost("thing", this::drop))
        .func("make", (_, arguments) -> arguments[0])
        .func("feed", (_, _) -> new Feed());
    Component taker =
        Component.load(engine, "taker", WatAssembler.assemble(Source.text("taker.wat", TAKER)));
    return linker.pre(taker).instantiate(store);
  }

  private void drop(Object thing) {
    int number = ((Long) thing).intValue();
    closed.add(number);
    switch (number) {
      case 1 -> throw exit;
      case 2 -> throw error;
      case 3 -> throw new IllegalStateException("three");
      default -> {
        // It has nothing to say.
      }
    }
  }

  private interface State extends AutoCloseable {
    @Override
    void close();
  }

  @Test
  void goesOnWhereADestructorThrows() {
    Store store = store();
    store.setData(State.class, () -> closed.add("state"));
    Func make = taker(store).func("make");
    for (long i = 0; i < 4; i++) {
      make.call(i);
    }
    GuestExitException first = assertThrows(GuestExitException.class, store::close);
    assertEquals(List.of(0, 1, 2, 3, "state"), closed);
    assertSame(exit, first);
    assertSame(error, first.getSuppressed()[0]);
    assertEquals("dropping a `thing` of the host failed", first.getSuppressed()[1].getMessage());
  }

  @Test
  void reportsAnErrorWhenTheRestIsClosed() {
    Store store = store();
    store.setData(
        State.class,
        () -> {
          closed.add("state");
          throw new IllegalStateException("state");
        });
    Func make = taker(store).func("make");
    make.call(2L);
    make.call(4L);
    Error first = assertThrows(AssertionError.class, store::close);
    assertEquals(List.of(2, 4, "state"), closed);
    assertEquals("state", first.getSuppressed()[0].getMessage());
  }

  @Test
  void goesOnWhereAStreamOfTheHostsThrows() {
    Store store = store();
    Instance taker = taker(store);
    taker.func("make").call(7L);
    taker.func("feed").call();
    taker.func("feed").call();
    assertThrows(IllegalStateException.class, store::close);
    assertEquals(List.of("feed", "feed", 7), closed);
  }

  private final class Feed implements StreamReader<Integer> {
    @Override
    public List<Integer> read(int max) {
      return List.of();
    }

    @Override
    public void close() {
      closed.add("feed");
      throw new IllegalStateException("feed");
    }
  }
}
