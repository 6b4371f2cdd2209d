package dev.witj.inspect;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.binary.BinaryKind;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.Features;
import dev.witj.binary.component.ComponentModel;
import dev.witj.binary.component.ComponentTransform;
import dev.witj.binary.component.ComponentValidator;
import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.CoreValidator;
import dev.witj.binary.core.NameSection;
import dev.witj.diagnostics.Source;
import dev.witj.testdata.Growth;
import dev.witj.wat.WatAssembler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The cost of assembling, reading, validating, writing and printing grows with the size of the
 * input and not faster, whatever there is much of. {@code -Dwitj.growth=true} prints the figures.
 */
class GrowthTest {
  /** A text in which something is repeated: a line for each number, in what is around them. */
  private static String text(int count, String before, String each, String after) {
    String lines =
        IntStream.range(0, count)
            .mapToObj(i -> each.replace("%i", "" + i).replace("%p", "" + Math.max(i - 1, 0)))
            .collect(Collectors.joining("\n"));
    return before + "\n" + lines + "\n" + after;
  }

  private static String module(int count, String before, String each) {
    return text(count, "(module " + before, each, ")");
  }

  private static String component(int count, String before, String each) {
    return text(count, "(component " + before, each, ")");
  }

  private static String nest(int count, String before, String open, String close, String after) {
    return text(count, before, open, close.repeat(count) + after);
  }

