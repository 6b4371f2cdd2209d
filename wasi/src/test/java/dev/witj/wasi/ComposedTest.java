package dev.witj.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.witj.runtime.StoreLimits;
import dev.witj.runtime.TrapCode;
import dev.witj.testdata.Corpus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Composed programs do what is written down for their chains. */
final class ComposedTest {
  private static final Set<String> GUARDS = Set.of("todo-guarded", "auth");
  private static final Set<TrapCode> STALE =
      Set.of(TrapCode.UNKNOWN_HANDLE, TrapCode.RESOURCE_TYPE_MISMATCH);

  /**
   * Which components are chained.
   *
   * @param names those that must be there
   * @param anyStore whether a to-do store of whatever kind belongs to it
   * @param anyGuard whether guards may stand between
   */
  private record Chain(Set<String> names, boolean anyStore, boolean anyGuard) {
    static Chain of(String text) {
      String plain = text.split(";", -1)[0].strip();
      boolean anyGuard = plain.endsWith(", guarded or not");
      List<String> names =
          Arrays.stream(plain.replace(", guarded or not", "").split("->|,", -1))
              .map(String::strip)
              .toList();
      return new Chain(
          Set.copyOf(names.stream().filter(name -> !name.startsWith("any ")).toList()),
          names.contains("any todo store"),
          anyGuard);
    }

    boolean fits(List<String> parts) {
      return parts.containsAll(names)
          && parts.stream()
              .allMatch(
                  part -> names.contains(part) || (GUARDS.contains(part) ? anyGuard : anyStore));
    }
  }

  private static List<String> parts(Path file) {
    String name = file.getFileName().toString().replace(".wasm", "");
    return Arrays.stream(name.split("\\+", -1))
        .map(part -> part.equals("guarded") ? "todo-guarded" : part)
        .toList();
  }

  @TestFactory
  Stream<DynamicTest> runsEveryCase() throws IOException {
    Path guests = Corpus.guests();
    List<Path> composed = Corpus.files(guests.resolve("composed"), ".wasm");
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode each :
        new ObjectMapper().readTree(guests.resolve("expected/cases.json").toFile())) {
      Chain chain = Chain.of(each.get("chain").asText());
      List<Path> fitting = composed.stream().filter(file -> chain.fits(parts(file))).toList();
      assertFalse(fitting.isEmpty(), () -> "nothing is composed as " + each.get("chain"));
      for (Path file : fitting) {
        String name = each.get("name").asText() + " of " + file.getFileName();
        tests.add(DynamicTest.dynamicTest(name, () -> runs(file, each)));
      }
    }
    return tests.stream();
  }

  private static void runs(Path file, JsonNode expected) {
    List<String> arguments = new ArrayList<>();
    expected.get("args").forEach(argument -> arguments.add(argument.asText()));
    Guest.Outcome outcome =
        Guest.run(Guest.component(file), wasi -> wasi, StoreLimits.defaults(), arguments);
    assertEquals(expected.get("stdout").asText(), outcome.out(), () -> outcome.trap().toString());
    assertEquals(expected.get("exit").asInt(), outcome.code());
    assertEquals(expected.get("trap").asBoolean(), outcome.trap().isPresent());
    if (expected.get("chain").asText().endsWith("unknown handle index")) {
      // A freed index may already stand for a resource of another type: one table holds all.
      assertTrue(
          STALE.contains(outcome.trap().orElseThrow().code()), () -> outcome.trap().toString());
    }
    assertTrue(expected.get("trap").asBoolean() || outcome.err().isEmpty(), outcome.err());
  }
}
