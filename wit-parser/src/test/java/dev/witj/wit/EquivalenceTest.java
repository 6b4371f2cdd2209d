package dev.witj.wit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Whether two resolves say the same. */
class EquivalenceTest {
  /** Has a bit of everything. */
  private static final String TEXT =
      """
      /// About the package.
      package a:b@1.0.0;
      /// About the interface.
      @since(version = 1.0.0)
      interface i {
        /// About the record.
        record point { x: u32, /** About y. */ y: list<string> }
        variant shape { none, dot(point), line(tuple<point, point>) }
        enum color { red, green }
        flags access { read, write }
        type maybe = option<point>;
        type grid = list<u8, 4>;
        type names = map<string, point>;
        type other = own<file>;
        resource file {
          constructor(name: string);
          size: func() -> result<u64, color>;
          copy: static func(of: borrow<file>) -> file;
        }
        resource folder;
        draw: func(what: shape, where: point);
        @external-id("later") later: async func() -> future<maybe>;
        watch: func() -> stream<u8>;
      }
      interface j {
        use i.{point, file as document};
        enum color { red, green }
        take: func(all: list<document>, at: point, color: color);
      }
      world w {
        /// About the import.
        import i;
        import log: func(text: string);
        import inner: interface { enum color { red, green } f: func(c: color); }
        type id = u64;
        use j.{color as paint};
        export j;
        export outer: interface { use j.{color}; f: func(c: color); }
        export run: func(i: id, p: paint) -> result<_, string>;
      }
      """;

  private static Resolve parse(String text) {
    return new WitParser(WitOptions.defaults().withAllFeatures())
        .parseText("test.wit", text)
        .resolve();
  }

  private static void equivalent(boolean expected, String one, String other) {
    assertEquals(expected, parse(one).isEquivalentTo(parse(other)), other);
    assertEquals(expected, parse(other).isEquivalentTo(parse(one)), other);
  }

  private record Change(String from, String to) {
    static Change of(String from, String to) {
      return new Change(from, to);
    }

    String apply() {
      String changed = TEXT.replace(from, to);
      assertNotEquals(TEXT, changed);
      return changed;
    }
  }

