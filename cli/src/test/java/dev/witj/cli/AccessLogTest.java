package dev.witj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.witj.wasi.http.HttpEvent;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Neither clients nor guests write lines of the log that look as if the host did. */
final class AccessLogTest {
  private static String said(AccessLog.Format format) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream target = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    new AccessLog(target, Optional.of(format))
        .say(
            new HttpEvent(
                7,
                "127.0.0.1",
                "GET",
                "/a\" 200\u202e\u001b[31m\u2028x",
                500,
                1,
                2,
                3_000_000,
                Optional.of("gave an error: x\r\n127.0.0.1 \"GET /\" 200\u009b2J")));
    return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }

  @Test
  void isALineForEach() {
    assertEquals(
        """
        127.0.0.1 "GET /a%22 200\ufffd\ufffd[31m\ufffdx" 500 1 2 3.000ms
        error: request 7, GET /a" 200\ufffd\ufffd[31m\ufffdx: the guest gave an error: x\\n127.0.0.1 "GET /" 200\ufffd2J
        """,
        said(AccessLog.Format.text));
    assertEquals(
        """
        {"request":7,"client":"127.0.0.1","method":"GET","path":"/a\\" 200\ufffd\\u001B[31m\ufffdx","status":500,\
        "request_bytes":1,"response_bytes":2,"micros":3000,\
        "problem":"gave an error: x\\r\\n127.0.0.1 \\"GET /\\" 200\ufffd2J"}
        """,
        said(AccessLog.Format.json));
  }

  @Test
  void printedLinesStayBehindTheirPrefix() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream guest =
        new PrintStream(
            new PrefixedOutput(
                new PrintStream(bytes, true, StandardCharsets.UTF_8), "stdout [1] :: "),
            true,
            StandardCharsets.UTF_8)) {
      guest.print("a\r127.0.0.1\r\n\n\tb\u001b[1;32mc\u001b[0m\u001b[2K\u001b[1Gd\u2028e\u202ef\n");
      guest.write(new byte[] {(byte) 0xff, (byte) 0x9b, '2', 'J', '\n'}, 0, 5);
      guest.print("\u00e4\ud83d\ude00\n");
    }
    assertEquals(
        """
        stdout [1] :: a127.0.0.1
        stdout [1] ::\s
        stdout [1] :: \tbc\ufffd[2K\ufffd[1Gd\ufffde\ufffdf
        stdout [1] :: \ufffd\ufffd2J
        stdout [1] :: \u00e4\ud83d\ude00
        """,
        bytes.toString(StandardCharsets.UTF_8));
  }
}
