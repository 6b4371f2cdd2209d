package dev.witj.cli;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * Runs a few typical commands in one process, so that the launcher can make an AOT cache of what
 * they load. What they print goes nowhere.
 */
final class Training {
  private Training() {}

  /**
   * Trains.
   *
   * @param arguments the folder of the samples
   */
  public static void main(String[] arguments) {
    String samples = Path.of(arguments[0]).resolve("samples").toString();
    Streams streams =
        new Streams(
            new ByteArrayInputStream(new byte[0]),
            OutputStream.nullOutputStream(),
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
            false,
            false,
            Map.of());
    Main.run(streams, "--help");
    Main.run(streams, "--version");
    Main.run(streams, "no-such-command");
    Main.run(streams, "component", "wit", samples + "/greeting.wit");
    Main.run(streams, "wit", "check", samples + "/greeting.wit");
    Main.run(streams, "wit", "check", samples + "/no-such-file.wit");
    Main.run(streams, "component", "wit", samples + "/greeter.wat");
    Main.run(streams, "validate", samples + "/greeter.wat");
    Main.run(streams, "print", samples + "/greeter.wat");
    Main.run(streams, "metadata", "show", samples + "/greeter.wat");
    Main.run(streams, "compose", samples + "/app.wat", "-d", samples + "/greeter.wat");
    Main.run(streams, "run", "--no-cache", "--invoke", "greet(\"x\")", samples + "/greeter.wat");
  }
}