  @TestFactory
  Stream<DynamicTest> seesEveryChange() {
    return Stream.of(
            Change.of("About the package", "Of the package"),
            Change.of("a:b@1.0.0", "a:b@1.0.1"),
            Change.of("a:b@1.0.0", "a:c@1.0.0"),
            Change.of("About the interface", "Of the interface"),
            Change.of("@since(version = 1.0.0)", "@since(version = 0.9.0)"),
            Change.of("About the record", "Of the record"),
            Change.of("record point {", "@since(version = 1.0.0) record point {"),
            Change.of("x: u32", "z: u32"),
            Change.of("x: u32", "x: s32"),
            Change.of("About y", "Of y"),
            Change.of("list<string>", "list<char>"),
            Change.of("x: u32, /** About y. */ y: list<string>", "y: list<string>, x: u32"),
            Change.of("none, dot(point)", "dot(point), none"),
            Change.of("none, dot", "nothing, dot"),
            Change.of("none, ", ""),
            Change.of("none,", "none(u8),"),
            Change.of("dot(point)", "dot(maybe)"),
            Change.of("tuple<point, point>", "tuple<point>"),
            Change.of("color { red, green }\n  flags", "color { green, red }\n  flags"),
            Change.of("read, write", "read, write, append"),
            Change.of("read, write", "read, /** Slow. */ write"),
            Change.of("maybe = option<point>", "maybe = option<grid>"),
            Change.of("maybe = option<point>", "maybe = point"),
            Change.of("list<u8, 4>", "list<u8, 5>"),
            Change.of("list<u8, 4>", "list<u8>"),
            Change.of("map<string, point>", "map<char, point>"),
            Change.of("map<string, point>", "map<string, u8>"),
            Change.of("other = own<file>", "other = own<folder>"),
            Change.of("other = own<file>", "other = borrow<file>"),
            Change.of("constructor(name: string);", ""),
            Change.of("name: string", "name: u8"),
            Change.of("size: func()", "size: async func()"),
            Change.of("size: func()", "size: static func()"),
            Change.of("result<u64, color>", "result<u64>"),
            Change.of("result<u64, color>", "result<color, u64>"),
            Change.of("static func(of: borrow<file>)", "static func(of: borrow<folder>)"),
            Change.of("resource folder;", "resource folder { f: func(); }"),
            Change.of("resource folder;", "type folder = u8;"),
            Change.of("what: shape, where: point", "where: point, what: shape"),
            Change.of("what: shape", "that: shape"),
            Change.of("@external-id(\"later\") ", ""),
            Change.of("later: async func", "later: func"),
            Change.of("future<maybe>", "future"),
            Change.of("future<maybe>", "stream<maybe>"),
            Change.of("-> stream<u8>", ""),
            Change.of("as document}", "as document, folder}"),
            Change.of("list<document>", "list<borrow<document>>"),
            Change.of("use i.{point, file as document}", "use i.{point, folder as document}"),
            // The same under the same name, but another definition.
            Change.of("enum color { red, green }\n  take", "use i.{color};\n  take"),
            Change.of("use j.{color as paint}", "use i.{color as paint}"),
            Change.of("interface { use j.{color};", "interface { use i.{color};"),
            Change.of("About the import", "Of the import"),
            Change.of("import log", "import print"),
            Change.of("text: string", "text: u8"),
            Change.of("import inner: interface", "import within: interface"),
            Change.of("import inner: interface", "export inner: interface"),
            Change.of("type id = u64", "type id = u32"),
            Change.of("export j;", ""),
            Change.of("export j;", "export j; export i;"),
            Change.of("export j;", "@since(version = 1.0.0) export j;"),
            Change.of("f: func(c: color); }\n  export run", "}\n  export run"),
            Change.of("result<_, string>", "result<string>"),
            Change.of("export run: func(i: id", "export run: func(i: u64"),
            Change.of("world w", "world v"),
            Change.of("interface j {", "interface k {}\ninterface j {"))
        .map(
            change ->
                DynamicTest.dynamicTest(
                    change.from() + " to " + change.to(),
                    () -> equivalent(false, TEXT, change.apply())));
  }

  @Test
  void isBlindToOrderAndPlace() {
    equivalent(true, TEXT, TEXT);
    equivalent(true, TEXT, TEXT.replace("\n", "\n\n"));
    List<String> interfaces = List.of("interface a { type t = list<u8>; }", "interface b {}");
    equivalent(
        true,
        "package a:b;" + String.join("", interfaces),
        "package a:b;" + String.join("", interfaces.reversed()));
    equivalent(
        true,
        "package a:b; interface i { type t = list<u8>; f: func(); type u = list<u16>; }",
        "package a:b; interface i { type u = list<u16>; type t = list<u8>; f: func(); }");
    equivalent(
        true,
        "package a:b; world w { import f: func(); import i: interface {} export j: interface {} }",
        "package a:b; world w { export j: interface {} import i: interface {} import f: func(); }");
    equivalent(
        true,
        "package a:b; package x:x { interface i { f: func(); } } package y:y { interface i {} }",
        "package a:b; package y:y { interface i {} } package x:x { interface i { f: func(); } }");
  }

  /** What is unnamed has no gate of its own, whoever mentions it first. */
  @Test
  void anonymousTypesHaveNoGate() {
    equivalent(
        true,
        "package a:b; interface i { f: func(a: list<u8>); @unstable(feature = x) g: func(a:"
            + " list<u8>); }",
        "package a:b; interface i { @unstable(feature = x) g: func(a: list<u8>); f: func(a:"
            + " list<u8>); }");
  }

  @Test
  void comparesLongChains() {
    StringBuilder text = new StringBuilder("package a:b; interface i { type t0 = u8;");
    for (int i = 1; i < 20_000; i++) {
      text.append(" record t" + i + " { a: option<t" + (i - 1) + "> }");
    }
    equivalent(true, text + "}", text + "}");
    equivalent(false, text + "}", text.toString().replace("= u8;", "= u16;") + "}");
  }
}
