package dev.witj.runtime.wave;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.binary.component.FunctionType;
import dev.witj.binary.component.ResourceName;
import dev.witj.binary.component.ValueType;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.runtime.Types;
import dev.witj.runtime.async.AsyncCall;
import dev.witj.runtime.async.StreamPipe;
import dev.witj.runtime.async.WitFuture;
import dev.witj.runtime.value.EnumValue;
import dev.witj.runtime.value.FlagsValue;
import dev.witj.runtime.value.RecordValue;
import dev.witj.runtime.value.Result;
import dev.witj.runtime.value.Tuple2;
import dev.witj.runtime.value.VariantValue;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WaveTest {
  private static final ValueType POINT =
      Types.record(List.of(Types.field("x", Types.S32), Types.field("y", Types.option(Types.S32))));

  private static void same(ValueType type, Object value, String text) {
    assertEquals(text, Wave.print(type, value));
    assertEquals(value, Wave.parse(type, text));
  }

  private static String error(ValueType type, String text) {
    DiagnosticException e =
        assertThrows(DiagnosticException.class, () -> Wave.parse(type, text), text);
    return String.valueOf(e.getMessage());
  }

  @Test
  void readsWhatItWrites() {
    same(Types.BOOL, true, "true");
    same(Types.U64, -1L, "18446744073709551615");
    same(Types.S8, (byte) -128, "-128");
    same(Types.F32, Float.MIN_VALUE, "0." + "0".repeat(44) + "1");
    same(Types.F64, -Double.MIN_VALUE, "-0." + "0".repeat(323) + "5");
    same(Types.U32, 4294967295L, "4294967295");
    same(Types.CHAR, 0x1f30a, "'🌊'");
    same(Types.STRING, "a\"b\\\n\u0000'", "\"a\\\"b\\\\\\n\\u{0}\\'\"");
    same(POINT, RecordValue.of("x", 1, "y", Optional.empty()), "{x: 1}");
    same(POINT, RecordValue.of("x", 1, "y", Optional.of(2)), "{x: 1, y: some(2)}");
    same(Types.tuple(Types.U8, Types.STRING), new Tuple2<>(1, "a"), "(1, \"a\")");
    same(Types.enumeration(List.of("ok", "b-2")), new EnumValue("ok"), "%ok");
    same(Types.flags(List.of("r", "w")), FlagsValue.of("w"), "{w}");
    same(Types.flags(List.of("r", "w")), FlagsValue.of(), "{}");
    same(
        Types.variant(List.of(Types.caseOf("none"), Types.caseOf("some-text", Types.STRING))),
        new VariantValue("some-text", "x"),
        "some-text(\"x\")");
    same(
        Types.result(Optional.empty(), Optional.of(Types.U8)),
        Result.<Void, Object>err(3),
        "err(3)");
    same(Types.option(Types.option(Types.U8)), Optional.of(Optional.of(3)), "some(some(3))");
    same(Types.map(Types.STRING, Types.U8), Map.of("a", 1), "[(\"a\", 1)]");
  }

  @Test
  void keepsTheBitsOfUnsignedNumbersInLists() {
    ValueType type = Types.list(Types.U8);
    assertArrayEquals(new byte[] {0, -1}, (byte[]) Wave.parse(type, "[0, 255]"));
    assertEquals("[0, 255]", Wave.print(type, new byte[] {0, -1}));
    ValueType shorts = Types.fixedList(Types.U16, 2);
    assertArrayEquals(new short[] {1, -1}, (short[]) Wave.parse(shorts, "[1, 65535,]"));
    assertEquals("[4294967295]", Wave.print(Types.list(Types.U32), new int[] {-1}));
  }

  @Test
  void writesAStreamAsItArrivesAndWaitsForFutures() throws Exception {
    ValueType type =
        Types.tuple(Types.stream(Optional.of(Types.STRING)), Types.future(Optional.of(Types.U8)));
    FunctionType returning = Types.func(List.of(), Optional.of(type));
    StreamPipe<String> pipe = StreamPipe.create();
    CompletableFuture<Integer> later = new CompletableFuture<>();
    StringWriter out = new StringWriter();
    CompletableFuture<?> writing =
        AsyncCall.run(
            () ->
                Wave.writeResult(
                    returning, new Tuple2<>(pipe.reader(), WitFuture.from(later)), out));
    pipe.writer().write(List.of("a", "b"));
    pipe.writer().write(List.of("c"));
    // Whoever reads the third item has written the first two.
    assertTrue(out.toString().startsWith("([\"a\", \"b\""), out.toString());
    pipe.writer().close();
    later.complete(7);
    writing.get();
    assertEquals("([\"a\", \"b\", \"c\"], 7)", out.toString());
    Object read = Wave.parse(type, out.toString());
    assertEquals("([\"a\", \"b\", \"c\"], 7)", Wave.print(type, read));
    ValueType nothing = Types.stream(Optional.empty());
    assertTrue(error(nothing, "[]").startsWith("error: values of type stream have no text form"));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "-0, -0",
    "1.50, 1.5",
    "6.022e+23, 602200000000000000000000",
    "1e-7, 0.0000001",
    "nan, nan",
    "inf, inf",
    "-inf, -inf",
    "16777217, 16777216",
  })
  void writesFloatsWithTheFewestDigits(String text, String printed) {
    assertEquals(printed, Wave.print(Types.F32, Wave.parse(Types.F32, text)));
  }

  @Test
  void takesPayloadsForOptionsAndResults() {
    assertEquals(Optional.of(1), Wave.parse(Types.option(Types.U8), "1"));
    ValueType result = Types.result(Optional.of(Types.STRING), Optional.empty());
    assertEquals(Result.ok("a"), Wave.parse(result, "\"a\""));
    assertEquals(Result.err(), Wave.parse(result, "err"));
  }

  @Test
  void dedentsStringsOverSeveralLines() {
    assertEquals("", Wave.parse(Types.STRING, "\"\"\"\n\"\"\""));
    assertEquals(
        "  one\n\ttwo \"\" \r",
        Wave.parse(Types.STRING, "\"\"\"\r\n    one\r\n  \ttwo \"\" \\r\n  \"\"\""));
    error(Types.STRING, "\"\"\"x\n\"\"\"");
    error(Types.STRING, "\"\"\"\n x\n  \"\"\"");
    error(Types.STRING, "\"\"\"\n x\"\"\"");
  }

  @Test
  void readsCallsWithTrailingOptionsLeftOut() {
    FunctionType type =
        Types.func(
            List.of(Types.field("a", Types.U8), Types.field("b", Types.option(Types.STRING))),
            Optional.of(Types.U8));
    WaveCall call = Wave.parseCall(" ns:p/i@1.0.0.f (1) // why");
    assertEquals("ns:p/i@1.0.0.f", call.name());
    assertArrayEquals(new Object[] {1, Optional.empty()}, call.arguments(type));
    assertEquals("f(a: 1, b: none)", Wave.printCall("f", type, call.arguments(type)));
    assertEquals("7", Wave.printResult(type, 7));
    assertEquals("()", Wave.printResult(Types.func(List.of(), Optional.empty()), null));
    assertThrows(DiagnosticException.class, () -> Wave.parseCall("f()").arguments(type));
    assertThrows(DiagnosticException.class, () -> Wave.parseCall("f(1, none, 2)").arguments(type));
    assertThrows(DiagnosticException.class, () -> Wave.parseCall("f"));
  }

  @Test
  void marksThePlaceOfAnError() {
    assertEquals(
        """
        error: expected u8, found `"x"`
         --> value:1:8
          |
        1 | [1, 2, "x"]
          |        ^^^\
        """,
        error(Types.list(Types.U8), "[1, 2, \"x\"]"));
  }

  @Test
  void saysWhatIsExpected() {
    assertEquals(
        "error: 256 is out of range for u8, which is 0..=255",
        error(Types.U8, "256").lines().findFirst().orElseThrow());
    assertEquals(
        "error: missing field `x` of type s32",
        error(POINT, "{y: 1}").lines().findFirst().orElseThrow());
    assertEquals(
        "error: expected enum { ok, b }, found the keyword `ok`",
        error(Types.enumeration(List.of("ok", "b")), "ok").lines().findFirst().orElseThrow());
    error(Types.own(ResourceName.of("file")), "x");
    error(Types.fixedList(Types.U8, 2), "[1]");
    error(Types.U8, "1 2");
    error(Types.U8, "");
    error(Types.S64, "9".repeat(1000));
    error(Types.CHAR, "'\\");
    error(Types.STRING, "\"\\u{");
    error(Types.tuple(Types.U8), "(1, 2)");
    error(Types.tuple(Types.U8, Types.U8), "(1)");
  }

  @Test
  void refusesToWriteWhatDoesNotFit() {
    assertThrows(DiagnosticException.class, () -> Wave.print(Types.U8, "x"));
    assertThrows(DiagnosticException.class, () -> Wave.print(Types.list(Types.U8), new int[] {1}));
  }
}
