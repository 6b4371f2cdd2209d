package dev.witj.runtime.internal.abi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.witj.binary.component.FunctionType;
import dev.witj.binary.component.ValueType;
import dev.witj.binary.core.AddressType;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.runtime.ResourceType;
import dev.witj.runtime.RuntimeCode;
import dev.witj.runtime.TrapCode;
import dev.witj.runtime.TrapException;
import dev.witj.runtime.Types;
import dev.witj.runtime.value.FuncCodec;
import dev.witj.runtime.value.RecordValue;
import dev.witj.runtime.value.ValueCodec;
import dev.witj.runtime.value.VariantValue;
import dev.witj.types.Extent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class AdaptersTest {
  private static final CanonOptions OPTIONS =
      new CanonOptions(StringEncoding.UTF8, AddressType.I32, false, false);
  private static final long FUEL = 128L << 20;

  private final VectorMemory memory = new VectorMemory(65536, AddressType.I32);
  private final VectorInstance instance = new VectorInstance();

  private LiftLowerContext context(long fuel) {
    return new LiftLowerContext(
        LiftLowerOptions.of(
            StringEncoding.UTF8, memory, memory, instance, slot -> ResourceType.ofHost("none")),
        null,
        Peer.COMPONENT,
        fuel);
  }

  private static LiftAdapter lift(FunctionType type) {
    return Adapters.lift(type, FuncCodec.GENERIC, OPTIONS, _ -> 0);
  }

  private long[] lower(ValueType type, @Nullable Object value) {
    return lower(type, ValueCodec.GENERIC, value);
  }

  private long[] lower(ValueType type, ValueCodec codec, @Nullable Object value) {
    FunctionType function = Types.func(List.of(Types.field("it", type)), Optional.empty());
    @Nullable Object[] arguments = {value};
    @SuppressWarnings("NullAway") // What happens to null is the point.
    Object[] given = arguments;
    return Adapters.lift(
            function, new FuncCodec(List.of(codec), ValueCodec.GENERIC), OPTIONS, _ -> 0)
        .lowerParams(context(FUEL), given);
  }

  private String refused(RuntimeCode code, ValueType type, @Nullable Object value) {
    DiagnosticException e = assertThrows(DiagnosticException.class, () -> lower(type, value));
    assertEquals(code, e.diagnostics().getFirst().code());
    return e.diagnostics().getFirst().message();
  }

  @Test
  void saysWhichValueDoesNotFit() {
    ValueType type =
        Types.record(List.of(Types.field("a", Types.list(Types.tuple(List.of(Types.U8))))));
    Object bad = RecordValue.of("a", List.of(new dev.witj.runtime.value.Tuple1<>(1), "two"));
    assertEquals(
        "`it.a[1]` does not fit: expected a record or tuple, found String",
        refused(RuntimeCode.VALUE_MISMATCH, type, bad));
    assertEquals(
        "`it` does not fit: 256 is out of range for u8, which is 0..=255",
        refused(RuntimeCode.VALUE_OUT_OF_RANGE, Types.U8, 256));
    refused(RuntimeCode.VALUE_OUT_OF_RANGE, Types.U16, -1);
    refused(RuntimeCode.VALUE_OUT_OF_RANGE, Types.CHAR, 0xd800);
    refused(RuntimeCode.VALUE_OUT_OF_RANGE, Types.CHAR, 0x110000);
    refused(RuntimeCode.LONE_SURROGATE, Types.STRING, "a\ud800");
    refused(RuntimeCode.LONE_SURROGATE, Types.STRING, "\udc00a");
  }

  @Test
  void refusesWhatWouldBreakTheLayout() {
    refused(RuntimeCode.VALUE_MISMATCH, Types.list(Types.U8), new int[] {1});
    refused(RuntimeCode.VALUE_MISMATCH, Types.list(Types.STRING), new int[] {1});
    refused(RuntimeCode.VALUE_MISMATCH, Types.fixedList(Types.U8, 2), new byte[] {1});
    refused(RuntimeCode.VALUE_MISMATCH, Types.fixedList(Types.U8, 20), new byte[19]);
    refused(RuntimeCode.VALUE_MISMATCH, Types.map(Types.U8, Types.U8), List.of(1));
    refused(
        RuntimeCode.VALUE_MISMATCH,
        Types.tuple(Types.U8),
        new dev.witj.runtime.value.Tuple2<>(1, 2));
    ValueType variant = Types.variant(List.of(Types.caseOf("a", Types.U8), Types.caseOf("b")));
    refused(RuntimeCode.VALUE_MISMATCH, variant, new VariantValue("a"));
    refused(RuntimeCode.VALUE_MISMATCH, variant, new VariantValue("c"));
    ValueCodec flags =
        new ValueCodec.FlagsOf(
            new ValueCodec.FlagsCodec() {
              @Override
              public Object construct(int bits) {
                return bits;
              }

              @Override
              public int bits(Object value) {
                return (Integer) value;
              }
            });
    DiagnosticException e =
        assertThrows(DiagnosticException.class, () -> lower(Types.flags(List.of("a")), flags, 2));
    assertEquals(RuntimeCode.VALUE_MISMATCH, e.diagnostics().getFirst().code());
  }

  @Test
  void refusesCodecsOfOtherTypes() {
    ValueCodec pair = new ValueCodec.PartsOf(List.of(ValueCodec.GENERIC, ValueCodec.GENERIC));
    for (ValueType type :
        List.of(
            Types.list(Types.U8),
            Types.flags(List.of("a")),
            Types.enumeration(List.of("a")),
            Types.variant(List.of(Types.caseOf("a"))))) {
      assertThrows(IllegalArgumentException.class, () -> lower(type, pair, 1), type::toString);
    }
  }

  @Test
  void refusesNull() {
    for (ValueType type :
        List.of(
            Types.BOOL,
            Types.S64,
            Types.F32,
            Types.F64,
            Types.STRING,
            Types.list(Types.U8),
            Types.map(Types.U8, Types.U8),
            Types.option(Types.U8),
            Types.fixedList(Types.U8, 2),
            Types.flags(List.of("a")))) {
      refused(RuntimeCode.VALUE_MISMATCH, type, null);
    }
  }

  @Test
  void countsArguments() {
    FunctionType none = Types.func(List.of(), Optional.empty());
    LiftAdapter adapter = lift(none);
    DiagnosticException e =
        assertThrows(
            DiagnosticException.class, () -> adapter.lowerParams(context(FUEL), new Object[1]));
    assertEquals(RuntimeCode.ARGUMENT_COUNT, e.diagnostics().getFirst().code());
  }

  @Test
  void acceptsCollectionsForArraysAndMapsForPairs() {
    assertArrayEquals(new long[] {32768, 2}, lower(Types.list(Types.U16), List.of(1, 65535)));
    assertArrayEquals(
        new byte[] {1, 0, -1, -1}, java.util.Arrays.copyOfRange(memory.bytes(), 32768, 32772));
    assertArrayEquals(new long[] {32772, 1}, lower(Types.map(Types.U8, Types.U8), Map.of(1, 2)));
    assertArrayEquals(new long[] {255, 1}, lower(Types.fixedList(Types.U8, 2), new byte[] {-1, 1}));
  }

  @Test
  void stopsListsThatDescribeMoreThanTheirMemory() {
    // Every element is the same stretch of memory again.
    for (int i = 0; i < 4096; i++) {
      memory.putInt(1024 + 8 * i, 0);
      memory.putInt(1024 + 8 * i + 4, 65536);
    }
    ValueType type = Types.list(Types.list(Types.U8));
    LowerAdapter adapter =
        Adapters.lower(
            Types.func(List.of(Types.field("it", type)), Optional.empty()),
            FuncCodec.GENERIC,
            OPTIONS,
            _ -> 0);
    TrapException trap =
        assertThrows(
            TrapException.class,
            () -> adapter.liftParams(context(1 << 20), new long[] {1024, 4096}));
    assertEquals(TrapCode.LIFT_FUEL_EXHAUSTED, trap.code());
  }

  @Test
  void plansSharedTypesOnce() {
    ValueType type = Types.U8;
    for (int i = 0; i < 60; i++) {
      type = Types.tuple(type, type);
    }
    AbiType planned =
        new AbiPlanner(AddressType.I32, _ -> 0, Forms.HOST).plan(type, ValueCodec.GENERIC);
    assertEquals(Extent.MAX_SIZE, planned.size());
    assertEquals(Integer.MAX_VALUE, planned.flatCount());
  }

  @Test
  void letsTheAllocatorCallNothing() {
    boolean[] during = {true};
    Realloc realloc =
        (oldPointer, oldSize, alignment, newSize) -> {
          during[0] = instance.mayLeave();
          return 16;
        };
    LiftLowerContext cx =
        new LiftLowerContext(
            LiftLowerOptions.of(
                StringEncoding.UTF8,
                memory,
                realloc,
                instance,
                slot -> ResourceType.ofHost("none")),
            null,
            Peer.COMPONENT,
            FUEL);
    FunctionType function = Types.func(List.of(Types.field("it", Types.STRING)), Optional.empty());
    lift(function).lowerParams(cx, new Object[] {"x"});
    assertEquals(List.of(false, true), List.of(during[0], instance.mayLeave()));
  }
}
