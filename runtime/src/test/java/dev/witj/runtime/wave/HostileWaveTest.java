package dev.witj.runtime.wave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.diagnostics.DiagnosticException;
import dev.witj.runtime.ValType;
import dev.witj.runtime.ValType.Case;
import dev.witj.runtime.ValType.EnumType;
import dev.witj.runtime.ValType.Field;
import dev.witj.runtime.ValType.FixedListType;
import dev.witj.runtime.ValType.FlagsType;
import dev.witj.runtime.ValType.ListType;
import dev.witj.runtime.ValType.MapType;
import dev.witj.runtime.ValType.OptionType;
import dev.witj.runtime.ValType.Primitive;
import dev.witj.runtime.ValType.RecordType;
import dev.witj.runtime.ValType.ResultType;
import dev.witj.runtime.ValType.TupleType;
import dev.witj.runtime.ValType.VariantType;
import dev.witj.testdata.Growth;
import dev.witj.testdata.TextMutator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whatever a text holds, it is a value, which prints as the same again, or it is refused. */
final class HostileWaveTest {
  private static final int RUNS = Integer.getInteger("witj.fuzz.runs", 20_000);
  private static final long SEED = Long.getLong("witj.fuzz.seed", 20_260_821L);

  private static final ValType KIND =
      new VariantType(List.of(Case.of("none"), Case.of("some-text", Primitive.STRING)));

  private static final ValType EVERYTHING =
      new RecordType(
          List.of(
              new Field("truth", Primitive.BOOL),
              new Field("small", Primitive.S8),
              new Field("large", Primitive.U64),
              new Field("single", Primitive.F32),
              new Field("double", Primitive.F64),
              new Field("letter", Primitive.CHAR),
              new Field("texts", new ListType(Primitive.STRING)),
              new Field("pair", TupleType.of(Primitive.U8, Primitive.S64)),
              new Field("kind", KIND),
              new Field("label", new EnumType(List.of("ok", "b-2"))),
              new Field("flags", new FlagsType(List.of("r", "w"))),
              new Field("maybe", new OptionType(new OptionType(Primitive.U32))),
              new Field(
                  "outcome",
                  new ResultType(Optional.of(Primitive.U16), Optional.of(Primitive.STRING))),
              new Field("bytes", new FixedListType(Primitive.U8, 3)),
              new Field("map", new MapType(Primitive.STRING, Primitive.U32))));

  private static final String VALUE =
      """
      {truth: true, small: -128, large: 18446744073709551615, single: 1.5, double: -inf,
       letter: '\\u{1f30a}', texts: ["a\\n\\"", "b", ""], pair: (1, -2), kind: some-text("x y"),
       label: %ok, flags: {r, w}, maybe: some(some(3)), outcome: err("no"), bytes: [1, 2, 3],
       map: [("a", 1), ("b", 2)]}
      """;

  @Test
  void mutantsAreValuesOrRefused() {
    TextMutator mutator =
        new TextMutator(List.of(VALUE), List.of("{", "}", "[", "(", ",", "%", "nan"), SEED);
    int accepted = 0;
    for (int run = 0; run < RUNS; run++) {
      String text = mutator.next().text();
      try {
        String printed = Wave.print(EVERYTHING, Wave.parse(EVERYTHING, text));
        assertEquals(printed, Wave.print(EVERYTHING, Wave.parse(EVERYTHING, printed)));
        accepted++;
      } catch (DiagnosticException refused) {
        assertTrue(refused.diagnostics().getFirst().primary().isPresent(), refused::getMessage);
      } catch (RuntimeException | StackOverflowError | AssertionError e) {
        throw new AssertionError("run " + run + ": " + text, e);
      }
      try {
        var _ = Wave.parseCall("call(" + text);
      } catch (DiagnosticException refused) {
        assertTrue(refused.diagnostics().getFirst().primary().isPresent(), refused::getMessage);
      }
    }
    System.out.printf("value mutants: %d, %d accepted%n", RUNS, accepted);
    assertTrue(accepted > RUNS / 50, "mutants that are never accepted test little");
  }

  @Test
  void readsAndPrintsInLinearMemory() {
    ValType list = new ListType(EVERYTHING);
    Growth.assertLinear(
        "wave: parse",
        50,
        n -> "[" + (Wave.print(EVERYTHING, Wave.parse(EVERYTHING, VALUE)) + ", ").repeat(n) + "]",
        text -> Wave.print(list, Wave.parse(list, text)));
    Growth.assertLinear(
        "wave: string",
        5_000,
        n -> "\"" + "\\u{1f30a}a\\n".repeat(n) + "\"",
        text -> Wave.print(Primitive.STRING, Wave.parse(Primitive.STRING, text)));
    String open = "[".repeat(100_000);
    assertThrows(DiagnosticException.class, () -> Wave.parse(list, open));
  }
}
