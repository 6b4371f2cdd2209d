package dev.witj.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.witj.diagnostics.Source;
import dev.witj.runtime.ComponentPart.Import;
import dev.witj.wat.WatAssembler;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which components are in one, what they are called, and who calls the host. */
final class ComponentPartTest {
  private static final Engine ENGINE = Engine.create();

  /** Two that call the host, one of them within another that only passes the host's on. */
  private static final String THREE_LEVELS =
      """
      (component
        (import "log" (func $log (param "x" u32)))
        (import "other" (func $other (param "x" u32)))
        (component $outer
          (import "log" (func $log (param "x" u32)))
          (component $leaf
            (import "log" (func $log (param "x" u32)))
            (core func $log' (canon lower (func $log)))
            (core module $m
              (import "" "log" (func $log (param i32)))
              (func (export "run") (call $log (i32.const 1)))
              (func $start START)
              (start $start))
            (core instance $i
              (instantiate $m (with "" (instance (export "log" (func $log'))))))
            (func (export "run") (canon lift (core func $i "run"))))
          (instance $inner (instantiate $leaf (with "log" (func $log))))
          (export "run" (func $inner "run")))
        (component $plain
          (import "host" (func $host (param "x" u32)))
          (import "run" (func $run))
          (core func $host' (canon lower (func $host)))
          (core func $run' (canon lower (func $run)))
          (core module $m
            (import "" "host" (func $host (param i32)))
            (import "" "run" (func $run))
            (func (export "run") (call $host (i32.const 2)) (call $run)))
          (core instance $i
            (instantiate $m
              (with "" (instance (export "host" (func $host')) (export "run" (func $run'))))))
          (func (export "run") (canon lift (core func $i "run"))))
        (instance $one (instantiate $outer (with "log" (func $log))))
        (instance $two
          (instantiate $plain (with "host" (func $other)) (with "run" (func $one "run"))))
        (export "both" (func $two "run"))
        (export "deep" (func $one "run")))
      """;

  private static Component component(String text) {
    return Component.load(ENGINE, "parts", WatAssembler.assemble(Source.text("parts.wat", text)));
  }

  @Test
  void tellsWhatEachCanCallAndFromWhere() {
    assertEquals(
        List.of(
            new ComponentPart(
                "one/inner", false, List.of(new Import("", "log")), List.of("both", "deep"), true),
            new ComponentPart(
                "two", false, List.of(new Import("", "other")), List.of("both"), false)),
        component(THREE_LEVELS.replace("START", "nop")).parts());
  }

  /** One that calls itself like another does not come before it to what that is given. */
  @Test
  void nobodyTakesTheNameThatAnotherWasGiven() {
    String body =
        """
          (import "log" (func $log (param "x" u32)))
          (core func $log' (canon lower (func $log)))
          (core module $m (import "" "log" (func $log (param i32))))
          (core instance (instantiate $m (with "" (instance (export "log" (func $log'))))))
        """;
    List<ComponentPart> parts =
        component(
                """
                (component
                  (import "log" (func $log (param "x" u32)))
                  (component $mine BODY)
                  (component $other BODY)
                  (instance (instantiate $mine (with "log" (func $log))))
                  (instance $mine (instantiate $other (with "log" (func $log)))))
                """
                    .replace("BODY", body))
            .parts();
    assertEquals(List.of("instance-0", "mine"), parts.stream().map(ComponentPart::path).toList());
  }

  @Test
  void tellsHostsWhoCalls() {
    List<String> callers = new ArrayList<>();
    Linker linker = Linker.create(ENGINE);
    LinkerInstance _ =
        linker
            .root()
            .func(
                "log",
                (store, arguments) -> {
                  callers.add(store.caller() + " " + arguments[0]);
                  return null;
                })
            .func(
                "other",
                (store, arguments) -> {
                  callers.add(store.caller() + " " + arguments[0]);
                  assertEquals("shared", store.data(String.class, () -> "its own"));
                  return null;
                });
    try (Store store = Store.create(ENGINE)) {
      store.setData(String.class, "shared");
      Instance made =
          linker.instantiate(
              store, component(THREE_LEVELS.replace("START", "(call $log (i32.const 0))")));
      assertEquals(List.of("one/inner 0"), callers, "while it starts");
      Object _ = made.func("both").call();
      assertEquals(List.of("one/inner 0", "two 2", "one/inner 1"), callers);
      assertEquals(ComponentPart.OUTERMOST, store.caller());
    }
  }

