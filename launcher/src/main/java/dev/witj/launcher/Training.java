package dev.witj.launcher;

import dev.witj.cli.Main;
import java.nio.file.Path;

/**
 * Runs a few typical commands in one process, so that the launcher can make an AOT cache of what
 * they load. What they print is for nobody.
 */
final class Training {
  private Training() {}

  /**
   * Trains.
   *
   * @param arguments the folder of the samples
   */
  public static void main(String[] arguments) {
    String samples = Path.of(arguments[0]).toString();
    Main.run("--help");
    Main.run("--version");
    Main.run("no-such-command");
    Main.run("component", "wit", samples + "/greeting.wit");
    Main.run("wit", "check", samples + "/greeting.wit");
    Main.run("wit", "check", samples + "/no-such-file.wit");
    Main.run("component", "wit", samples + "/greeter.wat");
    Main.run("validate", samples + "/greeter.wat");
    Main.run("print", samples + "/greeter.wat");
    Main.run("metadata", "show", samples + "/greeter.wat");
    Main.run("compose", samples + "/app.wat", "-d", samples + "/greeter.wat");
    Main.run("run", "--no-cache", "--invoke", "greet(\"x\")", samples + "/greeter.wat");
  }
}
