package dev.witj.wit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.names.Version;
import dev.witj.testdata.Corpus;
import dev.witj.testdata.Golden;
import dev.witj.wit.WitDiff.Bump;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class WitDiffTest {
  private static ParsedWit parse(String text) {
    return new WitParser(WitOptions.defaults().withAllFeatures()).parseText("test.wit", text);
  }

  private static WitDiff packages(String before, String after) {
    ParsedWit was = parse(before);
    ParsedWit is = parse(after);
    return WitDiff.ofPackages(was.resolve(), was.main(), is.resolve(), is.main());
  }

  private static WitDiff interfaces(String before, String after) {
    return packages(
        "package a:b@1.0.0;\ninterface i {\n" + before + "\n}\n",
        "package a:b@1.0.0;\ninterface i {\n" + after + "\n}\n");
  }

  private static WitDiff worlds(String before, String after) {
    ParsedWit was =
        parse("package a:b@1.0.0;\ninterface i { f: func(); }\nworld w {" + before + "}");
    ParsedWit is = parse("package a:b@1.1.0;\ninterface i { f: func(); }\nworld w {" + after + "}");
    return WitDiff.ofWorlds(was.resolve(), was.world(), is.resolve(), is.world());
  }

  private static void verdict(WitDiff diff, boolean components, boolean hosts, Bump bump) {
    assertEquals(components, diff.keepsComponents(), diff::render);
    assertEquals(hosts, diff.keepsHosts(), diff::render);
    assertEquals(bump, diff.bump(), diff::render);
  }

  private static void breaksBoth(String before, String after, String reason) {
    WitDiff diff = interfaces(before, after);
    verdict(diff, false, false, Bump.MAJOR);
    assertEquals(Optional.of(reason), diff.changes().getFirst().reason());
  }

  @Test
  void findsNothingInEqualTexts() {
    String text =
        """
        package a:b@1.0.0;
        interface i {
          resource r { constructor(x: u32); m: func() -> borrow-list; s: static func(x: borrow<r>); }
          type borrow-list = list<r>;
          record rec { a: tuple<u8, rec2>, b: stream<u8>, c: future, d: map<u8, string> }
          record rec2 { x: list<u8, 4> }
        }
        world w { import i; export j: interface { use i.{r}; f: async func(r: r); } type t = u8; }
        """;
    WitDiff diff = packages(text, text.replace("1.0.0", "1.0.1"));
    verdict(diff, true, true, Bump.NONE);
    assertTrue(diff.versionSuffices());
    assertTrue(diff.render().endsWith("no differences"), diff::render);
  }

  @Test
  void additionsToWhatIsImportedKeepComponents() {
    verdict(interfaces("f: func();", "f: func(); g: func();"), true, false, Bump.MINOR);
    verdict(interfaces("", "type t = u32;"), true, false, Bump.MINOR);
    verdict(worlds("", "import g: func();"), true, false, Bump.MINOR);
    verdict(worlds("", "import i;"), true, false, Bump.MINOR);
    verdict(
        worlds("import j: interface {}", "import j: interface { f: func(); }"),
        true,
        false,
        Bump.MINOR);
  }

  @Test
  void additionsToWhatIsExportedKeepHosts() {
    verdict(worlds("", "export g: func();"), false, true, Bump.MAJOR);
    verdict(worlds("", "export i;"), false, true, Bump.MAJOR);
    verdict(
        worlds("export j: interface {}", "export j: interface { f: func(); }"),
        false,
        true,
        Bump.MAJOR);
  }

  @Test
  void removalsAreTheReverse() {
    verdict(interfaces("f: func(); g: func();", "f: func();"), false, true, Bump.MAJOR);
    verdict(worlds("import g: func();", ""), false, true, Bump.MAJOR);
    verdict(worlds("export g: func();", ""), true, false, Bump.MAJOR);
    verdict(worlds("export i;", ""), true, false, Bump.MAJOR);
  }

  @Test
  void anInterfaceThatIsExportedIsJudgedAsSuch() {
    String world = "world w { export i; }";
    WitDiff diff =
        packages(
            "package a:b@1.0.0;\ninterface i { f: func(); }\n" + world,
            "package a:b@1.1.0;\ninterface i { f: func(); g: func(); }\n" + world);
    verdict(diff, false, true, Bump.MAJOR);
    WitDiff both =
        packages(
            "package a:b@1.0.0;\ninterface i { f: func(); }\nworld w { import i; export i; }",
            "package a:b@1.1.0;\n"
                + "interface i { f: func(); g: func(); }\n"
                + "world w { import i; export i; }");
    verdict(both, false, false, Bump.MAJOR);
  }

  @Test
  void everyChangeOfATypeBreaksBoth() {
    breaksBoth("f: func(x: u32);", "f: func(x: u64);", "parameter `x`: `u32` became `u64`");
    breaksBoth("f: func(x: u32);", "f: func(y: u32);", "parameter `x` became `y`");
    breaksBoth("f: func();", "f: func(y: u32);", "parameter `y` was added");
    breaksBoth("f: func();", "f: func() -> u8;", "result `u8` was added");
    breaksBoth("f: func() -> u8;", "f: func();", "result `u8` was removed");
    breaksBoth("f: func();", "f: async func();", "it is async now");
    breaksBoth("type t = u8;", "type t = u16;", "`u8` became `u16`");
    breaksBoth("record r { a: u8 }", "record r { a: u8, b: u8 }", "field `b` was added");
    breaksBoth(
        "record r { a: u8, b: u8 }",
        "record r { b: u8, a: u8 }",
        "the order of its fields changed");
    breaksBoth(
        "record r { a: list<u8> }",
        "record r { a: list<u16> }",
        "field `a`: element: `u8` became `u16`");
    breaksBoth("enum e { a, b }", "enum e { a }", "case `b` was removed");
    breaksBoth("flags e { a, b }", "flags e { a, c }", "flag `b` became `c`");
    breaksBoth("variant v { a(u8) }", "variant v { a }", "case `a`: payload `u8` was removed");
    breaksBoth(
        "f: func() -> result<u8, string>;",
        "f: func() -> result<u8>;",
        "result: error `string` was removed");
    breaksBoth(
        "f: func(x: option<u8>);", "f: func(x: u8);", "parameter `x`: `option<u8>` became `u8`");
    breaksBoth(
        "f: func(x: list<u8, 4>);",
        "f: func(x: list<u8, 5>);",
        "parameter `x`: `list<u8, 4>` became `list<u8, 5>`");
    breaksBoth(
        "f: func(x: map<u8, u8>);",
        "f: func(x: map<u8, u16>);",
        "parameter `x`: value: `u8` became `u16`");
    breaksBoth(
        "f: func(x: tuple<u8>);",
        "f: func(x: tuple<u8, u8>);",
        "parameter `x`: a tuple of 1 became one of 2");
    breaksBoth(
        "f: func(x: stream<u8>);",
        "f: func(x: stream);",
        "parameter `x`: element `u8` was removed");
    breaksBoth(
        "f: func(x: future<u8>);",
        "f: func(x: future<u16>);",
        "parameter `x`: payload: `u8` became `u16`");
    verdict(
        interfaces("resource r { m: func(); }", "resource r { m: static func(); }"),
        false,
        false,
        Bump.MAJOR);
    breaksBoth(
        "resource a; resource b; f: func(x: a);",
        "resource a; resource b; f: func(x: b);",
        "parameter `x`: `a` became `b`");
    breaksBoth(
        "resource a; f: func(x: borrow<a>);",
        "resource a; f: func(x: a);",
        "parameter `x`: `borrow<a>` became `a`");
  }

  @Test
  void structureCountsAndNotNames() {
    String head = "record a { x: u8 } record b { x: u8 } type c = u32;";
    verdict(interfaces(head + "f: func(x: a);", head + "f: func(x: b);"), true, true, Bump.NONE);
    verdict(interfaces(head + "f: func(x: c);", head + "f: func(x: u32);"), true, true, Bump.NONE);
  }

  @Test
  void versionsOfOtherPackagesCountByTheirTracks() {
    String lib = "package c:d@VERSION { interface j { f: func(); } }";
    String app = "package a:b@1.0.0;\nworld w { import c:d/j@VERSION; }\n";
    WitDiff patch =
        packages((app + lib).replace("VERSION", "0.2.0"), (app + lib).replace("VERSION", "0.2.1"));
    verdict(patch, true, true, Bump.NONE);
    WitDiff track =
        packages((app + lib).replace("VERSION", "0.2.0"), (app + lib).replace("VERSION", "0.3.0"));
    verdict(track, false, false, Bump.MAJOR);
  }

  @Test
  void docsAndGatesBreakNothing() {
    verdict(interfaces("f: func();", "/// new\nf: func();"), true, true, Bump.PATCH);
    verdict(interfaces("type t = u8;", "/// new\ntype t = u8;"), true, true, Bump.PATCH);
    verdict(
        interfaces("@since(version = 0.1.0) f: func();", "@since(version = 1.0.0) f: func();"),
        true,
        true,
        Bump.PATCH);
    verdict(
        interfaces("@unstable(feature = x) f: func();", "@since(version = 1.0.0) f: func();"),
        true,
        true,
        Bump.MINOR);
    verdict(
        interfaces("f: func();", "@unstable(feature = x) f: func();"), false, false, Bump.MAJOR);
  }

  @Test
  void asksForTheRightVersion() {
    String[][] rows = {
      // old, asked for by a minor change, by a major one
      {"1.2.3", "1.3.0", "2.0.0"},
      {"0.2.3", "0.2.4", "0.3.0"},
      {"0.0.3", "0.0.4", "0.0.4"},
      {"1.0.0-rc.1", "1.0.0-rc.2", "1.0.0-rc.2"},
      {"0.3.0-rc-2025-09-16", "0.3.0-rc-2025-09-16.1", "0.3.0-rc-2025-09-16.1"},
    };
    for (String[] row : rows) {
      String was = "package a:b@" + row[0] + "; interface i { f: func(); }";
      String more = "package a:b@" + row[1] + "; interface i { f: func(); g: func(); }";
      assertEquals(Version.parse(row[1]), packages(was, more).leastVersion());
      assertTrue(packages(was, more).versionSuffices());
      String less = "package a:b@" + row[0] + "; interface i { }";
      assertEquals(Version.parse(row[2]), packages(was, less).leastVersion());
      assertFalse(packages(was, less).versionSuffices());
    }
  }

  @Test
  void aVersionThatFallsIsSaidEvenIfNothingChanged() {
    WitDiff diff =
        packages("package a:b@1.0.0; interface i {}", "package a:b@0.9.0; interface i {}");
    assertFalse(diff.versionSuffices());
    assertEquals(
        """
        a:b@1.0.0 -> a:b@0.9.0

        no differences
        version: 0.9.0 is older than 1.0.0\
        """,
        diff.render());
  }

  @Test
  void comparesLongChainsOfRenamedTypes() {
    StringBuilder was = new StringBuilder("type a0 = u8;\n");
    StringBuilder is = new StringBuilder("type b0 = u8;\n");
    for (int i = 1; i < 20_000; i++) {
      was.append("record a%s { x: a%s, y: a%s }%n".formatted(i, i - 1, i - 1));
      is.append("record b%s { x: b%s, y: b%s }%n".formatted(i, i - 1, i - 1));
    }
    WitDiff diff = interfaces(was + "f: func(x: a400);", is + "f: func(x: b400);");
    assertFalse(diff.keepsComponents());
    verdict(
        interfaces(was + "f: func(x: a19999);", was + "f: func(x: a19999);"),
        true,
        true,
        Bump.NONE);
    assertFalse(interfaces(was + "f: func(x: a19999);", is + "f: func(x: b19999);").keepsHosts());
  }

  /** Two files of one name are compared; the whole report is approved. */
  @TestFactory
  Stream<DynamicTest> reportsAsApproved() {
    return Corpus.files(Corpus.testdata("wit/diff"), ".old.wit").stream()
        .map(
            file -> {
              String name = file.getFileName().toString().replace(".old.wit", "");
              return DynamicTest.dynamicTest(
                  name,
                  () -> {
                    Path newer = file.resolveSibling(name + ".new.wit");
                    WitDiff diff = packages(Files.readString(file), Files.readString(newer));
                    Golden.verify(file.resolveSibling(name + ".diff"), diff.render() + "\n");
                  });
            });
  }
}
