package dev.witj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a command may come to the end of, and what may come out of it, reaches nobody raw. */
final class ExhaustionTest {
  @Test
  void saysWithoutAStackTraceThatThereIsNoMemoryOrStack() {
    for (Error error : new Error[] {new OutOfMemoryError("heap"), new StackOverflowError()}) {
      InputStream in =
          new InputStream() {
            @Override
            public int read() {
              throw error;
            }

            @Override
            public int read(byte[] into, int from, int length) {
              throw error;
            }
          };
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
      Streams streams =
          new Streams(in, new ByteArrayOutputStream(), errors, false, false, Map.of());
      assertEquals(1, Main.run(streams, "validate", "-"));
      String said = err.toString(StandardCharsets.UTF_8);
      assertTrue(said.startsWith("error: out of"), said);
      assertFalse(said.contains("\tat "), said);
    }
  }

  @Test
  void standardOutputCommandsNoTerminal() throws IOException {
    StringWriter out = new StringWriter();
    try (TerminalSafeWriter writer = new TerminalSafeWriter(out)) {
      writer.write("a\u001b[31mb\u0007\u202ec\u009b\td\r\n");
      writer.write('\u2066');
      writer.write("x\u007fy".toCharArray(), 1, 2);
      writer.append("\u00e4\ud83d\ude00\u200d");
    }
    assertEquals(
        "a\ufffd[31mb\ufffd\ufffdc\ufffd\td\r\n\ufffd\ufffdy\u00e4\ud83d\ude00\u200d",
        out.toString());
  }
}
