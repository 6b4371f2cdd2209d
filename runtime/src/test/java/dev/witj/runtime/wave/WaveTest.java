package dev.witj.runtime.wave;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.witj.diagnostics.DiagnosticException;
import dev.witj.runtime.FuncType;
import dev.witj.runtime.ResourceType;
import dev.witj.runtime.ValType;
import dev.witj.runtime.ValType.Case;
import dev.witj.runtime.ValType.EnumType;
import dev.witj.runtime.ValType.Field;
import dev.witj.runtime.ValType.FixedListType;
import dev.witj.runtime.ValType.FlagsType;
import dev.witj.runtime.ValType.ListType;
import dev.witj.runtime.ValType.MapType;
import dev.witj.runtime.ValType.OptionType;
import dev.witj.runtime.ValType.OwnType;
import dev.witj.runtime.ValType.Primitive;
import dev.witj.runtime.ValType.RecordType;
import dev.witj.runtime.ValType.ResultType;
import dev.witj.runtime.ValType.TupleType;
import dev.witj.runtime.ValType.VariantType;
import dev.witj.runtime.value.EnumValue;
import dev.witj.runtime.value.FlagsValue;
import dev.witj.runtime.value.RecordValue;
import dev.witj.runtime.value.Result;
import dev.witj.runtime.value.Tuple2;
import dev.witj.runtime.value.VariantValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WaveTest {
  private static final ValType POINT =
      new RecordType(
          List.of(new Field("x", Primitive.S32), new Field("y", new OptionType(Primitive.S32))));

  private static void same(ValType type, Object value, String text) {
    assertEquals(text, Wave.print(type, value));
    assertEquals(value, Wave.parse(type, text));
  }

  private static String error(ValType type, String text) {
    DiagnosticException e =
        assertThrows(DiagnosticException.class, () -> Wave.parse(type, text), text);
    return String.valueOf(e.getMessage());
  }

  @Test
  void readsWhatItWrites() {
    same(Primitive.BOOL, true, "true");
    same(Primitive.U64, -1L, "18446744073709551615");
    same(Primitive.S8, (byte) -128, "-128");
    same(Primitive.U32, 4294967295L, "4294967295");
    same(Primitive.CHAR, 0x1f30a, "'🌊'");
    same(Primitive.STRING, "a\"b\\\n\u0000'", "\"a\\\"b\\\\\\n\\u{0}\\'\"");
    same(POINT, RecordValue.of("x", 1, "y", Optional.empty()), "{x: 1}");
    same(POINT, RecordValue.of("x", 1, "y", Optional.of(2)), "{x: 1, y: some(2)}");
    same(TupleType.of(Primitive.U8, Primitive.STRING), new Tuple2<>(1, "a"), "(1, \"a\")");
    same(new EnumType(List.of("ok", "b-2")), new EnumValue("ok"), "%ok");
    same(new FlagsType(List.of("r", "w")), FlagsValue.of("w"), "{w}");
    same(new FlagsType(List.of("r", "w")), FlagsValue.of(), "{}");
    same(
        new VariantType(List.of(Case.of("none"), Case.of("some-text", Primitive.STRING))),
        new VariantValue("some-text", "x"),
        "some-text(\"x\")");
    same(
        new ResultType(Optional.empty(), Optional.of(Primitive.U8)),
        Result.<Void, Object>err(3),
        "err(3)");
    same(
        new OptionType(new OptionType(Primitive.U8)), Optional.of(Optional.of(3)), "some(some(3))");
    same(new MapType(Primitive.STRING, Primitive.U8), Map.of("a", 1), "[(\"a\", 1)]");
  }

  @Test
  void keepsTheBitsOfUnsignedNumbersInLists() {
    ValType type = new ListType(Primitive.U8);
    assertArrayEquals(new byte[] {0, -1}, (byte[]) Wave.parse(type, "[0, 255]"));
    assertEquals("[0, 255]", Wave.print(type, new byte[] {0, -1}));
    ValType shorts = new FixedListType(Primitive.U16, 2);
    assertArrayEquals(new short[] {1, -1}, (short[]) Wave.parse(shorts, "[1, 65535,]"));
    assertEquals("[4294967295]", Wave.print(new ListType(Primitive.U32), new int[] {-1}));
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
    assertEquals(printed, Wave.print(Primitive.F32, Wave.parse(Primitive.F32, text)));
  }

  @Test
  void takesPayloadsForOptionsAndResults() {
    assertEquals(Optional.of(1), Wave.parse(new OptionType(Primitive.U8), "1"));
    ValType result = new ResultType(Optional.of(Primitive.STRING), Optional.empty());
    assertEquals(Result.ok("a"), Wave.parse(result, "\"a\""));
    assertEquals(Result.err(), Wave.parse(result, "err"));
  }

  @Test
  void dedentsStringsOverSeveralLines() {
    assertEquals("", Wave.parse(Primitive.STRING, "\"\"\"\n\"\"\""));
    assertEquals(
        "  one\n\ttwo \"\" \r",
        Wave.parse(Primitive.STRING, "\"\"\"\r\n    one\r\n  \ttwo \"\" \\r\n  \"\"\""));
    error(Primitive.STRING, "\"\"\"x\n\"\"\"");
    error(Primitive.STRING, "\"\"\"\n x\n  \"\"\"");
    error(Primitive.STRING, "\"\"\"\n x\"\"\"");
  }

  @Test
  void readsCallsWithTrailingOptionsLeftOut() {
    FuncType type =
        new FuncType(
            List.of(new Field("a", Primitive.U8), new Field("b", new OptionType(Primitive.STRING))),
            Optional.of(Primitive.U8));
    WaveCall call = Wave.parseCall(" ns:p/i@1.0.0.f (1) // why");
    assertEquals("ns:p/i@1.0.0.f", call.name());
    assertArrayEquals(new Object[] {1, Optional.empty()}, call.arguments(type));
    assertEquals("f(a: 1, b: none)", Wave.printCall("f", type, call.arguments(type)));
    assertEquals("7", Wave.printResult(type, 7));
    assertEquals("()", Wave.printResult(new FuncType(List.of(), Optional.empty()), null));
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
        error(new ListType(Primitive.U8), "[1, 2, \"x\"]"));
  }

  @Test
  void saysWhatIsExpected() {
    assertEquals(
        "error: 256 is out of range for u8, which is 0..=255",
        error(Primitive.U8, "256").lines().findFirst().orElseThrow());
    assertEquals(
        "error: missing field `x` of type s32",
        error(POINT, "{y: 1}").lines().findFirst().orElseThrow());
    assertEquals(
        "error: expected enum { ok, b }, found the keyword `ok`",
        error(new EnumType(List.of("ok", "b")), "ok").lines().findFirst().orElseThrow());
    error(new OwnType(ResourceType.ofHost("file")), "x");
    error(new FixedListType(Primitive.U8, 2), "[1]");
    error(Primitive.U8, "1 2");
    error(Primitive.U8, "");
    error(Primitive.S64, "9".repeat(1000));
    error(Primitive.CHAR, "'\\");
    error(Primitive.STRING, "\"\\u{");
    error(TupleType.of(Primitive.U8), "(1, 2)");
    error(TupleType.of(Primitive.U8, Primitive.U8), "(1)");
  }

  @Test
  void refusesToWriteWhatDoesNotFit() {
    assertThrows(DiagnosticException.class, () -> Wave.print(Primitive.U8, "x"));
    assertThrows(
        DiagnosticException.class, () -> Wave.print(new ListType(Primitive.U8), new int[] {1}));
  }
}
