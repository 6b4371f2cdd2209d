package dev.witj.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.runtime.StoreLimits;
import dev.witj.runtime.TrapCode;
import dev.witj.testdata.Corpus;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs made by real toolchains say what they must. */
final class ProgramsTest {
  private static final String C = "c/c-hello.wasm";
  private static final String RUST = "rust/rust-hello-p1.wasm";
  private static final String JAVA = "java/teavm-hello.wasm";
  private static final String JS = "js/cli-qjs.wasm";

  private static final String C_HELLO =
      """
      hello from C, %d args:%s
      GREETING=%s
      fib(20)=6765 sqrt=1.414214
      clock ok: 1
      random ok: 1
      """;
  private static final String RUST_HELLO =
      """
      hello from Rust; args=%s
      GREETING=%s
      words={"brown": 1, "dog": 1, "end": 1, "fox": 1, "jumps": 1, "lazy": 1, "over": 1, "quick": 1, "the": 3}
      clock ok: true
      """;
  private static final String JS_HELLO =
      """
      hello from JavaScript; args=%s
      GREETING=%s
      random bytes: 8, clock ok: true
      """;

  private static void assertRan(int code, String out, Guest.Outcome outcome) {
    assertEquals(Optional.empty(), outcome.trap());
    assertEquals(out, outcome.out());
    assertEquals(code, outcome.code());
  }

  @Test
  void passesArgumentsToEachLanguage() {
    assertRan(0, C_HELLO.formatted(2, " [a] [b]", "(unset)"), Guest.run(C, "a", "b"));
    assertRan(0, RUST_HELLO.formatted("[\"a\", \"b\"]", "(unset)"), Guest.run(RUST, "a", "b"));
    assertRan(0, JS_HELLO.formatted("[\"a\",\"b\"]", "(unset)"), Guest.run(JS, "a", "b"));
    assertRan(
        0,
        """
        hello from Java (TeaVM); args=[a, b]
        {brown=1, end=1, fox=1, quick=1, the=2}
        Point[x=1, y=2]
        true
        """,
        Guest.run(JAVA, "a", "b"));
  }

  @Test
  void passesVariablesOnlyIfTheyAreGiven() {
    assertRan(0, C_HELLO.formatted(0, "", "grüß 🌍"), greeted(C, "grüß 🌍"));
    assertRan(0, RUST_HELLO.formatted("[]", "grüß 🌍"), greeted(RUST, "grüß 🌍"));
    assertRan(0, JS_HELLO.formatted("[]", "grüß 🌍"), greeted(JS, "grüß 🌍"));
  }

  private static Guest.Outcome greeted(String path, String greeting) {
    return Guest.run(
        Guest.component(path),
        wasi -> wasi.env("OTHER", "x").env("GREETING", greeting),
        StoreLimits.defaults(),
        List.of());
  }

  @Test
  void readsStandardInputToItsEnd() {
    String input = "abc\n".repeat(1000);
    Guest.Outcome c = Guest.run(C, input, List.of("--stdin"));
    assertRan(
        0, C_HELLO.formatted(1, " [--stdin]", "(unset)") + stdin("4000 bytes, hash 743756352"), c);
    Guest.Outcome rust = Guest.run(RUST, input, List.of("--stdin"));
    assertEquals(
        RUST_HELLO.formatted("[\"--stdin\"]", "(unset)") + stdin("4000 bytes, 1000 lines"),
        rust.out());
    assertTrue(Guest.run(JS, input, List.of("--stdin")).out().contains("4000"));
    assertTrue(Guest.run(C, "", List.of("--stdin")).out().contains("stdin: 0 bytes"));
  }

  private static String stdin(String text) {
    return "stdin: " + text + "\n";
  }

