package dev.witj.runtime.bind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.witj.binary.component.FunctionType;
import dev.witj.binary.component.ResourceName;
import dev.witj.binary.component.ValueType;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.runtime.Types;
import dev.witj.runtime.async.ErrorContext;
import dev.witj.runtime.async.StreamReader;
import dev.witj.runtime.async.WitFuture;
import dev.witj.runtime.value.FuncCodec;
import dev.witj.runtime.value.Result;
import dev.witj.runtime.value.Tuple2;
import dev.witj.runtime.value.ValueCodec;
import dev.witj.types.Shape;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TypeBinderTest {
  private static final ResourceName RESOURCE = ResourceName.of("thing");
  private static final ValueType POINT =
      Types.record(List.of(Types.field("x-axis", Types.S32), Types.field("hash-code", Types.S32)));
  private static final ValueType SHAPE =
      Types.variant(List.of(Types.caseOf("dot"), Types.caseOf("shape", POINT)));
  private static final ValueType COLOR = Types.enumeration(List.of("red", "light-blue"));

  /** What a generator makes of the types above, and functions that take them. */
  @WitInterface("test:types/all@1.0.0")
  interface All {
    void scalars(boolean a, byte b, @U16 int c, short d, @U32 long e, float f, double g, String h);

    void lists(
        @U8 byte[] a,
        @U16 short[] b,
        List<@Char Integer> c,
        List<byte[]> d,
        Map<String, @U64 Long> e);

    Result<Void, List<Point>> wrapped(
        Optional<Optional<@U32 Long>> a, Tuple2<@U8 Integer, Point> b);

    Shape own(Point p, Shape s, Color c, Set<Color> f);

    Thing thing(Thing t);

    WitFuture<Result<@Nullable Void, String>> later(
        StreamReader<@U8 Integer> bytes, StreamReader<@Nullable Void> ticks, ErrorContext why)
        throws InterruptedException;

    record Point(int xAxis, @WitName("hash-code") int hashCode_) {}

    sealed interface Shape {
      record Dot() implements Shape {}

      @WitName("shape")
      record ShapeCase(Point value) implements Shape {}
    }

    enum Color {
      RED,
      LIGHT_BLUE
    }

    interface Thing extends AutoCloseable {
      @Override
      default void close() {}
    }
  }

  private static FunctionType func(Optional<ValueType> result, ValueType... params) {
    return Types.func(Arrays.stream(params).map(type -> Types.field("p", type)).toList(), result);
  }

  private static ValueType stream(ValueType element) {
    return Types.stream(Optional.of(element));
  }

  private static FunctionType later(ValueType bytes, ValueType ticks) {
    return Types.func(
        List.of(
            Types.field("p", bytes),
            Types.field("p", ticks),
            Types.field("p", Types.ERROR_CONTEXT)),
        Optional.of(
            Types.future(Optional.of(Types.result(Optional.empty(), Optional.of(Types.STRING))))),
        true);
  }

  private static FuncCodec bind(FunctionType type, String method) throws Mismatch {
    Method found =
        Arrays.stream(All.class.getDeclaredMethods())
            .filter(m -> m.getName().equals(method))
            .findFirst()
            .orElseThrow();
    return new TypeBinder(
            MethodHandles.lookup(), (resource, java) -> new HostInterface.HostObjects(java))
        .bind(type, found, 0);
  }

  @Test
  void scalarsAndListsHaveOneJavaTypeEach() throws Mismatch {
    FunctionType scalars =
        func(
            Optional.empty(),
            Types.BOOL,
            Types.S8,
            Types.U16,
            Types.S16,
            Types.U32,
            Types.F32,
            Types.F64,
            Types.STRING);
    assertEquals(Collections.nCopies(8, ValueCodec.GENERIC), bind(scalars, "scalars").params());
    FunctionType lists =
        func(
            Optional.empty(),
            Types.list(Types.U8),
            Types.list(Types.U16),
            Types.list(Types.CHAR),
            Types.list(Types.list(Types.S8)),
            Types.map(Types.STRING, Types.U64));
    assertEquals(
        List.of(
            ValueCodec.GENERIC,
            ValueCodec.GENERIC,
            new ValueCodec.PartsOf(List.of(ValueCodec.GENERIC)),
            new ValueCodec.PartsOf(List.of(ValueCodec.GENERIC)),
            new ValueCodec.PartsOf(List.of(ValueCodec.GENERIC, ValueCodec.GENERIC))),
        bind(lists, "lists").params());
  }

  @Test
  void recordsVariantsEnumsAndFlagsBecomeTheUsersOwnClasses() throws Mismatch {
    FuncCodec bound =
        bind(
            func(
                Optional.of(SHAPE), POINT, SHAPE, COLOR, Types.flags(List.of("red", "light-blue"))),
            "own");
    ValueCodec.RecordOf point = assertInstanceOf(ValueCodec.RecordOf.class, bound.params().get(0));
    All.Point made = new All.Point(1, 2);
    assertEquals(made, point.codec().construct(new Object[] {1, 2}));
    assertEquals(List.of(1, 2), List.of(point.codec().fields(made)));

    ValueCodec.VariantOf shape =
        assertInstanceOf(ValueCodec.VariantOf.class, bound.params().get(1));
    assertEquals(new All.Shape.Dot(), shape.codec().construct(0, null));
    assertEquals(new All.Shape.ShapeCase(made), shape.codec().construct(1, made));
    assertEquals(1, shape.codec().caseIndex(new All.Shape.ShapeCase(made)));
    assertSame(made, shape.codec().payload(new All.Shape.ShapeCase(made)));
    assertSame(
        point.codec(),
        assertInstanceOf(ValueCodec.RecordOf.class, shape.payloads().get(1)).codec(),
        "a class has one codec");

    ValueCodec.EnumOf color = assertInstanceOf(ValueCodec.EnumOf.class, bound.params().get(2));
    assertEquals(All.Color.LIGHT_BLUE, color.codec().construct(1));
    assertEquals(1, color.codec().index(All.Color.LIGHT_BLUE));

    ValueCodec.FlagsOf flags = assertInstanceOf(ValueCodec.FlagsOf.class, bound.params().get(3));
    assertEquals(EnumSet.of(All.Color.LIGHT_BLUE), flags.codec().construct(2));
    assertEquals(3, flags.codec().bits(Set.of(All.Color.RED, All.Color.LIGHT_BLUE)));
    assertEquals(0, flags.codec().bits(Set.of()));
  }

  @Test
  void partsOfGenericTypesAreReached() throws Mismatch {
    FuncCodec bound =
        bind(
            func(
                Optional.of(Types.result(Optional.empty(), Optional.of(Types.list(POINT)))),
                Types.option(Types.option(Types.U32)),
                Types.tuple(Types.U8, POINT)),
            "wrapped");
    ValueCodec.PartsOf tuple = assertInstanceOf(ValueCodec.PartsOf.class, bound.params().get(1));
    assertEquals(
        new All.Point(3, 4),
        assertInstanceOf(ValueCodec.RecordOf.class, tuple.parts().get(1))
            .codec()
            .construct(new Object[] {3, 4}));
    ValueCodec.PartsOf result = assertInstanceOf(ValueCodec.PartsOf.class, bound.result());
    assertEquals(1, result.parts().size(), "the side without a payload has no part");
  }

  @Test
  void handlesAreObjectsOfTheResourcesInterface() throws Mismatch {
    FuncCodec bound = bind(func(Optional.of(Types.own(RESOURCE)), Types.borrow(RESOURCE)), "thing");
    ValueCodec.HandleOf own = assertInstanceOf(ValueCodec.HandleOf.class, bound.result());
    All.Thing thing = new All.Thing() {};
    assertSame(thing, own.codec().unwrap(thing));
    assertThrows(ClassCastException.class, () -> own.codec().unwrap("no thing"));
  }

  static List<List<Object>> mismatches() {
    ValueType other =
        Types.record(List.of(Types.field("x-axis", Types.S32), Types.field("y", Types.S32)));
    ValueType wider =
        Types.record(
            List.of(Types.field("x-axis", Types.STRING), Types.field("hash-code", Types.S32)));
    ValueType unsigned =
        Types.record(
            List.of(Types.field("x-axis", Types.S32), Types.field("hash-code", Types.U16)));
    ValueType flags = Types.flags(List.of("red", "light-blue"));
    ValueType shape = SHAPE;
    return List.of(
        List.of(
            func(Optional.of(shape), POINT, SHAPE, COLOR),
            "own",
            "the WIT function has 3 parameters, the Java method 4"),
        List.of(
            func(Optional.empty(), POINT, SHAPE, COLOR, flags),
            "own",
            "the WIT function has no result, the Java method returns a value"),
        List.of(
            func(Optional.of(shape), other, SHAPE, COLOR, flags),
            "own",
            "in parameter `p`; WIT has `y` where `Point` has `hash-code`"),
        List.of(
            func(Optional.of(shape), wider, SHAPE, COLOR, flags),
            "own",
            "in parameter `p`; in field `x-axis` of `Point`; `int` does not fit `string`"),
        List.of(
            func(Optional.of(shape), POINT, POINT, COLOR, flags),
            "own",
            "in parameter `p`; `Shape` does not fit a record"),
        List.of(
            func(
                Optional.of(shape),
                POINT,
                Types.variant(List.of(Types.caseOf("dot"), Types.caseOf("shape"))),
                COLOR,
                flags),
            "own",
            "in parameter `p`; the case `shape` has no payload, `ShapeCase` has 1 components"),
        List.of(
            func(Optional.of(shape), POINT, SHAPE, Types.enumeration(List.of("red")), flags),
            "own",
            "in parameter `p`; WIT has 1 labels, `Color` has 2 constants"),
        List.of(
            func(
                Optional.of(shape), POINT, SHAPE, Types.enumeration(List.of("red", "blue")), flags),
            "own",
            "in parameter `p`; WIT has `blue` where `Color` has `LIGHT_BLUE`"),
        List.of(
            func(Optional.of(Types.S8), POINT, SHAPE, COLOR, flags),
            "own",
            "in the result; `Shape` does not fit `s8`"),
        List.of(
            func(Optional.empty(), Types.option(Types.S8), POINT),
            "wrapped",
            "in parameter `p`; in an element; `java.util.Optional<java.lang.Long>` does not fit"
                + " `s8`"),
        List.of(
            func(Optional.of(shape), unsigned, SHAPE, COLOR, flags),
            "own",
            "in parameter `p`; in field `hash-code` of `Point`; the component has `u16`, the"
                + " binding `s32`"),
        List.of(
            func(
                Optional.empty(),
                Types.BOOL,
                Types.S8,
                Types.CHAR,
                Types.S16,
                Types.U32,
                Types.F32,
                Types.F64,
                Types.STRING),
            "scalars",
            "in parameter `p`; the component has `char`, the binding `u16`"),
        List.of(
            func(
                Optional.empty(),
                Types.list(Types.S8),
                Types.list(Types.U16),
                Types.list(Types.CHAR),
                Types.list(Types.list(Types.S8)),
                Types.map(Types.STRING, Types.U64)),
            "lists",
            "in parameter `p`; in an element; the component has `s8`, the binding `u8`"),
        List.of(
            func(
                Optional.of(Types.result(Optional.empty(), Optional.of(Types.list(POINT)))),
                Types.option(Types.option(Types.S64)),
                Types.tuple(Types.U8, POINT)),
            "wrapped",
            "in parameter `p`; in an element; in an element; the component has `s64`, the binding"
                + " `u32`"),
        List.of(
            Types.func(List.of(), Optional.empty(), true),
            "thing",
            "the WIT function is `async`, the Java method throws no InterruptedException"),
        List.of(
            Types.func(List.of(), Optional.empty()),
            "later",
            "the WIT function is not `async`, the Java method throws InterruptedException"),
        List.of(
            later(stream(Types.S32), stream(Types.BOOL)),
            "later",
            "in parameter `p`; in an element; the component has `s32`, the binding `u8`"),
        List.of(
            later(stream(Types.U8), stream(Types.BOOL)),
            "later",
            "in parameter `p`; in an element; `Void` does not fit `bool`"),
        List.of(
            later(Types.U8, stream(Types.BOOL)),
            "later",
            "in parameter `p`; `dev.witj.runtime.async.StreamReader<java.lang.Integer>` does not"
                + " fit `u8`"));
  }

  @Test
  void streamsFuturesAndFunctionsThatBlock() throws Mismatch {
    FuncCodec bound = bind(later(stream(Types.U8), Types.stream(Optional.empty())), "later");
    ValueCodec.PartsOf of = new ValueCodec.PartsOf(List.of(ValueCodec.GENERIC));
    assertEquals(List.of(of, ValueCodec.GENERIC, ValueCodec.GENERIC), bound.params());
    assertEquals(new ValueCodec.PartsOf(List.of(of)), bound.result());
  }

  @ParameterizedTest
  @MethodSource("mismatches")
  void saysWhereTheTypesDiffer(List<Object> row) {
    Mismatch mismatch =
        assertThrows(Mismatch.class, () -> bind((FunctionType) row.get(0), (String) row.get(1)));
    DiagnosticException explained = mismatch.explain("it", Object.class.getMethods()[0]);
    assertEquals(row.get(2), String.join("; ", explained.diagnostics().getFirst().notes()));
  }
}
