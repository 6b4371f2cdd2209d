package dev.witj.wit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.witj.diagnostics.DiagnosticException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WorldTransformTest {
  private static final String STORE =
      """
      package my:store@1.0.0;
      interface types { type key = string; }
      interface store { use types.{key}; get: func(k: key); }
      world app {
        use types.{key};
        import log: func();
        import wasi:random/random@0.2.0;
        export store;
        export run: func(k: key);
      }
      """;

  private static ParsedWit parse(String text) {
    return new WitParser().parseText("test.wit", text);
  }

  /** The transformed world; the text of the whole must be what a parser would make of it. */
  private static String world(Resolve resolve, PackageId main) {
    String text = WitPrinter.withDocs().printAll(resolve, main);
    ParsedWit again = new WitParser().parseText("again.wit", text);
    assertEquals(text, WitPrinter.withDocs().printAll(again.resolve(), again.main()));
    String mine = WitPrinter.withDocs().print(resolve, main);
    return mine.substring(mine.indexOf("world "));
  }

  private static void fails(String message, org.junit.jupiter.api.function.Executable body) {
    DiagnosticException thrown = assertThrows(DiagnosticException.class, body);
    assertEquals(message, thrown.diagnostics().getFirst().message());
  }

  @Test
  void importizeTurnsExportsIntoImports() {
    ParsedWit parsed = parse(STORE);
    Resolve before = parsed.resolve();
    String text = WitPrinter.withDocs().print(before, parsed.main());
    Resolve after = WorldTransform.importize(before, parsed.world(), Optional.empty());
    assertEquals(
        """
        world app-importized {
          import types;
          import store;
          use types.{key};
          import run: func(k: key);
        }
        """,
        world(after, parsed.main()));
    assertEquals(text, WitPrinter.withDocs().print(before, parsed.main()));
  }

  @Test
  void exportizeTurnsImportsIntoExports() {
    ParsedWit parsed = parse(STORE);
    Resolve after =
        WorldTransform.exportize(parsed.resolve(), parsed.world(), Optional.of("host"), Set.of());
    assertEquals(
        """
        world host {
          import types;
          use types.{key};

          export log: func();
          export wasi:random/random@0.2.0;
          export types;
        }
        """,
        world(after, parsed.main()));
  }

  @Test
  void exportizeTakesNamesWithAndWithoutVersion() {
    ParsedWit parsed = parse(STORE);
    for (String name : new String[] {"wasi:random/random@0.2.0", "wasi:random/random"}) {
      Resolve after =
          WorldTransform.exportize(
              parsed.resolve(), parsed.world(), Optional.empty(), Set.of(name));
      assertEquals(
          """
          world app-exportized {
            import types;
            use types.{key};
            import log: func();

            export wasi:random/random@0.2.0;
          }
          """,
          world(after, parsed.main()));
    }
  }

  @Test
  void saysWhatCannotBe() {
    ParsedWit parsed = parse(STORE);
    fails(
        "world `app` has no import `nothing`",
        () ->
            WorldTransform.exportize(
                parsed.resolve(), parsed.world(), Optional.empty(), Set.of("nothing")));
    fails(
        "package `my:store@1.0.0` already has an item `store`",
        () -> WorldTransform.importize(parsed.resolve(), parsed.world(), Optional.of("store")));
    fails(
        "`Bad_name` is not a name for a world",
        () -> WorldTransform.importize(parsed.resolve(), parsed.world(), Optional.of("Bad_name")));
    ParsedWit clash = parse("package a:b; world w { type t = u8; export t: func(); }");
    fails(
        "the export `t` of world `w` has the name of a type of the world",
        () -> WorldTransform.importize(clash.resolve(), clash.world(), Optional.empty()));
  }

  @Test
  void mergeSaysWhereANewerVersionCannotStandIn() {
    String text =
        """
        package my:app;
        world w { import a:b/user@0.1.0; import a:b/types@0.1.1; }
        package a:b@0.1.0 {
          interface types { type t = u8; }
          interface user { use types.{t}; }
        }
        package a:b@0.1.1 {
          interface types { %s }
        }
        """;
    ParsedWit lacking = parse(text.formatted("f: func();"));
    fails(
        "`a:b/types@0.1.1` cannot stand in for `a:b/types@0.1.0`: it has no type `t`",
        () -> WorldTransform.mergeImportsBySemver(lacking.resolve(), lacking.world()));
    ParsedWit circular = parse(text.formatted("use a:b/user@0.1.0.{t};"));
    fails(
        "the newest versions of the imports would use each other in a circle",
        () -> WorldTransform.mergeImportsBySemver(circular.resolve(), circular.world()));
  }

  @Test
  void splitInterfacesSurviveAMerge() {
    ParsedWit parsed =
        parse(
            "package a:b; interface i { resource r; f: func() -> r; } world w { import i; export i;"
                + " }");
    Resolve split = WorldTransform.splitInterfaces(parsed.resolve(), parsed.world());
    assertEquals(2, split.interfaces().size());
    Resolve merged = parse("package c:d;").resolve().merge(split);
    assertEquals(
        List.of(Optional.empty(), Optional.of(new InterfaceId(0))),
        merged.interfaces().stream().map(Interface::cloneOf).toList());
    PackageId home = merged.find(PackageName.parse("a:b").orElseThrow()).orElseThrow();
    assertEquals(new InterfaceId(0), merged.get(home).interfaces().get("i"));
  }

  @Test
  void mergeSortsWhatItChanged() {
    ParsedWit parsed =
        parse(
            """
            package my:app;
            world w { import a:b/user@0.1.0; import a:b/types@0.1.1; }
            package a:b@0.1.0 {
              interface types { type t = u8; }
              interface user { use types.{t}; f: func(x: list<t>); }
            }
            package a:b@0.1.1 {
              interface types { type t = u8; }
            }
            """);
    Resolve after = WorldTransform.mergeImportsBySemver(parsed.resolve(), parsed.world());
    for (int i = 0; i < after.types().size(); i++) {
      if (after.types().get(i).kind() instanceof TypeDef.Kind.Alias(Type.Ref(TypeId target))) {
        assertEquals(true, target.index() < i);
      }
    }
    assertEquals(2, after.get(parsed.world()).imports().size());
  }
}