  @Test
  void readsLongInputFromASlowPipe() throws Exception {
    byte[] chunk = "0123456789abcdef".repeat(1024).getBytes(StandardCharsets.UTF_8);
    try (PipedOutputStream feed = new PipedOutputStream();
        PipedInputStream pipe = new PipedInputStream(feed)) {
      Thread feeder =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try (feed) {
                      for (int i = 0; i < 64; i++) {
                        feed.write(chunk);
                      }
                    } catch (IOException e) {
                      throw new UncheckedIOException(e);
                    }
                  });
      Guest.Outcome outcome =
          Guest.run(
              Guest.component(C),
              wasi -> wasi.stdin(pipe),
              StoreLimits.defaults(),
              List.of("--stdin"));
      feeder.join();
      assertTrue(
          outcome.out().contains("stdin: " + 64 * chunk.length + " bytes"), outcome.toString());
    }
  }

  @Test
  void worksOnFilesInAFolderItIsGiven(@TempDir Path folder) {
    assertTrue(
        withFolder(C, folder, false)
            .out()
            .endsWith(
                """
                stat: 0 size=8890
                tail: line 999
                listed: 1
                unlink: 0, then stat: -1
                """));
    assertTrue(
        withFolder(RUST, folder, false)
            .out()
            .endsWith(
                """
                lines=1000 bytes=8890 meta=8890
                listed=1
                gone=NotFound
                """));
    assertEquals(List.of(), Corpus.files(folder, ""));
  }

  @Test
  void cannotWriteToAFolderToRead(@TempDir Path folder) {
    Guest.Outcome outcome = withFolder(RUST, folder, true);
    assertTrue(outcome.code() != 0, outcome.toString());
    assertEquals(List.of(), Corpus.files(folder, ""));
  }

  private static Guest.Outcome withFolder(String program, Path folder, boolean readOnly) {
    return Guest.run(
        Guest.component(program),
        wasi -> wasi.preopen(folder, "/data", readOnly),
        StoreLimits.defaults(),
        List.of("--file", "/data"));
  }

  @Test
  void exitsWithACode() {
    Guest.Outcome c = Guest.run(C, "--exit", "7");
    assertEquals("exiting with 7\n", c.err());
    assertEquals(1, c.code());
    assertEquals(1, Guest.run(RUST, "--exit", "3").code());
    assertEquals(0, Guest.run(RUST, "--exit", "0").code());
    assertEquals(1, Guest.run(JS, "--fail").code());
  }

  @Test
  void saysWhatCameBeforeATrap() {
    // The C library holds lines back unless they go to a terminal.
    Guest.Outcome c =
        Guest.run(
            Guest.component(C),
            wasi -> wasi.terminals(false, true, false),
            StoreLimits.defaults(),
            List.of("--trap"));
    assertEquals(TrapCode.UNREACHABLE, c.trap().orElseThrow().code());
    assertEquals(C_HELLO.formatted(1, " [--trap]", "(unset)"), c.out());
    Guest.Outcome rust = Guest.run(RUST, "--panic");
    assertEquals(TrapCode.UNREACHABLE, rust.trap().orElseThrow().code());
    assertTrue(rust.err().contains("panicked"), rust.err());
  }

  @Test
  void sleeps() {
    long start = System.nanoTime();
    assertEquals(0, Guest.run(C, "--sleep", "120").code());
    long millis = (System.nanoTime() - start) / 1_000_000;
    assertTrue(millis >= 120, () -> "slept " + millis);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--sleep 60000", "--stdin"})
  @Timeout(20)
  void stopsAGuestThatWaits(String arguments) {
    Guest.Outcome outcome =
        Guest.run(
            Guest.component(C),
            wasi -> wasi.stdin(new NeverEnding()),
            StoreLimits.defaults().withTimeout(Duration.ofMillis(300)),
            List.of(arguments.split(" ", -1)));
    assertEquals(TrapCode.TIMEOUT, outcome.trap().orElseThrow().code());
  }

  /** Blocks whoever reads, and cannot be interrupted. */
  private static final class NeverEnding extends InputStream {
    @Override
    public int read() {
      while (true) {
        LockSupport.park(this);
        boolean _ = Thread.interrupted();
      }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      return read();
    }
  }
}
