package dev.witj.runtime.wave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.binary.component.ValueType;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.runtime.Types;
import dev.witj.testdata.Growth;
import dev.witj.testdata.TextMutator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whatever a text holds, it is a value, which prints as the same again, or it is refused. */
final class HostileWaveTest {
  private static final int RUNS = Integer.getInteger("witj.fuzz.runs", 20_000);
  private static final long SEED = Long.getLong("witj.fuzz.seed", 20_260_821L);

  private static final ValueType KIND =
      Types.variant(List.of(Types.caseOf("none"), Types.caseOf("some-text", Types.STRING)));

  private static final ValueType EVERYTHING =
      Types.record(
          List.of(
              Types.field("truth", Types.BOOL),
              Types.field("small", Types.S8),
              Types.field("large", Types.U64),
              Types.field("single", Types.F32),
              Types.field("double", Types.F64),
              Types.field("letter", Types.CHAR),
              Types.field("texts", Types.list(Types.STRING)),
              Types.field("pair", Types.tuple(Types.U8, Types.S64)),
              Types.field("kind", KIND),
              Types.field("label", Types.enumeration(List.of("ok", "b-2"))),
              Types.field("flags", Types.flags(List.of("r", "w"))),
              Types.field("maybe", Types.option(Types.option(Types.U32))),
              Types.field(
                  "outcome", Types.result(Optional.of(Types.U16), Optional.of(Types.STRING))),
              Types.field("bytes", Types.fixedList(Types.U8, 3)),
              Types.field("map", Types.map(Types.STRING, Types.U32))));

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
    ValueType list = Types.list(EVERYTHING);
    Growth.assertLinear(
        "wave: parse",
        50,
        n -> "[" + (Wave.print(EVERYTHING, Wave.parse(EVERYTHING, VALUE)) + ", ").repeat(n) + "]",
        text -> Wave.print(list, Wave.parse(list, text)));
    Growth.assertLinear(
        "wave: string",
        5_000,
        n -> "\"" + "\\u{1f30a}a\\n".repeat(n) + "\"",
        text -> Wave.print(Types.STRING, Wave.parse(Types.STRING, text)));
    String open = "[".repeat(100_000);
    assertThrows(DiagnosticException.class, () -> Wave.parse(list, open));
  }
}
