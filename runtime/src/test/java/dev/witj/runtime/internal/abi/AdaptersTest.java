package dev.witj.runtime.internal.abi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.diagnostics.DiagnosticException;
import dev.witj.runtime.FuncType;
import dev.witj.runtime.RuntimeCode;
import dev.witj.runtime.TrapCode;
import dev.witj.runtime.TrapException;
import dev.witj.runtime.ValType;
import dev.witj.runtime.ValType.Case;
import dev.witj.runtime.ValType.Field;
import dev.witj.runtime.ValType.FixedListType;
import dev.witj.runtime.ValType.FlagsType;
import dev.witj.runtime.ValType.ListType;
import dev.witj.runtime.ValType.MapType;
import dev.witj.runtime.ValType.Primitive;
import dev.witj.runtime.ValType.RecordType;
import dev.witj.runtime.ValType.StreamType;
import dev.witj.runtime.ValType.TupleType;
import dev.witj.runtime.ValType.VariantType;
import dev.witj.runtime.internal.core.AddressType;
import dev.witj.runtime.value.RecordValue;
import dev.witj.runtime.value.VariantValue;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class AdaptersTest {
  private final VectorMemory memory = new VectorMemory(65536, AddressType.I32);
  private final VectorInstance instance = new VectorInstance();

  private LiftLowerContext context(long fuel) {
    return new LiftLowerContext(
        StringEncoding.UTF8, memory, memory, instance, null, Peer.COMPONENT, fuel);
  }

  private long[] lower(ValType type, @Nullable Object value) {
    FuncType function = new FuncType(List.of(new Field("it", type)), Optional.empty());
    @Nullable Object[] arguments = {value};
    @SuppressWarnings("NullAway") // What happens to null is the point.
    Object[] given = arguments;
    return Adapters.lift(function, CanonOptions.DEFAULT)
        .lowerParams(context(LiftLowerContext.DEFAULT_FUEL), given);
  }

  private String refused(RuntimeCode code, ValType type, @Nullable Object value) {
    DiagnosticException e = assertThrows(DiagnosticException.class, () -> lower(type, value));
    assertEquals(code, e.diagnostics().getFirst().code());
    return e.diagnostics().getFirst().message();
  }

  @Test
  void saysWhichValueDoesNotFit() {
    ValType type =
        new RecordType(List.of(new Field("a", new ListType(new TupleType(List.of(Primitive.U8))))));
    Object bad = RecordValue.of("a", List.of(new dev.witj.runtime.value.Tuple1<>(1), "two"));
    assertEquals(
        "`it.a[1]` does not fit: expected a record or tuple, found String",
        refused(RuntimeCode.VALUE_MISMATCH, type, bad));
    assertEquals(
        "`it` does not fit: 256 is out of range for u8, which is 0..=255",
        refused(RuntimeCode.VALUE_OUT_OF_RANGE, Primitive.U8, 256));
    refused(RuntimeCode.VALUE_OUT_OF_RANGE, Primitive.U16, -1);
    refused(RuntimeCode.VALUE_OUT_OF_RANGE, Primitive.CHAR, 0xd800);
    refused(RuntimeCode.VALUE_OUT_OF_RANGE, Primitive.CHAR, 0x110000);
    refused(RuntimeCode.LONE_SURROGATE, Primitive.STRING, "a\ud800");
    refused(RuntimeCode.LONE_SURROGATE, Primitive.STRING, "\udc00a");
  }

  @Test
  void refusesWhatWouldBreakTheLayout() {
    refused(RuntimeCode.VALUE_MISMATCH, new ListType(Primitive.U8), new int[] {1});
    refused(RuntimeCode.VALUE_MISMATCH, new ListType(Primitive.STRING), new int[] {1});
    refused(RuntimeCode.VALUE_MISMATCH, new FixedListType(Primitive.U8, 2), new byte[] {1});
    refused(RuntimeCode.VALUE_MISMATCH, new FixedListType(Primitive.U8, 20), new byte[19]);
    refused(RuntimeCode.VALUE_MISMATCH, new MapType(Primitive.U8, Primitive.U8), List.of(1));
    refused(
        RuntimeCode.VALUE_MISMATCH,
        TupleType.of(Primitive.U8),
        new dev.witj.runtime.value.Tuple2<>(1, 2));
    ValType variant = new VariantType(List.of(Case.of("a", Primitive.U8), Case.of("b")));
    refused(RuntimeCode.VALUE_MISMATCH, variant, new VariantValue("a"));
    refused(RuntimeCode.VALUE_MISMATCH, variant, new VariantValue("c"));
    ValType flags =
        new FlagsType(
            List.of("a"),
            new ValType.FlagsCodec() {
              @Override
              public Object construct(int bits) {
                return bits;
              }

              @Override
              public int bits(Object value) {
                return (Integer) value;
              }
            });
    refused(RuntimeCode.VALUE_MISMATCH, flags, 2);
  }

  @Test
  void refusesNull() {
    for (ValType type :
        List.of(
            Primitive.BOOL,
            Primitive.S64,
            Primitive.F32,
            Primitive.F64,
            Primitive.STRING,
            new ListType(Primitive.U8),
            new MapType(Primitive.U8, Primitive.U8),
            new ValType.OptionType(Primitive.U8),
            new FixedListType(Primitive.U8, 2),
            new FlagsType(List.of("a")))) {
      refused(RuntimeCode.VALUE_MISMATCH, type, null);
    }
  }

  @Test
  void countsArguments() {
    FuncType none = new FuncType(List.of(), Optional.empty());
    LiftAdapter adapter = Adapters.lift(none, CanonOptions.DEFAULT);
    DiagnosticException e =
        assertThrows(
            DiagnosticException.class,
            () -> adapter.lowerParams(context(LiftLowerContext.DEFAULT_FUEL), new Object[1]));
    assertEquals(RuntimeCode.ARGUMENT_COUNT, e.diagnostics().getFirst().code());
  }

  @Test
  void acceptsCollectionsForArraysAndMapsForPairs() {
    assertArrayEquals(new long[] {32768, 2}, lower(new ListType(Primitive.U16), List.of(1, 65535)));
    assertArrayEquals(
        new byte[] {1, 0, -1, -1}, java.util.Arrays.copyOfRange(memory.bytes(), 32768, 32772));
    assertArrayEquals(
        new long[] {32772, 1}, lower(new MapType(Primitive.U8, Primitive.U8), Map.of(1, 2)));
    assertArrayEquals(
        new long[] {255, 1}, lower(new FixedListType(Primitive.U8, 2), new byte[] {-1, 1}));
  }

  @Test
  void stopsListsThatDescribeMoreThanTheirMemory() {
    // Every element is the same stretch of memory again.
    for (int i = 0; i < 4096; i++) {
      Bytes.putInt(memory.bytes(), 1024 + 8 * i, 0);
      Bytes.putInt(memory.bytes(), 1024 + 8 * i + 4, 65536);
    }
    ValType type = new ListType(new ListType(Primitive.U8));
    LowerAdapter adapter =
        Adapters.lower(
            new FuncType(List.of(new Field("it", type)), Optional.empty()), CanonOptions.DEFAULT);
    TrapException trap =
        assertThrows(
            TrapException.class,
            () -> adapter.liftParams(context(1 << 20), new long[] {1024, 4096}));
    assertEquals(TrapCode.LIFT_FUEL_EXHAUSTED, trap.code());
  }

  @Test
  void plansSharedTypesOnce() {
    ValType type = Primitive.U8;
    for (int i = 0; i < 60; i++) {
      type = TupleType.of(type, type);
    }
    AbiType planned = new AbiPlanner(AddressType.I32).plan(type);
    assertEquals(ElementSize.MAX, planned.size());
    assertEquals(Integer.MAX_VALUE, planned.flatCount());
    assertTrue(type.matches(type));
  }

  @Test
  void refusesTypesThatNestTooDeep() {
    ValType type = Primitive.U8;
    for (int i = 0; i < 100_000; i++) {
      type = new ValType.OptionType(type);
    }
    ValType deep = type;
    DiagnosticException e =
        assertThrows(DiagnosticException.class, () -> new AbiPlanner(AddressType.I32).plan(deep));
    assertEquals(RuntimeCode.UNSUPPORTED, e.diagnostics().getFirst().code());
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
        new LiftLowerContext(StringEncoding.UTF8, memory, realloc, instance, null, Peer.COMPONENT);
    FuncType function = new FuncType(List.of(new Field("it", Primitive.STRING)), Optional.empty());
    Adapters.lift(function, CanonOptions.DEFAULT).lowerParams(cx, new Object[] {"x"});
    assertEquals(List.of(false, true), List.of(during[0], instance.mayLeave()));
  }

  @Test
  void trapsOnStreamsForNow() {
    ValType type = new StreamType(Optional.of(Primitive.U8));
    TrapException trap =
        assertThrows(TrapException.class, () -> lower(type, Collections.emptyList()));
    assertEquals(TrapCode.UNSUPPORTED, trap.code());
  }
}