  @Test
  void tellsAsyncHostsWhoCalls() {
    Set<String> callers = new HashSet<>();
    Linker linker = Linker.create(ENGINE);
    LinkerInstance _ =
        linker
            .root()
            .func(
                "wait",
                (store, _) -> {
                  callers.add(store.caller());
                  return null;
                });
    Component component =
        component(
            """
            (component
              (import "wait" (func $wait async))
              (component $c
                (import "wait" (func $wait async))
                (core func $wait' (canon lower (func $wait)))
                (core module $m
                  (import "" "wait" (func $wait))
                  (func (export "run") (call $wait)))
                (core instance $i
                  (instantiate $m (with "" (instance (export "wait" (func $wait'))))))
                (func (export "run") async (canon lift (core func $i "run"))))
              (instance $nested (instantiate $c (with "wait" (func $wait))))
              (export "run" (func $nested "run")))
            """);
    try (Store store = Store.create(ENGINE)) {
      Object _ = linker.instantiate(store, component).func("run").call();
    }
    assertEquals(Set.of("nested"), callers);
  }

  @Test
  void followsTheDestructorsOfResources() {
    Component component =
        component(
            """
            (component
              (import "log" (func $log (param "x" u32)))
              (component $maker
                (import "log" (func $log (param "x" u32)))
                (core func $log' (canon lower (func $log)))
                (core module $m
                  (import "" "log" (func $log (param i32)))
                  (func (export "drop") (param i32) (call $log (local.get 0))))
                (core instance $i
                  (instantiate $m (with "" (instance (export "log" (func $log'))))))
                (type $r (resource (rep i32) (dtor (func $i "drop"))))
                (export "r" (type $r)))
              (component $user
                (import "r" (type $r (sub resource)))
                (core func $drop (canon resource.drop $r))
                (core module $m
                  (import "" "drop" (func $drop (param i32)))
                  (func (export "run") (call $drop (i32.const 1))))
                (core instance $i
                  (instantiate $m (with "" (instance (export "drop" (func $drop))))))
                (func (export "run") (canon lift (core func $i "run"))))
              (instance $made (instantiate $maker (with "log" (func $log))))
              (instance $used (instantiate $user (with "r" (type $made "r"))))
              (export "run" (func $used "run")))
            """);
    assertEquals(
        List.of(
            new ComponentPart("made", false, List.of(new Import("", "log")), List.of("run"), false),
            new ComponentPart("used", false, List.of(), List.of("run"), false)),
        component.parts());
  }

  /** Names are for people, and can be anything. */
  @Test
  void givesEachADifferentPath() {
    String code = "(core module $m) (core instance (instantiate $m))";
    Component component =
        component(
            """
            (component
              (component $c CODE)
              (instance (instantiate $c))
              (instance $a (@name "db") (instantiate $c))
              (instance $b (@name "db") (instantiate $c))
              (instance $c (@name "db-2") (instantiate $c))
              (instance $d (@name "a/b") (instantiate $c))
              (instance $e (@name ".") (instantiate $c))
              (instance $f (@name "#7") (instantiate $c))
              (instance $g (@name "LONG") (instantiate $c))
              CODE)
            """
                .replace("LONG", "x".repeat(2_000))
                .replace("CODE", code));
    assertEquals(
        List.of(".", "c", "db", "db-2", "db-2-2", "a_b", "instance-5", "_7", "#8"),
        component.parts().stream().map(ComponentPart::path).toList());
    assertEquals(
        List.of("db", "db-2", "db-2-2", "instance-5", "#8"),
        component.parts().stream()
            .filter(ComponentPart::numbered)
            .map(ComponentPart::path)
            .toList());
  }

  /** In whatever order they are put together: those within them are no clearer. */
  @ParameterizedTest
  @ValueSource(strings = {"$b1 $b2 $a", "$b2 $a $b1", "$a $b1 $b2"})
  void saysWhichPathsAreWhatTheyAreByOrderAlone(String order) {
    String leaf = "(component $l CODE) (instance $in (instantiate $l))";
    String made =
        Stream.of(order.split(" "))
            .map(each -> "(instance (instantiate %s))".formatted(each))
            .collect(Collectors.joining());
    Component component =
        component(
            """
            (component
              (component $a (@name "a") LEAF)
              (component $b1 (@name "b") LEAF)
              (component $b2 (@name "b") LEAF)
              MADE)
            """
                .replace("MADE", made)
                .replace("LEAF", leaf)
                .replace("CODE", "(core module $m) (core instance (instantiate $m))"));
    assertEquals(
        Map.of("a/in", false, "b/in", true, "b-2/in", true),
        component.parts().stream()
            .collect(Collectors.toMap(ComponentPart::path, ComponentPart::numbered)));
  }
}
