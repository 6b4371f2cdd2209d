package dev.witj.binary.component;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.Features;
import dev.witj.diagnostics.Source;
import dev.witj.testdata.Corpus;
import dev.witj.types.Field;
import dev.witj.types.PrimitiveType;
import dev.witj.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SubtypingTest {
  private static final ComponentValType U32 = ComponentValType.of(PrimitiveType.U32);
  private static final ComponentValType U64 = ComponentValType.of(PrimitiveType.U64);

  private static ValidatedComponent guest(String name) throws IOException {
    var file = Corpus.guests().resolve(name);
    return ComponentValidator.validate(
        ByteSlice.of(Source.binary(file), Files.readAllBytes(file)), Features.DEFAULT);
  }

  /** The type of an import {@code a:b/c} of an instance that exports what is declared. */
  private static EntityType instance(Declaration... declarations) {
    ComponentBuilder builder = new ComponentBuilder();
    builder.add(new ComponentElement.TypeDef(new TypeDefinition.Instance(List.of(declarations))));
    builder.add(new ComponentElement.Import(ExternName.of("a:b/c"), new ExternDesc.Instance(0)));
    return ComponentValidator.validate(builder.build(), Features.ALL)
        .imports()
        .get("a:b/c")
        .orElseThrow();
  }

  private static ComponentElement.TypeDef func(
      Optional<ComponentValType> result, List<Field<ComponentValType>> params) {
    return new ComponentElement.TypeDef(
        new TypeDefinition.Func(new Signature<>(false, params, result)));
  }

  private static ComponentElement.TypeDef type(Shape<ComponentValType, Integer> shape) {
    return new ComponentElement.TypeDef(new TypeDefinition.Value(shape));
  }

  private static Declaration export(String name, ExternDesc type) {
    return new Declaration.Export(ExternName.of(name), type);
  }

  private static EntityType oneFunction(String param, ComponentValType type) {
    return instance(
        func(Optional.of(U32), List.of(new Field<>(param, type))),
        export("get", new ExternDesc.Func(0)));
  }

  private static Difference difference(EntityType given, EntityType wanted) {
    return new Subtyping().difference(given, wanted).orElseThrow();
  }

  @Test
  void saysWhereParametersDiffer() {
    Difference difference = difference(oneFunction("id", U64), oneFunction("id", U32));
    assertEquals("func get → param id: expected u32, found u64", difference.toString());
    assertEquals("func(id: u32) -> u32", difference.expected());
    assertEquals("func(id: u64) -> u32", difference.found());
    assertEquals(
        "import a:b/c → func get → param id: expected u32, found u64",
        difference.in("import a:b/c").toString());
  }

  @Test
  void saysWhatParametersAreCalled() {
    assertEquals(
        "func get: expected parameter named `id`, found `key`",
        difference(oneFunction("key", U32), oneFunction("id", U32)).toString());
  }

  @Test
  void instancesMayGiveMore() {
    EntityType nothing = instance();
    EntityType get = oneFunction("id", U32);
    assertTrue(Subtyping.isSubtype(get, nothing));
    assertFalse(Subtyping.isSubtype(nothing, get));
    assertEquals("missing expected export `get`", difference(nothing, get).toString());
  }

  @Test
  void saysWhichFieldOfARecordDiffers() {
    List<EntityType> sides = new ArrayList<>();
    for (ComponentValType id : List.of(U32, U64)) {
      sides.add(
          instance(
              type(new Shape.RecordOf<>(List.of(new Field<>("id", id)))),
              export("todo", new ExternDesc.TypeEq(0)),
              type(new Shape.ListOf<>(new ComponentValType.Ref(1))),
              func(Optional.of(new ComponentValType.Ref(2)), List.of()),
              export("all", new ExternDesc.Func(3))));
    }
    Difference difference = difference(sides.get(1), sides.get(0));
    assertEquals("type todo → field id: expected u32, found u64", difference.toString());
  }

  @Test
  void resourcesStandForWhatIsGivenAndMustAgree() {
    EntityType two =
        instance(
            export("a", new ExternDesc.SubResource()),
            export("b", new ExternDesc.SubResource()),
            type(new Shape.Own<>(0)),
            func(Optional.of(new ComponentValType.Ref(2)), List.of()),
            export("make", new ExternDesc.Func(3)));
    EntityType other =
        instance(
            export("a", new ExternDesc.SubResource()),
            export("b", new ExternDesc.SubResource()),
            type(new Shape.Own<>(1)),
            func(Optional.of(new ComponentValType.Ref(2)), List.of()),
            export("make", new ExternDesc.Func(3)));
    assertTrue(Subtyping.isSubtype(two, two));
    Difference difference = difference(other, two);
    assertEquals("func make → result: resource types are not the same", difference.toString());
    assertEquals("func() -> own<a>", difference.expected());
    assertEquals("func() -> own<b>", difference.found());
  }

  @Test
  void aFailedComparisonDecidesNothing() {
    EntityType wanted =
        instance(
            export("a", new ExternDesc.SubResource()),
            func(Optional.of(U32), List.of()),
            export("f", new ExternDesc.Func(1)));
    EntityType bad =
        instance(
            export("a", new ExternDesc.SubResource()),
            func(Optional.of(U64), List.of()),
            export("f", new ExternDesc.Func(1)));
    EntityType good =
        instance(
            export("a", new ExternDesc.SubResource()),
            func(Optional.of(U32), List.of()),
            export("f", new ExternDesc.Func(1)));
    Subtyping subtyping = new Subtyping();
    assertNotEquals(Optional.empty(), subtyping.difference(bad, wanted));
    assertEquals(Optional.empty(), subtyping.difference(good, wanted));
    assertNotEquals(Optional.empty(), subtyping.difference(bad, wanted), "another resource by now");
  }

  @Test
  void realComponentsFitOneAnother() throws IOException {
    ValidatedComponent app = guest("kv/kv-app.wasm");
    ValidatedComponent store = guest("kv/kv-mem.wasm");
    Subtyping subtyping = new Subtyping();
    int matched = 0;
    for (Extern wanted : app.imports().all()) {
      Optional<EntityType> given = store.exports().get(wanted.name().name());
      if (given.isPresent()) {
        assertEquals(
            Optional.empty(),
            subtyping.difference(given.get(), wanted.type()),
            () -> "import " + wanted.name());
        matched++;
      }
    }
    assertTrue(matched > 0);
  }

  @Test
  void saysWhatIsWrongWithARealComponent() throws IOException {
    ValidatedComponent app = guest("todo/todo-cli.wasm");
    ValidatedComponent store = guest("todo/todo-mismatch.wasm");
    String name = "example:todo/todo-store@0.1.0";
    Difference difference =
        difference(store.exports().get(name).orElseThrow(), app.imports().get(name).orElseThrow());
    assertEquals(
        "import example:todo/todo-store@0.1.0 → type todo-item → field id: expected u32, found u64",
        difference.in("import " + name).toString());
    assertEquals(
        List.of(
            "expected: record { id: u32, title: string, completed: bool }",
            "   found: record { id: u64, title: string, completed: bool }"),
        difference.signatures());
  }

  @Test
  void everyComponentCanTakeItsOwnPlace() {
    for (ComponentCorpus.Item item : ComponentCorpus.files()) {
      if (item.bytes().size() < 60_000) {
        ComponentType first = ComponentValidator.validate(item.bytes(), Features.ALL).type();
        ComponentType second = ComponentValidator.validate(item.bytes(), Features.ALL).type();
        assertEquals(
            Optional.empty(),
            new Subtyping()
                .difference(new EntityType.Component(first), new EntityType.Component(second)),
            item.name());
      }
    }
  }
}
