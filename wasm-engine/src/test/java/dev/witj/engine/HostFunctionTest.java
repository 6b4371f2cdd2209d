package dev.witj.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.NumType;
import dev.witj.binary.core.RefType;
import dev.witj.diagnostics.Source;
import dev.witj.wat.WatAssembler;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions of the host's have types as those of modules do. */
class HostFunctionTest {
  private static final String GROUP =
      "(module (rec (type $f (func (param i32) (result i32))) (type $other (func)))"
          + " (import \"\" \"f\" (func $f (type $f)))"
          + " (func (export \"run\") (result i32) (call $f (i32.const 41))))";

  private final WasmEngine engine = WasmEngine.create();
  private final WasmModule module =
      engine.compile(ByteSlice.of(WatAssembler.assemble(Source.text("group.wat", GROUP))), "group");
  private final HostFunction.OfBits next = arguments -> arguments[0] + 1;

  @Test
  void isOfTheVeryTypeThatIsImported() {
    Func f = engine.hostFunc(module.typeIds().getFirst(), next);
    Func run = (Func) module.instantiate(List.of(f), Meter.UNLIMITED).export("run").orElseThrow();
    assertArrayEquals(new Object[] {42}, run.call());
  }

  /** Says by which method it was called: the arguments in a row, in an array if that is so. */
  private static final class Telling implements HostFunction.OfBits {
    private String called = "";
    private final long result;

    Telling(long result) {
      this.result = result;
    }

    private long tell(String how) {
      called = how;
      return result;
    }

    @Override
    public long call(long[] arguments) {
      return tell(Arrays.toString(arguments));
    }

    @Override
    public long call() {
      return tell("");
    }

    @Override
    public long call(long first) {
      return tell("" + first);
    }

    @Override
    public long call(long first, long second) {
      return tell(first + " " + second);
    }

    @Override
    public long call(long first, long second, long third) {
      return tell(first + " " + second + " " + third);
    }

    @Override
    public long call(long first, long second, long third, long fourth) {
      return tell(first + " " + second + " " + third + " " + fourth);
    }
  }

  private Func caller(String params, String arguments, String result, HostFunction host) {
    String text =
        "(module (import \"\" \"f\" (func $f %s (result %s)))".formatted(params, result)
            + " (func (export \"run\") (result %s) (call $f %s)))".formatted(result, arguments);
    WasmModule caller =
        engine.compile(ByteSlice.of(WatAssembler.assemble(Source.text("f.wat", text))), "f");
    Func f = engine.hostFunc(caller.typeIds().getFirst(), host);
    return (Func) caller.instantiate(List.of(f), Meter.UNLIMITED).export("run").orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', ''",
    "(param i64), (i64.const 1), 1",
    "(param i64 i32), (i64.const 1) (i32.const 2), 1 2",
    "(param f32 i64 f64), (f32.const 1) (i64.const 2) (f64.const 1), 1065353216 2"
        + " 4607182418800017408",
    "(param i32 f64 i32 i64), (i32.const 1) (f64.const 1) (i32.const 3) (i64.const 4), 1"
        + " 4607182418800017408 3 4",
    "(param i32 i32 i32 i32 i64), (i32.const 1) (i32.const 2) (i32.const 3) (i32.const 4)"
        + " (i64.const 5), '[1, 2, 3, 4, 5]'"
  })
  void takesUpToFourNumbersWithoutAnArray(String params, String arguments, String called) {
    Telling host = new Telling(7);
    assertArrayEquals(new Object[] {7}, caller(params, arguments, "i32", host).call());
    assertEquals(called, host.called);
  }

  @Test
  void givesANumberOfAnyTypeAsBits() {
    long one = Double.doubleToRawLongBits(1);
    assertArrayEquals(new Object[] {-1}, caller("", "", "i32", new Telling(0x7_ffff_ffffL)).call());
    assertArrayEquals(new Object[] {one}, caller("", "", "i64", new Telling(one)).call());
    assertArrayEquals(new Object[] {1.0}, caller("", "", "f64", new Telling(one)).call());
    long upper = 0x7_0000_0000L | Float.floatToRawIntBits(1);
    assertArrayEquals(new Object[] {1f}, caller("", "", "f32", new Telling(upper)).call());
  }

  @ParameterizedTest
  @ValueSource(strings = {"call", "return_call"})
  void itsOwnAccessOutOfBoundsIsNotTheGuests(String instruction) {
    String text =
        "(module (import \"\" \"f\" (func $f (param i32)))"
            + " (func (export \"run\") (%s $f (i32.const 1))))".formatted(instruction);
    WasmModule caller =
        engine.compile(ByteSlice.of(WatAssembler.assemble(Source.text("f.wat", text))), "f");
    Func f =
        engine.hostFunc(
            caller.typeIds().getFirst(), (HostFunction.OfBits) arguments -> arguments[1]);
    Func run = (Func) caller.instantiate(List.of(f), Meter.UNLIMITED).export("run").orElseThrow();
    IllegalStateException failure = assertThrows(IllegalStateException.class, run::call);
    assertInstanceOf(IndexOutOfBoundsException.class, failure.getCause());
  }

  @Test
  void takesAndGivesValuesIfThereAreReferencesOrSeveralResults() {
    FuncType reference = new FuncType(List.of(RefType.EXTERNREF), List.of());
    FuncType two = new FuncType(List.of(), List.of(NumType.I32, NumType.I32));
    FuncType vector = new FuncType(List.of(), List.of(NumType.V128));
    for (FuncType type : List.of(reference, two, vector)) {
      assertThrows(IllegalArgumentException.class, () -> engine.hostFunc(type, next));
    }
  }

  @Test
  void isOfAnotherTypeIfThatStandsAlone() {
    FuncType alike = new FuncType(List.of(NumType.I32), List.of(NumType.I32));
    Func f = engine.hostFunc(alike, next);
    assertThrows(LinkException.class, () -> module.instantiate(List.of(f), Meter.UNLIMITED));
  }
}
