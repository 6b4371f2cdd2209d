package dev.witj.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.witj.runtime.StoreLimits;
import dev.witj.testdata.Corpus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** Programs of WASI 0.3 from several toolchains say what they said under another implementation. */
@Timeout(180)
final class LaterProgramsTest {
  private static final Pattern ORDER =
      Pattern.compile("(?<=order \\[)(.*)], together (?:true|True|false|False)");

  @TestFactory
  Stream<DynamicTest> sayWhatWasRecorded() throws IOException {
    Path folder = Corpus.guests().resolveSibling("more-guests");
    JsonNode all = new ObjectMapper().readTree(folder.resolve("expected.json").toFile());
    return StreamSupport.stream(all.spliterator(), false)
        .filter(each -> texts(each.get("flags")).contains("p3"))
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.get("name").asText(),
                    () -> run(folder.resolve(each.get("file").asText()), each)));
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static void run(Path file, JsonNode recorded) {
    byte[] input = input(recorded.path("stdin").asText()).getBytes(StandardCharsets.UTF_8);
    Guest.Outcome outcome =
        Guest.run(
            Guest.component(file),
            wasi -> wasi.stdin(new ByteArrayInputStream(input)),
            StoreLimits.defaults(),
            texts(recorded.get("args")));
    assertEquals(timeless(recorded.at("/expect/stdout").asText()), timeless(outcome.out()));
    assertEquals(recorded.at("/expect/trap").asBoolean(), outcome.trap().isPresent(), outcome::err);
    assertEquals(recorded.at("/expect/exit").asInt(), outcome.code());
  }

  /**
   * They sleep for some ten milliseconds each. Whether all that took no longer than the longest,
   * and which ended first if it took long to ask for the next, is a matter of the machine's mood.
   */
  private static String timeless(String text) {
    return ORDER
        .matcher(text)
        .replaceAll(
            slept ->
                Stream.of(slept.group(1).split(", ", -1)).sorted().collect(Collectors.joining()));
  }

  private static String input(String name) {
    return name.equals("seq10000")
        ? IntStream.rangeClosed(1, 10_000).mapToObj(i -> i + "\n").collect(Collectors.joining())
        : "";
  }
}
