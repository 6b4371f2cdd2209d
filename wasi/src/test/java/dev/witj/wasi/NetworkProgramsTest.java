package dev.witj.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.witj.runtime.StoreLimits;
import dev.witj.testdata.Corpus;
import dev.witj.wasi.net.NetworkRights;
import dev.witj.wasi.net.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs that use the network, and programs that could and do not. */
@Timeout(120)
final class NetworkProgramsTest {
  private static final String PYTHON = "python/cmd-py.wasm";
  private static final String PYTHON_HELLO =
      """
      hello from Python; args=%s
      GREETING=%s
      {'brown': 1, 'dog': 1, 'end': 1, 'fox': 1, 'jumps': 1, 'lazy': 1, 'over': 1, 'quick': 1, 'the': 3}
      clock ok: True random ok: True
      """;

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  /** What programs said under another implementation that had been given the network. */
  @TestFactory
  Stream<DynamicTest> sayWhatWasRecorded() throws IOException {
    Path folder = Corpus.guests().resolveSibling("more-guests");
    JsonNode all = new ObjectMapper().readTree(folder.resolve("expected.json").toFile());
    return StreamSupport.stream(all.spliterator(), false)
        .filter(each -> texts(each.get("flags")).toString().contains("inherit-network"))
        .filter(each -> each.get("kind").asText().equals("run"))
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.get("name").asText(),
                    () -> {
                      Guest.Outcome outcome =
                          Guest.run(
                              Guest.component(folder.resolve(each.get("file").asText())),
                              wasi -> wasi.network(NetworkRights.all()),
                              StoreLimits.defaults(),
                              texts(each.get("args")));
                      assertEquals(each.at("/expect/stdout").asText(), outcome.out());
                      assertEquals(each.at("/expect/exit").asInt(), outcome.code());
                    }));
  }

  @Test
  void tellsTheHostWhatWasRefused() {
    Path sockets = Corpus.guests().resolveSibling("more-guests").resolve("rust/sock.wasm");
    List<Refusal> refusals = new ArrayList<>();
    Guest.Outcome outcome =
        Guest.run(
            Guest.component(sockets),
            wasi -> wasi.onRefusal(refusals::add),
            StoreLimits.defaults(),
            List.of("udp"));
    assertTrue(outcome.err().contains("access-denied"), outcome.err());
    assertEquals(
        List.of(new Refusal("to make a socket for udp", "allow-outbound", "udp://HOST:PORT")),
        refusals);
  }

  /** A Python program imports sockets whether or not it opens any. */
  @Test
  void runsPythonWithoutTheNetwork(@TempDir Path folder) throws IOException {
    assertEquals(
        PYTHON_HELLO.formatted("['a', 'b']", "(unset)"), Guest.run(PYTHON, "a", "b").out());
    Guest.Outcome files =
        Guest.run(
            Guest.component(PYTHON),
            wasi -> wasi.env("GREETING", "grüß").preopen(folder, "/data", false),
            StoreLimits.defaults(),
            List.of("--file", "/data"));
    assertEquals(
        PYTHON_HELLO.formatted("['--file', '/data']", "grüß")
            + "size 8890 lines 1000 listed 1\ngone True\n",
        files.out());
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(), left.toList());
    }
    String numbers =
        String.join("", IntStream.rangeClosed(1, 10_000).mapToObj(i -> i + "\n").toList());
    Guest.Outcome input =
        Guest.run(
            Guest.component(PYTHON),
            wasi -> wasi.stdin(new ByteArrayInputStream(numbers.getBytes(StandardCharsets.UTF_8))),
            StoreLimits.defaults(),
            List.of("--stdin"));
    assertTrue(input.out().endsWith("stdin: 48894\n"), input.out());
    assertEquals(1, Guest.run(PYTHON, "--exit").code());
    Guest.Outcome raised = Guest.run(PYTHON, "--raise");
    assertEquals(134, raised.code());
    assertTrue(raised.err().contains("RuntimeError: as asked"), raised.err());
  }
}
