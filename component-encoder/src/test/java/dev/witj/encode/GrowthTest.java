package dev.witj.encode;

import dev.witj.binary.ByteSlice;
import dev.witj.diagnostics.Source;
import dev.witj.testdata.Growth;
import dev.witj.wat.WatAssembler;
import dev.witj.wit.ParsedWit;
import dev.witj.wit.WitParser;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The cost of making components grows with what the module and its world have, and not faster. */
class GrowthTest {
  private static final int SIZE = 90;

  private static String each(int count, String line) {
    return IntStream.range(0, count)
        .mapToObj(i -> line.replace("%i", "" + i))
        .collect(Collectors.joining("\n"));
  }

  private static String world(String before, String items) {
    return "package a:b;\n" + before + "\nworld w {\n" + items + "\n}";
  }

  /** Worlds by what there is much of. */
  private static Map<String, IntFunction<String>> worlds() {
    Map<String, IntFunction<String>> worlds = new LinkedHashMap<>();
    worlds.put(
        "imported functions",
        n -> world("", each(n, "import fun%i: func(a: string) -> list<string>;")));
    worlds.put(
        "exported functions",
        n -> world("", each(n, "export fun%i: func(a: string) -> list<string>;")));
    worlds.put(
        "imported interfaces",
        n ->
            world(
                each(n, "interface i%i { record r { a: u8 } f: func() -> r; }"),
                each(n, "import i%i;")));
    worlds.put(
        "exported resources",
        n ->
            world(
                "interface i {" + each(n, "resource r%i { constructor(); m: func(); }") + "}",
                "export i;"));
    worlds.put(
        "functions of an interface",
        n -> world("interface i {" + each(n, "fun%i: func(a: u32) -> u32;") + "}", "import i;"));
    return worlds;
  }

  @TestFactory
  Stream<DynamicTest> worldsMakeCostGrowEvenly() {
    return worlds().entrySet().stream()
        .map(
            world ->
                DynamicTest.dynamicTest(
                    world.getKey(),
                    () ->
                        Growth.assertLinear(
                            world.getKey(),
                            SIZE,
                            n -> module(world.getValue().apply(n)),
                            GrowthTest::encode)));
  }

  @Test
  void codeMakesCostGrowEvenly() {
    ParsedWit wit = parse(world("", "export f: func();"));
    Growth.assertLinear(
        "code",
        2_000,
        n ->
            embedded(
                wit,
                "(module (func (export \"f\"))"
                    + each(n, "(func (param i32) (result i32) local.get 0)")
                    + ")"),
        GrowthTest::encode);
  }

  @Test
  void librariesMakeCostGrowEvenly() {
    ParsedWit wit = parse(world("", "export f: func();"));
    Growth.assertLinear(
        "symbols of libraries",
        SIZE,
        n ->
            Libraries.none()
                .with("a.so", embedded(wit, library(each(n, "(func (export \"g%i\"))"))))
                .with(
                    "b.so",
                    embedded(
                        parse("package a:b; world w {}"),
                        library(each(n, "(import \"env\" \"g%i\" (func))")))),
        libraries -> ComponentEncoder.of(libraries).encode());
  }

  private static String library(String items) {
    return "(module (@dylink.0 (mem-info)) " + items + " (func (export \"f\")))";
  }

  private static ByteSlice module(String wit) {
    ParsedWit parsed = parse(wit);
    byte[] dummy =
        DummyModule.of(
            parsed.resolve(), parsed.world(), DummyModule.Names.LEGACY, Optional.empty());
    return ByteSlice.of(
        WorldEmbedder.of(parsed.resolve(), parsed.world()).embed(ByteSlice.of(dummy)));
  }

  private static ByteSlice embedded(ParsedWit wit, String text) {
    byte[] module = WatAssembler.assemble(Source.text("m.wat", text));
    return ByteSlice.of(WorldEmbedder.of(wit.resolve(), wit.world()).embed(ByteSlice.of(module)));
  }

  private static ParsedWit parse(String wit) {
    return new WitParser().parseText("w.wit", wit);
  }

  private static void encode(ByteSlice module) {
    byte[] _ = ComponentEncoder.of(module).encode();
  }
}
