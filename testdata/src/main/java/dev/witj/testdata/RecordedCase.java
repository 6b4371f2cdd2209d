package dev.witj.testdata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a composed program did when it was recorded.
 *
 * @param name what the case is called
 * @param chain what is composed
 * @param arguments what the program is given, its own name not among them
 * @param output what it writes to its standard output
 * @param exit its exit code
 * @param traps whether it ends in a trap, which always is that a handle is no longer one
 */
public record RecordedCase(
    String name,
    RecordedChain chain,
    List<String> arguments,
    String output,
    int exit,
    boolean traps) {
  public RecordedCase {
    arguments = List.copyOf(arguments);
  }

  /** All that were recorded; skips the calling test where they are absent. */
  public static List<RecordedCase> all() {
    try {
      List<RecordedCase> cases = new ArrayList<>();
      for (JsonNode each :
          new ObjectMapper().readTree(Corpus.guests().resolve("expected/cases.json").toFile())) {
        List<String> arguments = new ArrayList<>();
        each.get("args").forEach(argument -> arguments.add(argument.asText()));
        cases.add(
            new RecordedCase(
                each.get("name").asText(),
                RecordedChain.of(each.get("chain").asText()),
                arguments,
                each.get("stdout").asText(),
                each.get("exit").asInt(),
                each.get("trap").asBoolean()));
      }
      return cases;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