  /** Texts by what there is much of. */
  private static Map<String, IntFunction<String>> texts() {
    Map<String, IntFunction<String>> texts = new LinkedHashMap<>();
    String f = "(func $f)";
    // Types.
    texts.put("types", n -> module(n, "", "(type $t%i (func (param i32) (result i64)))"));
    texts.put("struct types", n -> module(n, "", "(type $t%i (struct (field $f%i i32)))"));
    texts.put(
        "subtypes", n -> module(n, "(type $t (sub (struct)))", "(type $t%i (sub $t (struct)))"));
    texts.put(
        "types of a group",
        n -> text(n, "(module (rec", "(type $t%i (struct (field (ref null $t%p))))", "))"));
    texts.put("groups", n -> module(n, "", "(rec (type $t%i (struct (field (ref null $t%i)))))"));
    texts.put(
        "inline types", n -> module(n, "", "(func (param i32 i64) (result f32) unreachable)"));
    // Definitions.
    texts.put(
        "functions",
        n -> module(n, "", "(func $f%i (param $p i32) (local $l i64) local.get $p call $f%p)"));
    texts.put("inline exports", n -> module(n, "", "(func $f%i (export \"e%i\"))"));
    texts.put("exports", n -> module(n, f, "(export \"e%i\" (func $f))"));
    texts.put("imports", n -> module(n, "", "(import \"m\" \"n%i\" (func $f%i (param i32)))"));
    texts.put("inline imports", n -> module(n, "", "(func $f%i (import \"m%i\" \"n\"))"));
    texts.put("globals", n -> module(n, "", "(global $g%i (mut i32) (i32.const %i))"));
    texts.put("tags", n -> module(n, "", "(tag $e%i (param i32))"));
    texts.put("data segments", n -> module(n, "(memory 1)", "(data $d%i (i32.const %i) \"abc\")"));
    texts.put("passive data", n -> module(n, "(memory 1)", "(data $d%i \"\\00abc\")"));
    texts.put(
        "one data segment",
        n -> text(n, "(module (memory 1) (data (i32.const 0)", "\"a\\00\"", "))"));
    texts.put(
        "element segments",
        n -> module(n, f + "(table 1 funcref)", "(elem $s%i (i32.const 0) $f)"));
    texts.put(
        "elements",
        n -> text(n, "(module (table 1 funcref) (elem (i32.const 0)", "$f", ") (func $f))"));
    texts.put(
        "element expressions",
        n -> text(n, "(module (elem $s funcref", "(ref.func $f)", ") (func $f))"));
    texts.put("names that are alike", n -> module(n, "", "(func (@name \"f\"))"));
    texts.put("custom sections", n -> module(n, "", "(@custom \"c%i\" \"abc\")"));
    // Bodies.
    texts.put(
        "instructions", n -> text(n, "(module (func (local $l i32)", "local.get $l drop", "))"));
    texts.put(
        "folded",
        n -> text(n, "(module (func", "(drop (i32.add (i32.const 1) (i32.const %i)))", "))"));
    texts.put("operands", n -> text(n, "(module (func", "i32.const %i", "unreachable))"));
    texts.put(
        "nested folded",
        n ->
            nest(
                n,
                "(module (func (result i32)",
                "(i32.eqz",
                "",
                "(i32.const 0)" + ")".repeat(n + 2)));
    texts.put("blocks", n -> nest(n, "(module (func", "block $l%i", " end", "))"));
    texts.put(
        "branches out",
        n -> text(n, "(module (func", "block $l%i br $l0", "end ".repeat(n) + "))"));
    texts.put("blocks that are alike", n -> nest(n, "(module (func", "block $l", " end", "))"));
    texts.put("folded blocks", n -> nest(n, "(module (func", "(block $l%i", ")", "))"));
    texts.put("ifs", n -> nest(n, "(module (func", "i32.const 0 if $l%i", " else end", "))"));
    texts.put(
        "tries", n -> nest(n, "(module (tag $e) (func", "try_table (catch $e 0)", " end", "))"));
    texts.put(
        "branch table",
        n ->
            text(
                n,
                "(module (func block $a block $b i32.const 0 br_table",
                "$a $b",
                "$a end end))"));
    texts.put(
        "dead branch table",
        n ->
            text(
                n,
                "(module (func block $a block $b unreachable br_table",
                "$a $b",
                "$a end end))"));
    texts.put("locals", n -> text(n / 10, "(module (func", "(local $l%i i32) (local i64)", "))"));
    texts.put("many locals", n -> module(n, "", "(func (local i32 i32 i32 i64 i64 f32))"));
    texts.put(
        "locals without default",
        n ->
            nest(
                n,
                "(module (func $f (local $r (ref func))",
                "block (local.set $r (ref.func $f))",
                " end",
                ") (elem declare func $f))"));
    texts.put(
        "branch hints",
        n ->
            text(
                n,
                "(module (func",
                "i32.const 0 (@metadata.code.branch_hint \"\\01\") if end",
                "))"));
    // Components.
    texts.put("component types", n -> component(n, "", "(type $t%i (list string))"));
    texts.put(
        "records",
        n -> component(n, "", "(type $t%i (record (field \"a\" u8) (field \"b\" (list u8))))"));
    texts.put(
        "imported types", n -> component(n, "", "(import \"t%i\" (type $t%i (sub resource)))"));
    texts.put(
        "imported functions",
        n -> component(n, "", "(import \"f%i\" (func $f%i (param \"a\" string)))"));
    texts.put(
        "static functions",
        n ->
            component(
                n,
                "",
                "(import \"r%i\" (type $r%i (sub resource))) (import \"[static]r%i.f\" (func (param"
                    + " \"a\" (own $r%i))))"));
    texts.put(
        "declarations",
        n ->
            text(
                n,
                "(component (import \"i\" (instance",
                "(export \"f%i\" (func (param \"a\" u8)))",
                ")))"));
    texts.put(
        "resources of an instance",
        n ->
            text(
                n,
                "(component (import \"i\" (instance",
                "(export \"r%i\" (type (sub resource)))",
                ")))"));
    texts.put(
        "aliases",
        n ->
            component(
                n,
                "(import \"i\" (instance $i (export \"f\" (func))))",
                "(alias export $i \"f\" (func $f%i))"));
    texts.put(
        "outer aliases",
        n ->
            text(
                n,
                "(component $o (type $t u8) (component",
                "(alias outer $o $t (type $t%i))",
                "))"));
    texts.put(
        "lowerings",
        n ->
            component(
                n,
                "(import \"f\" (func $f (param \"a\" u8)))",
                "(core func $c%i (canon lower (func $f)))"));
    texts.put(
        "liftings",
        n ->
            component(
                n,
                "(core module $m (func (export \"f\"))) (core instance $i (instantiate $m))",
                "(func $f%i (canon lift (core func $i \"f\"))) (export \"f%i\" (func $f%i))"));
    texts.put(
        "exports of an instance",
        n ->
            text(
                n,
                "(component (import \"f\" (func $f)) (instance",
                "(export \"e%i\" (func $f))",
                "))"));
    texts.put(
        "exports of a core instance",
        n ->
            text(
                n,
                "(component (import \"f\" (func $f)) (core func $c (canon lower (func $f))) (core"
                    + " instance",
                "(export \"e%i\" (func $c))",
                "))"));
    texts.put(
        "instances", n -> component(n / 20, "(component $c)", "(instance $i%i (instantiate $c))"));
    texts.put("components", n -> component(n / 20, "", "(component $c%i (import \"a\" (func)))"));
    texts.put("modules", n -> component(n / 20, "", "(core module $m%i (func))"));
    texts.put(
        "arguments",
        n ->
            text(
                    n,
                    "(component (import \"f\" (func $f)) (component $c",
                    "(import \"a%i\" (func))",
                    ")")
                + text(n, "(instance (instantiate $c", "(with \"a%i\" (func $f))", ")))"));
    return texts;
  }

