package dev.witj.runtime.bind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.witj.diagnostics.DiagnosticException;
import dev.witj.runtime.FuncType;
import dev.witj.runtime.ResourceType;
import dev.witj.runtime.ValType;
import dev.witj.runtime.ValType.BorrowType;
import dev.witj.runtime.ValType.Case;
import dev.witj.runtime.ValType.EnumType;
import dev.witj.runtime.ValType.Field;
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
import dev.witj.runtime.value.Result;
import dev.witj.runtime.value.Tuple2;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TypeBinderTest {
  private static final ResourceType RESOURCE = ResourceType.ofHost("thing");
  private static final RecordType POINT =
      new RecordType(
          List.of(new Field("x-axis", Primitive.S32), new Field("hash-code", Primitive.S32)));
  private static final VariantType SHAPE =
      new VariantType(List.of(Case.of("dot"), Case.of("shape", POINT)));
  private static final EnumType COLOR = new EnumType(List.of("red", "light-blue"));

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

  private static FuncType func(Optional<ValType> result, ValType... params) {
    return new FuncType(Arrays.stream(params).map(type -> new Field("p", type)).toList(), result);
  }

  private static FuncType bind(FuncType type, String method) throws Mismatch {
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
    FuncType scalars =
        func(
            Optional.empty(),
            Primitive.BOOL,
            Primitive.S8,
            Primitive.U16,
            Primitive.S16,
            Primitive.U32,
            Primitive.F32,
            Primitive.F64,
            Primitive.STRING);
    assertEquals(scalars, bind(scalars, "scalars"));
    FuncType lists =
        func(
            Optional.empty(),
            new ListType(Primitive.U8),
            new ListType(Primitive.U16),
            new ListType(Primitive.CHAR),
            new ListType(new ListType(Primitive.S8)),
            new MapType(Primitive.STRING, Primitive.U64));
    assertEquals(lists, bind(lists, "lists"));
  }

  @Test
  void recordsVariantsEnumsAndFlagsBecomeTheUsersOwnClasses() throws Mismatch {
    FuncType bound =
        bind(func(Optional.of(SHAPE), POINT, SHAPE, COLOR, new FlagsType(COLOR.labels())), "own");
    RecordType point = assertInstanceOf(RecordType.class, bound.params().get(0).type());
    All.Point made = new All.Point(1, 2);
    assertEquals(made, point.codec().construct(new Object[] {1, 2}));
    assertEquals(List.of(1, 2), List.of(point.codec().fields(made)));

    VariantType shape = assertInstanceOf(VariantType.class, bound.params().get(1).type());
    assertEquals(new All.Shape.Dot(), shape.codec().construct(0, null));
    assertEquals(new All.Shape.ShapeCase(made), shape.codec().construct(1, made));
    assertEquals(1, shape.codec().caseIndex(new All.Shape.ShapeCase(made)));
    assertSame(made, shape.codec().payload(new All.Shape.ShapeCase(made)));
    assertSame(
        point.codec(),
        ((RecordType) shape.cases().get(1).type().orElseThrow()).codec(),
        "a class has one codec");

    EnumType color = assertInstanceOf(EnumType.class, bound.params().get(2).type());
    assertEquals(All.Color.LIGHT_BLUE, color.codec().construct(1));
    assertEquals(1, color.codec().index(All.Color.LIGHT_BLUE));

    FlagsType flags = assertInstanceOf(FlagsType.class, bound.params().get(3).type());
    assertEquals(EnumSet.of(All.Color.LIGHT_BLUE), flags.codec().construct(2));
    assertEquals(3, flags.codec().bits(Set.of(All.Color.RED, All.Color.LIGHT_BLUE)));
    assertEquals(0, flags.codec().bits(Set.of()));
  }

  @Test
  void partsOfGenericTypesAreReached() throws Mismatch {
    FuncType bound =
        bind(
            func(
                Optional.of(new ResultType(Optional.empty(), Optional.of(new ListType(POINT)))),
                new OptionType(new OptionType(Primitive.U32)),
                TupleType.of(Primitive.U8, POINT)),
            "wrapped");
    TupleType tuple = assertInstanceOf(TupleType.class, bound.params().get(1).type());
    assertEquals(
        new All.Point(3, 4),
        ((RecordType) tuple.elements().get(1)).codec().construct(new Object[] {3, 4}));
  }

  @Test
  void handlesAreObjectsOfTheResourcesInterface() throws Mismatch {
    FuncType bound =
        bind(func(Optional.of(new OwnType(RESOURCE)), new BorrowType(RESOURCE)), "thing");
    OwnType own = assertInstanceOf(OwnType.class, bound.result().orElseThrow());
    All.Thing thing = new All.Thing() {};
    assertSame(thing, own.codec().unwrap(thing));
    assertThrows(ClassCastException.class, () -> own.codec().unwrap("no thing"));
  }

  static List<List<Object>> mismatches() {
    RecordType other =
        new RecordType(List.of(new Field("x-axis", Primitive.S32), new Field("y", Primitive.S32)));
    RecordType wider =
        new RecordType(
            List.of(new Field("x-axis", Primitive.STRING), new Field("hash-code", Primitive.S32)));
    RecordType unsigned =
        new RecordType(
            List.of(new Field("x-axis", Primitive.S32), new Field("hash-code", Primitive.U16)));
    FlagsType flags = new FlagsType(COLOR.labels());
    ValType shape = SHAPE;
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
                new VariantType(List.of(Case.of("dot"), Case.of("shape"))),
                COLOR,
                flags),
            "own",
            "in parameter `p`; the case `shape` has no payload, `ShapeCase` has 1 components"),
        List.of(
            func(Optional.of(shape), POINT, SHAPE, new EnumType(List.of("red")), flags),
            "own",
            "in parameter `p`; WIT has 1 labels, `Color` has 2 constants"),
        List.of(
            func(Optional.of(shape), POINT, SHAPE, new EnumType(List.of("red", "blue")), flags),
            "own",
            "in parameter `p`; WIT has `blue` where `Color` has `LIGHT_BLUE`"),
        List.of(
            func(Optional.of(Primitive.S8), POINT, SHAPE, COLOR, flags),
            "own",
            "in the result; `Shape` does not fit `s8`"),
        List.of(
            func(Optional.empty(), new OptionType(Primitive.S8), POINT),
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
                Primitive.BOOL,
                Primitive.S8,
                Primitive.CHAR,
                Primitive.S16,
                Primitive.U32,
                Primitive.F32,
                Primitive.F64,
                Primitive.STRING),
            "scalars",
            "in parameter `p`; the component has `char`, the binding `u16`"),
        List.of(
            func(
                Optional.empty(),
                new ListType(Primitive.S8),
                new ListType(Primitive.U16),
                new ListType(Primitive.CHAR),
                new ListType(new ListType(Primitive.S8)),
                new MapType(Primitive.STRING, Primitive.U64)),
            "lists",
            "in parameter `p`; in an element; the component has `s8`, the binding `u8`"),
        List.of(
            func(
                Optional.of(new ResultType(Optional.empty(), Optional.of(new ListType(POINT)))),
                new OptionType(new OptionType(Primitive.S64)),
                TupleType.of(Primitive.U8, POINT)),
            "wrapped",
            "in parameter `p`; in an element; in an element; the component has `s64`, the binding"
                + " `u32`"),
        List.of(
            new FuncType(List.of(), Optional.empty(), true),
            "thing",
            "the WIT function is `async`, which bindings cannot express yet"));
  }

  @ParameterizedTest
  @MethodSource("mismatches")
  void saysWhereTheTypesDiffer(List<Object> row) {
    Mismatch mismatch =
        assertThrows(Mismatch.class, () -> bind((FuncType) row.get(0), (String) row.get(1)));
    DiagnosticException explained = mismatch.explain("no");
    assertEquals(row.get(2), String.join("; ", explained.diagnostics().getFirst().notes()));
  }
}
