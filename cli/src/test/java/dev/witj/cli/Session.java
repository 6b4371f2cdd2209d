package dev.witj.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One run of the command line in this process.
 *
 * @param code the exit code
 * @param out what came on standard output
 * @param err what came on standard error
 */
record Session(int code, String out, String err) {
  static Session run(String... arguments) {
    return run(new byte[0], arguments);
  }

  static Session run(byte[] stdin, String... arguments) {
    return run(stdin, Map.of(), arguments);
  }

  static Session run(byte[] stdin, Map<String, String> environment, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
    Streams streams =
        new Streams(new ByteArrayInputStream(stdin), out, errors, false, false, environment);
    int code = Main.run(streams, arguments);
    return new Session(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
