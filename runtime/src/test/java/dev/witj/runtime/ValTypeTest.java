package dev.witj.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.runtime.ValType.Case;
import dev.witj.runtime.ValType.EnumType;
import dev.witj.runtime.ValType.Field;
import dev.witj.runtime.ValType.FlagsType;
import dev.witj.runtime.ValType.ListType;
import dev.witj.runtime.ValType.OptionType;
import dev.witj.runtime.ValType.OwnType;
import dev.witj.runtime.ValType.Primitive;
import dev.witj.runtime.ValType.RecordCodec;
import dev.witj.runtime.ValType.RecordType;
import dev.witj.runtime.ValType.ResultType;
import dev.witj.runtime.ValType.TupleType;
import dev.witj.runtime.ValType.VariantType;
import dev.witj.runtime.value.RecordValue;
import dev.witj.runtime.value.Result;
import dev.witj.runtime.value.Tuple;
import dev.witj.runtime.value.Tuple1;
import dev.witj.runtime.value.Tuple2;
import dev.witj.runtime.value.Tuple3;
import dev.witj.runtime.value.TupleN;
import dev.witj.runtime.value.VariantValue;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ValTypeTest {
  private static final RecordCodec CODEC =
      new RecordCodec() {
        @Override
        public Object construct(Object[] fields) {
          return fields[0];
        }

        @Override
        public Object[] fields(Object value) {
          return new Object[] {value};
        }
      };

  private static ValType everything(ResourceType resource, String label, List<Field> fields) {
    return TupleType.of(
        new ListType(new OptionType(new RecordType(fields))),
        new VariantType(List.of(Case.of("a", Primitive.U8), Case.of(label))),
        new EnumType(List.of("x", label)),
        new FlagsType(List.of(label)),
        new ResultType(Optional.of(new OwnType(resource)), Optional.empty()));
  }

  @Test
  void comparesShapesAndResources() {
    ResourceType resource = ResourceType.ofHost("r");
    List<Field> fields = List.of(new Field("f", Primitive.STRING));
    ValType type = everything(resource, "b", fields);
    assertTrue(type.matches(everything(resource, "b", fields)));
    assertFalse(type.matches(everything(ResourceType.ofHost("r"), "b", fields)));
    assertFalse(type.matches(everything(resource, "c", fields)));
    assertFalse(type.matches(everything(resource, "b", List.of(new Field("g", Primitive.STRING)))));
    assertFalse(
        new ResultType(Optional.empty(), Optional.of(Primitive.U8))
            .matches(new ResultType(Optional.of(Primitive.U8), Optional.empty())));
  }

  @Test
  void takesCodecsOver() {
    ResourceType real = ResourceType.ofHost("r");
    List<Field> fields = List.of(new Field("f", Primitive.STRING));
    TupleType type =
        TupleType.of(new RecordType(fields), new OwnType(real), new RecordType(fields));
    TupleType template =
        TupleType.of(
            new RecordType(fields, CODEC),
            new OwnType(ResourceType.ofHost("placeholder")),
            new RecordType(fields));
    TupleType merged = (TupleType) type.withCodecsOf(template);
    assertSame(CODEC, ((RecordType) merged.elements().getFirst()).codec());
    assertSame(real, ((OwnType) merged.elements().get(1)).resource());
    assertNotEquals(CODEC, ((RecordType) merged.elements().get(2)).codec());
    assertThrows(IllegalArgumentException.class, () -> type.withCodecsOf(Primitive.U8));
    FuncType function =
        new FuncType(
            template.elements().stream().map(it -> new Field("p", it)).toList(), Optional.empty());
    assertThrows(
        IllegalArgumentException.class,
        () -> function.withCodecsOf(new FuncType(List.of(), Optional.empty())));
  }

  @Test
  void mergesASharedTypeOncePerTemplate() {
    RecordType shared = new RecordType(List.of(new Field("f", Primitive.STRING)));
    TupleType merged =
        (TupleType)
            TupleType.of(shared, shared)
                .withCodecsOf(TupleType.of(new RecordType(shared.fields(), CODEC), shared));
    assertSame(CODEC, ((RecordType) merged.elements().get(0)).codec());
    assertSame(shared.codec(), ((RecordType) merged.elements().get(1)).codec());
  }

  @Test
  void comparesValuesDeeply() {
    assertEquals(new Tuple1<>(new byte[] {1}), new Tuple1<>(new byte[] {1}));
    assertEquals(
        new Tuple2<>(new byte[] {1}, "a").hashCode(), new Tuple2<>(new byte[] {1}, "a").hashCode());
    assertNotEquals(new Tuple1<>(1), new Tuple1<>(2));
    assertEquals(Result.ok(new int[] {1}), Result.ok(new int[] {1}));
    assertNotEquals(Result.<Object, Object>ok(1), Result.<Object, Object>err(1));
    assertEquals(RecordValue.of("a", new long[] {1}), RecordValue.of("a", new long[] {1}));
    assertEquals(new VariantValue("a", new float[] {1}), new VariantValue("a", new float[] {1}));
    assertEquals("(1, [2])", new Tuple2<>(1, new int[] {2}).toString());
    assertEquals(
        TupleN.class,
        Tuple.of(new Object[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17})
            .getClass());
    assertEquals(new Tuple3<>(1, 2, 3), Tuple.of(1, 2, 3));
  }

  @Test
  void unwrapsResults() {
    assertEquals(1, Result.ok(1).orElseThrow());
    assertEquals(Result.ok(2), Result.<Integer, String>ok(1).map(it -> it + 1));
    assertThrows(NoSuchElementException.class, () -> Result.err("x").orElseThrow());
    assertThrows(
        IllegalStateException.class, () -> Result.err("x").orElseThrow(IllegalStateException::new));
  }

  @Test
  void takesFieldsInAnyOrder() {
    RecordType type =
        new RecordType(List.of(new Field("a", Primitive.U8), new Field("b", Primitive.U8)));
    assertEquals(List.of(1, 2), List.of(type.codec().fields(RecordValue.of("b", 2, "a", 1))));
    assertThrows(IllegalArgumentException.class, () -> type.codec().fields(RecordValue.of("b", 2)));
  }
}