  private static final int SIZE = Integer.getInteger("witj.growth.size", 500);

  @TestFactory
  Stream<DynamicTest> growsLinearly() {
    return texts().entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(), () -> grows(entry.getKey(), entry.getValue())));
  }

  private static void grows(String what, IntFunction<String> text) {
    Growth.assertLinear(what + ": assemble", SIZE, text, GrowthTest::assemble);
    IntFunction<ByteSlice> binary = n -> ByteSlice.of(assemble(text.apply(n)));
    Growth.assertLinear(what + ": validate", SIZE, binary, GrowthTest::validate);
    Growth.assertLinear(what + ": write", SIZE, binary, GrowthTest::write);
    for (Map.Entry<String, WatPrinter.Options> options : OPTIONS.entrySet()) {
      Growth.assertLinear(
          what + ": " + options.getKey(), SIZE, binary, in -> print(in, options.getValue()));
    }
    Growth.assertLinear(what + ": metadata", SIZE, binary, in -> Metadata.read(in).toTables());
    Growth.assertLinear(what + ": strip", SIZE, binary, in -> Strip.all().strip(in));
    Growth.assertLinear(what + ": objdump", SIZE, binary, GrowthTest::outline);
    Growth.assertLinear(what + ": dump", SIZE, binary, GrowthTest::dump);
  }

  private static final Map<String, WatPrinter.Options> OPTIONS =
      Map.of(
          "print", WatPrinter.Options.DEFAULT,
          "print folded", WatPrinter.Options.FOLDED,
          "print operands", new WatPrinter.Options("  ", false, false, false, false, true),
          "print made up names", new WatPrinter.Options("  ", false, true, true, false, false),
          "print skeleton", new WatPrinter.Options("  ", true, false, false, false, false));

  private static byte[] assemble(String text) {
    return WatAssembler.assemble(Source.text("growth.wat", text));
  }

  private static boolean isComponent(ByteSlice binary) {
    return BinaryKind.of(binary).equals(Optional.of(BinaryKind.COMPONENT));
  }

  private static void validate(ByteSlice binary) {
    if (isComponent(binary)) {
      ComponentValidator.validate(binary, Features.ALL);
    } else {
      CoreValidator.validate(CoreModule.read(binary), Features.ALL);
    }
  }

  private static void write(ByteSlice binary) {
    if (isComponent(binary)) {
      ComponentModel.read(binary).transform(ComponentTransform.IDENTITY);
      return;
    }
    CoreModule module = CoreModule.read(binary);
    CoreModule.of(module.sections().stream().map(section -> section.decode()).toList());
    module
        .customSections(NameSection.NAME)
        .forEach(section -> NameSection.read(section.customData()).toCustom());
  }

  private static void print(ByteSlice binary, WatPrinter.Options options) {
    try {
      WatPrinter.print(binary, options, new Discarded());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void dump(ByteSlice binary) {
    try {
      Dump.print(binary, new Discarded());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void outline(ByteSlice binary) {
    try {
      ObjDump.print(binary, new Discarded());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Keeps nothing, so that only what the writer holds counts, but does not take everything. */
  private static final class Discarded implements Appendable {
    private static final long MOST = 1L << 27;

    private long size;

    @Override
    public Appendable append(CharSequence text) {
      size += text.length();
      assertTrue(size < MOST, "the text is far larger than the binary");
      return this;
    }

    @Override
    public Appendable append(CharSequence text, int start, int end) {
      return append(text.subSequence(start, end));
    }

    @Override
    public Appendable append(char character) {
      return append(String.valueOf(character));
    }
  }
}
