package dev.witj.binary.component;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.binary.BinaryKind;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.ByteWriter;
import dev.witj.binary.Features;
import dev.witj.binary.core.ConstExpr;
import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.Export;
import dev.witj.binary.core.ExternKind;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.FunctionBody;
import dev.witj.binary.core.ModuleSection;
import dev.witj.binary.core.NumType;
import dev.witj.binary.core.RecGroup;
import dev.witj.binary.core.SubType;
import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Source;
import dev.witj.testdata.BinaryMutator;
import dev.witj.testdata.Growth;
import dev.witj.types.Field;
import dev.witj.types.PrimitiveType;
import dev.witj.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever the bytes are, reading and validating them ends soon, with a result or with a diagnostic
 * that has an offset.
 *
 * <p>{@code -Dwitj.fuzz.runs=N} says how many mutants there are, {@code -Dwitj.fuzz.seed=N} which.
 */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class HostileComponentTest {
  private static final int LARGEST = 20_000;
  private static final int RUNS = Integer.getInteger("witj.fuzz.runs", 10_000);
  private static final long SEED = Long.getLong("witj.fuzz.seed", 20_260_821L);

  @Test
  void mutantsOfComponentsGiveDiagnosticsOnly() {
    List<ComponentCorpus.Item> seeds =
        Stream.concat(
                ComponentCorpus.files().stream(),
                Stream.of("cm-spec", "wasmtime-misc", "wasm-tools-cli")
                    .flatMap(suite -> ComponentCorpus.scripts(suite).stream()))
            .filter(item -> item.bytes().size() <= LARGEST)
            .toList();
    BinaryMutator mutator =
        new BinaryMutator(seeds.stream().map(item -> item.bytes().toByteArray()).toList(), SEED);
    long start = System.nanoTime();
    int accepted = 0;
    for (int run = 0; run < RUNS; run++) {
      BinaryMutator.Mutant mutant = mutator.next();
      String what = "run " + run + " of " + seeds.get(mutant.seed()).name();
      accepted += survives(what, mutant.bytes()) ? 1 : 0;
    }
    System.out.printf(
        "component mutants: %d in %d s, %d valid%n",
        RUNS, (System.nanoTime() - start) / 1_000_000_000L, accepted);
    assertTrue(accepted < RUNS, "mutants that are all valid test nothing");
    assertTrue(accepted > RUNS / 100, "mutants that are never valid test little");
  }

  /** Does everything there is to do; gives whether the component is valid. */
  private static boolean survives(String what, byte[] bytes) {
    ByteSlice slice = ByteSlice.of(Source.binary(what), bytes);
    try {
      decodes(what, slice, HostileComponentTest::decodeAll);
      decodes(what, slice, in -> ComponentValidator.validate(in, Features.DEFAULT));
      return decodes(what, slice, in -> ComponentValidator.validate(in, Features.ALL));
    } catch (RuntimeException | StackOverflowError | AssertionError e) {
      throw new AssertionError(what + ": " + reproducer(bytes), e);
    }
  }

  private static boolean decodes(String what, ByteSlice bytes, Consumer<ComponentModel> action) {
    try {
      action.accept(ComponentModel.read(bytes));
      return true;
    } catch (DiagnosticException e) {
      Diagnostic diagnostic = e.diagnostics().getFirst();
      int offset = diagnostic.primary().orElseThrow().span().start();
      assertTrue(offset <= bytes.size(), () -> what + ": " + diagnostic);
      return false;
    }
  }

  private static String reproducer(byte[] bytes) {
    return bytes.length > LARGEST ? "too large to show" : Base64.getEncoder().encodeToString(bytes);
  }

  /** What can be decoded is written so that it decodes to the same. */
  private static void decodeAll(ComponentModel component) {
    component.names();
    List<ComponentElement> elements = component.elements().toList();
    ComponentModel again = component.transform(ComponentTransform.IDENTITY);
    assertEquals(elements, again.elements().toList());
    ComponentModel rebuilt = new ComponentBuilder().addAll(elements).build();
    assertEquals(elements, rebuilt.elements().toList());
    for (ComponentElement element : elements) {
      if (element instanceof ComponentElement.NestedComponent nested) {
        decodeAll(nested.component());
      }
    }
  }

  // Bombs: small inputs that mean something large.

  private static void endsSoon(ComponentBuilder builder) {
    survives("bomb", builder.toByteArray());
  }

  private static ComponentElement type(Shape<ComponentValType, Integer> shape) {
    return new ComponentElement.TypeDef(new TypeDefinition.Value(shape));
  }

  @Test
  void tuplesOfTuplesDoNotExplode() {
    ComponentBuilder builder = new ComponentBuilder();
    builder.add(
        type(
            new Shape.Tuple<>(
                List.of(
                    ComponentValType.of(PrimitiveType.U8),
                    ComponentValType.of(PrimitiveType.U8)))));
    for (int i = 0; i < 60; i++) {
      ComponentValType before = new ComponentValType.Ref(i);
      builder.add(type(new Shape.Tuple<>(List.of(before, before))));
    }
    endsSoon(builder);
  }

  @Test
  void longChainsOfListsDoNotOverflowTheStack() {
    ComponentBuilder builder = new ComponentBuilder();
    builder.add(type(new Shape.ListOf<>(ComponentValType.of(PrimitiveType.U8))));
    for (int i = 0; i < 100_000; i++) {
      builder.add(type(new Shape.ListOf<>(new ComponentValType.Ref(i))));
    }
    endsSoon(builder);
  }

  @Test
  void nestedComponentsDoNotOverflowTheStack() {
    ByteSlice inner = new ComponentBuilder().build().bytes();
    for (int i = 0; i < 3_000; i++) {
      ComponentBuilder outer = new ComponentBuilder();
      outer.add(new ComponentElement.NestedComponent(inner));
      inner = ByteSlice.of(outer.toByteArray());
    }
    assertFalse(survives("nested", inner.toByteArray()));
  }

  @Test
  void nestedTypesDoNotOverflowTheStack() {
    TypeDefinition type = new TypeDefinition.Instance(List.of());
    for (int i = 0; i < 400; i++) {
      type = new TypeDefinition.Instance(List.of(new ComponentElement.TypeDef(type)));
    }
    ComponentBuilder builder = new ComponentBuilder();
    builder.add(new ComponentElement.TypeDef(type));
    assertFalse(survives("nested", builder.toByteArray()));
  }

  @Test
  void chainsOfInstanceTypesDoNotOverflowTheStack() {
    ComponentBuilder builder = new ComponentBuilder();
    builder.add(new ComponentElement.TypeDef(new TypeDefinition.Instance(List.of())));
    for (int i = 0; i < 20_000; i++) {
      builder.add(
          new ComponentElement.TypeDef(
              new TypeDefinition.Instance(
                  List.of(
                      new ComponentElement.Alias.Outer(Sort.TYPE, 1, i),
                      new Declaration.Export(ExternName.of("x"), new ExternDesc.Instance(0))))));
    }
    builder.add(new ComponentElement.Import(ExternName.of("i"), new ExternDesc.Instance(20_000)));
    endsSoon(builder);
  }

  /** An instance type with resources, which every mention of it makes anew. */
  private static TypeDefinition resources(int count) {
    List<Declaration> declarations = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      declarations.add(
          new Declaration.Export(ExternName.of("r" + i), new ExternDesc.SubResource()));
    }
    return new TypeDefinition.Instance(declarations);
  }

  @Test
  void manyInstancesOfManyResourcesEndSoon() {
    ComponentBuilder builder = new ComponentBuilder();
    builder.add(new ComponentElement.TypeDef(resources(10_000)));
    for (int i = 0; i < 900; i++) {
      builder.add(new ComponentElement.Import(ExternName.of("i" + i), new ExternDesc.Instance(0)));
    }
    endsSoon(builder);
  }

  @Test
  void manyInstantiationsOfLargeComponentsEndSoon() {
    ComponentBuilder inner = new ComponentBuilder();
    for (int i = 0; i < 5_000; i++) {
      inner.add(
          new ComponentElement.TypeDef(
              new TypeDefinition.Resource(NumType.I32, OptionalInt.empty())));
      inner.add(
          new ComponentElement.Export(
              ExternName.of("r" + i), new SortIndex(Sort.TYPE, 2 * i), Optional.empty()));
    }
    ComponentBuilder builder = new ComponentBuilder();
    builder.add(new ComponentElement.NestedComponent(ByteSlice.of(inner.toByteArray())));
    for (int i = 0; i < 900; i++) {
      builder.add(new ComponentElement.Instance.Instantiate(0, List.of()));
    }
    endsSoon(builder);
  }

  @Test
  void manyComparisonsOfLargeTypesEndSoon() {
    ComponentBuilder builder = new ComponentBuilder();
    builder.add(
        type(
            new Shape.Tuple<>(
                List.of(
                    ComponentValType.of(PrimitiveType.U8),
                    ComponentValType.of(PrimitiveType.U8)))));
    for (int side = 0; side < 2; side++) {
      int base = side * 18;
      for (int i = 0; i < 18; i++) {
        ComponentValType before = new ComponentValType.Ref(i == 0 ? 0 : base + i);
        builder.add(type(new Shape.Tuple<>(List.of(before, before))));
      }
    }
    ComponentBuilder inner = new ComponentBuilder();
    inner.add(new ComponentElement.Alias.Outer(Sort.TYPE, 1, 18));
    inner.add(new ComponentElement.Import(ExternName.of("t"), new ExternDesc.TypeEq(0)));
    builder.add(new ComponentElement.NestedComponent(ByteSlice.of(inner.toByteArray())));
    for (int i = 0; i < 900; i++) {
      builder.add(
          new ComponentElement.Instance.Instantiate(
              0,
              List.of(new ComponentElement.Instance.Argument("t", new SortIndex(Sort.TYPE, 36)))));
    }
    endsSoon(builder);
  }

  @Test
  void manyImportsOfLargeTypesEndSoon() {
    ComponentBuilder builder = new ComponentBuilder();
    builder.add(
        type(
            new Shape.Tuple<>(
                List.of(
                    ComponentValType.of(PrimitiveType.U8),
                    ComponentValType.of(PrimitiveType.U8)))));
    for (int i = 0; i < 18; i++) {
      ComponentValType before = new ComponentValType.Ref(i);
      builder.add(type(new Shape.Tuple<>(List.of(before, before))));
    }
    builder.add(
        new ComponentElement.TypeDef(
            new TypeDefinition.Func(
                new Signature<>(
                    false,
                    List.of(new Field<>("p", new ComponentValType.Ref(18))),
                    Optional.empty()))));
    IntStream.range(0, 20_000)
        .forEach(
            i ->
                builder.add(
                    new ComponentElement.Import(ExternName.of("f" + i), new ExternDesc.Func(19))));
    endsSoon(builder);
  }

  @Test
  void fixedListsOfFixedListsDoNotOverflow() {
    ComponentBuilder builder = new ComponentBuilder();
    builder.add(type(new Shape.FixedList<>(ComponentValType.of(PrimitiveType.U64), -1)));
    assertFalse(survives("fixed list", builder.toByteArray()));
  }

  // Counts that the bytes cannot hold.

  private static final long[] CLAIMS = {
    10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 0x7fffffffL, 0xffffffffL
  };

  private static void assertFrugal(SectionKind kind, int... before) {
    for (long claim : CLAIMS) {
      ByteWriter content = new ByteWriter();
      for (int each : before) {
        content.writeByte(each);
      }
      content.writeU32((int) claim);
      ByteWriter out = new ByteWriter();
      BinaryKind.COMPONENT.writeHeader(out);
      byte[] bytes = out.writeByte(kind.ordinal()).writeSized(content).toByteArray();
      Growth.assertFrugal(kind + " of " + claim, 1 << 20, () -> survives("claim", bytes));
    }
  }

  @Test
  void countsThatTheBytesCannotHoldTakeNoMemory() {
    for (SectionKind kind : SectionKind.values()) {
      assertFrugal(kind);
      for (int first = 0; first < 256; first++) {
        // One item with the first byte, and something counted.
        assertFrugal(kind, 1, first);
      }
    }
    // Groups of core types and module types.
    assertFrugal(SectionKind.CORE_TYPE, 1, 0x4e);
    assertFrugal(SectionKind.CORE_TYPE, 1, 0x60, 0);
    assertFrugal(SectionKind.CORE_TYPE, 1, 0x50, 1, 0x00);
    assertFrugal(SectionKind.CORE_TYPE, 1, 0x50, 1, 0x03);
    assertFrugal(SectionKind.CORE_TYPE, 1, 0x50, 1, 0x01, 0x4e);
    // Instantiation, exports that are put together, and names in them.
    for (SectionKind kind : List.of(SectionKind.CORE_INSTANCE, SectionKind.INSTANCE)) {
      assertFrugal(kind, 1, 0, 0);
      assertFrugal(kind, 1, 0, 0, 1);
      assertFrugal(kind, 1, 1, 1);
      assertFrugal(kind, 1, 1, 1, 0);
      assertFrugal(kind, 1, 1, 1, 2, 0);
    }
    // Types of functions, instances and components, one within the other.
    assertFrugal(SectionKind.TYPE, 1, 0x40, 1);
    for (int form : new int[] {0x41, 0x42}) {
      assertFrugal(SectionKind.TYPE, 1, form, 1, 0x01, form);
      assertFrugal(SectionKind.TYPE, 1, form, 1, 0x04, 0x00);
      assertFrugal(SectionKind.TYPE, 1, form, 1, 0x04, 0x02, 0);
      assertFrugal(SectionKind.TYPE, 1, form, 1, 0x00, 0x4e);
    }
    for (int form : new int[] {0x72, 0x71, 0x6e, 0x6d}) {
      assertFrugal(SectionKind.TYPE, 1, form, 1);
    }
    // Options, parameters of start functions, names and their attributes, values.
    assertFrugal(SectionKind.CANON, 1, 0x00, 0x00, 0);
    assertFrugal(SectionKind.CANON, 1, 0x01, 0x00, 0);
    assertFrugal(SectionKind.CANON, 1, 0x09, 0x01, 0x00);
    assertFrugal(SectionKind.START, 0);
    assertFrugal(SectionKind.IMPORT, 1, 2, 0);
    assertFrugal(SectionKind.IMPORT, 1, 2, 0, 1, 0);
    assertFrugal(SectionKind.EXPORT, 1, 2, 0);
    assertFrugal(SectionKind.VALUE, 1, 0x7f);
    for (int part = 0; part < 3; part++) {
      int[] name = {14, 'c', 'o', 'm', 'p', 'o', 'n', 'e', 'n', 't', '-', 'n', 'a', 'm', 'e'};
      int[] names = Arrays.copyOf(name, name.length + 3);
      names[name.length] = part;
      names[name.length + 1] = 6;
      names[name.length + 2] = 1;
      assertFrugal(SectionKind.CUSTOM, names);
      assertFrugal(SectionKind.CUSTOM, Arrays.copyOf(names, names.length - 2));
    }
  }

  // More that is large in few bytes.

  @Test
  void instancesOfOneModuleShareItsExports() {
    int instances = 900;
    int exports = 2_000;
    List<Export> gives =
        IntStream.range(0, exports).mapToObj(i -> new Export("e" + i, ExternKind.FUNC, 0)).toList();
    CoreModule module =
        CoreModule.of(
            List.of(
                new ModuleSection.Types(
                    List.of(RecGroup.of(SubType.of(new FuncType(List.of(), List.of()))))),
                new ModuleSection.Functions(List.of(0)),
                new ModuleSection.Exports(gives),
                new ModuleSection.Code(
                    List.of(FunctionBody.of(List.of(), ConstExpr.of(List.of()).code())))));
    ComponentBuilder builder = new ComponentBuilder();
    builder.add(new ComponentElement.CoreModule(module.binary()));
    for (int i = 0; i < instances; i++) {
      builder.add(new ComponentElement.CoreInstance.Instantiate(0, List.of()));
    }
    ComponentModel component = builder.build();
    Growth.assertFrugal(
        "instances of a module with many exports",
        20_000_000,
        () -> ComponentValidator.validate(component, Features.DEFAULT));
  }

  @Test
  void messagesDoNotWriteOutTypesThatAreLargeWrittenOut() {
    ComponentBuilder builder = new ComponentBuilder();
    List<Field<ComponentValType>> fields = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      fields.add(new Field<>("f" + i + "a".repeat(10_000), ComponentValType.of(PrimitiveType.U8)));
    }
    builder.add(type(new Shape.RecordOf<>(fields)));
    for (int i = 0; i < 4; i++) {
      builder.add(
          type(
              new Shape.Tuple<>(
                  Collections.nCopies(12, (ComponentValType) new ComponentValType.Ref(i)))));
    }
    ComponentBuilder inner = new ComponentBuilder();
    inner.add(type(new Shape.Primitive<>(PrimitiveType.U8)));
    inner.add(new ComponentElement.Import(ExternName.of("t"), new ExternDesc.TypeEq(0)));
    builder.add(new ComponentElement.NestedComponent(ByteSlice.of(inner.toByteArray())));
    builder.add(
        new ComponentElement.Instance.Instantiate(
            0, List.of(new ComponentElement.Instance.Argument("t", new SortIndex(Sort.TYPE, 4)))));
    byte[] bytes = builder.toByteArray();
    Growth.assertFrugal("a message", 20_000_000, () -> assertFalse(survives("message", bytes)));
  }

  @Test
  void instancesInManyInstancesDoNotRepeatTheirResources() {
    ComponentBuilder builder = new ComponentBuilder();
    builder.add(new ComponentElement.TypeDef(resources(10_000)));
    builder.add(new ComponentElement.Import(ExternName.of("i"), new ExternDesc.Instance(0)));
    builder.add(
        new ComponentElement.Instance.Exports(
            IntStream.range(0, 100_000)
                .mapToObj(
                    i ->
                        new ComponentElement.Instance.InlineExport(
                            ExternName.of("e" + i), new SortIndex(Sort.INSTANCE, 0)))
                .toList()));
    assertFalse(survives("instances", builder.toByteArray()));
  }

  @Test
  void pathsToResourcesDoNotAddUp() {
    ComponentBuilder builder = new ComponentBuilder();
    builder.add(new ComponentElement.TypeDef(resources(600)));
    for (int i = 0; i < 90; i++) {
      builder.add(
          new ComponentElement.TypeDef(
              new TypeDefinition.Instance(
                  List.of(
                      new ComponentElement.Alias.Outer(Sort.TYPE, 1, i),
                      new Declaration.Export(ExternName.of("x"), new ExternDesc.Instance(0))))));
    }
    builder.add(new ComponentElement.Import(ExternName.of("i"), new ExternDesc.Instance(90)));
    byte[] bytes = builder.toByteArray();
    Growth.assertFrugal("paths", 200_000_000, () -> assertFalse(survives("paths", bytes)));
  }
}
