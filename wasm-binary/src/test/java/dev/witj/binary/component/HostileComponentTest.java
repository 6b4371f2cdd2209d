package dev.witj.binary.component;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.Features;
import dev.witj.binary.core.NumType;
import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Whatever the bytes are, reading and validating them ends soon, with a result or with a diagnostic
 * that has an offset.
 *
 * <p>{@code -Dwitj.fuzz.runs=N} says how many mutants there are, {@code -Dwitj.fuzz.seed=N} which.
 */
final class HostileComponentTest {
  private static final int LARGEST = 20_000;
  private static final int RUNS = Integer.getInteger("witj.fuzz.runs", 20_000);
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
    assertFalse(seeds.isEmpty());
    SplittableRandom random = new SplittableRandom(SEED);
    int accepted = 0;
    for (int run = 0; run < RUNS; run++) {
      ComponentCorpus.Item seed = seeds.get(random.nextInt(seeds.size()));
      byte[] mutant = mutate(seed.bytes().toByteArray(), random);
      accepted += survives("run " + run + " of " + seed.name(), mutant) ? 1 : 0;
    }
    assertTrue(accepted < RUNS, "mutants that are all valid test nothing");
  }

  private static byte[] mutate(byte[] bytes, SplittableRandom random) {
    byte[] result = bytes;
    for (int changes = random.nextInt(1, 4); changes > 0 && result.length > 8; changes--) {
      int at = random.nextInt(8, result.length);
      switch (random.nextInt(6)) {
        case 0 -> result = Arrays.copyOf(result, at);
        case 1, 2 -> result[at] ^= (byte) (1 << random.nextInt(8));
        case 3 -> result[at] = (byte) random.nextInt(256);
        case 4 -> result[at] = (byte) random.nextInt(8);
        default -> {
          byte[] claim = {-1, -1, -1, -1, 0x0f};
          System.arraycopy(claim, 0, result, at, Math.min(claim.length, result.length - at));
        }
      }
    }
    return result;
  }

  /** Reads everything there is to read; gives whether the component is valid. */
  private static boolean survives(String what, byte[] bytes) {
    ByteSlice slice = ByteSlice.of(Source.binary(what), bytes);
    try {
      Component component = Component.read(slice);
      component.names();
      component.transform(ComponentTransform.IDENTITY);
      ComponentValidator.validate(component, Features.ALL);
      return true;
    } catch (DiagnosticException e) {
      Diagnostic diagnostic = e.diagnostics().getFirst();
      int offset = diagnostic.primary().orElseThrow().span().start();
      assertTrue(offset <= bytes.length, () -> what + ": " + diagnostic);
      return false;
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError(what, e);
    }
  }

  // Bombs: small inputs that mean something large.

  private static void endsSoon(ComponentBuilder builder) {
    byte[] bytes = builder.toByteArray();
    assertTimeoutPreemptively(Duration.ofSeconds(20), () -> survives("bomb", bytes));
  }

  private static ComponentElement type(Shape<ComponentValType, Integer> shape) {
    return new ComponentElement.TypeDef(new TypeDefinition.Value(shape));
  }

  @Test
  void tuplesOfTuplesDoNotExplode() {
    ComponentBuilder builder = new ComponentBuilder();
    builder.add(type(new Shape.Tuple<>(List.of(PrimitiveType.U8, PrimitiveType.U8))));
    for (int i = 0; i < 60; i++) {
      ComponentValType before = new ComponentValType.Ref(i);
      builder.add(type(new Shape.Tuple<>(List.of(before, before))));
    }
    endsSoon(builder);
  }

  @Test
  void longChainsOfListsDoNotOverflowTheStack() {
    ComponentBuilder builder = new ComponentBuilder();
    builder.add(type(new Shape.ListOf<>(PrimitiveType.U8)));
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
    builder.add(type(new Shape.Tuple<>(List.of(PrimitiveType.U8, PrimitiveType.U8))));
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
    builder.add(type(new Shape.Tuple<>(List.of(PrimitiveType.U8, PrimitiveType.U8))));
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
    builder.add(type(new Shape.FixedList<>(PrimitiveType.U64, -1)));
    assertFalse(survives("fixed list", builder.toByteArray()));
  }
}
