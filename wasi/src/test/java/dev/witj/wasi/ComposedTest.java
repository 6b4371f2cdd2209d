package dev.witj.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.runtime.StoreLimits;
import dev.witj.runtime.TrapCode;
import dev.witj.testdata.Corpus;
import dev.witj.testdata.RecordedCase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Composed programs do what is written down for their chains. */
final class ComposedTest {
  private static final Set<TrapCode> STALE =
      Set.of(TrapCode.UNKNOWN_HANDLE, TrapCode.RESOURCE_TYPE_MISMATCH);

  @TestFactory
  Stream<DynamicTest> runsEveryCase() {
    List<Path> composed = Corpus.files(Corpus.guests().resolve("composed"), ".wasm");
    List<DynamicTest> tests = new ArrayList<>();
    for (RecordedCase each : RecordedCase.all()) {
      List<Path> fitting = composed.stream().filter(each.chain()::fits).toList();
      assertFalse(fitting.isEmpty(), () -> "nothing is composed as " + each.chain());
      for (Path file : fitting) {
        String name = each.name() + " of " + file.getFileName();
        tests.add(DynamicTest.dynamicTest(name, () -> runs(file, each)));
      }
    }
    return tests.stream();
  }

  private static void runs(Path file, RecordedCase expected) {
    Guest.Outcome outcome =
        Guest.run(
            Guest.component(file), wasi -> wasi, StoreLimits.defaults(), expected.arguments());
    assertEquals(expected.output(), outcome.out(), () -> outcome.trap().toString());
    assertEquals(expected.exit(), outcome.code());
    assertEquals(expected.traps(), outcome.trap().isPresent());
    if (expected.traps()) {
      // A freed index may already stand for a resource of another type: one table holds all.
      assertTrue(
          STALE.contains(outcome.trap().orElseThrow().code()), () -> outcome.trap().toString());
    }
    assertTrue(expected.traps() || outcome.err().isEmpty(), outcome.err());
  }
}
