package dev.witj.launcher;

import dev.witj.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
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
   * @param arguments the folder of the samples, and one for what is made on the way
   * @throws IOException if nothing can be written there
   */
  public static void main(String[] arguments) throws IOException {
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
    Main.run("run", "--no-cache", "--invoke", "greet(\"x\")", samples + "/greeter.wat");
    Path made = Path.of(arguments[1]);
    String app = made.resolve("app.wasm").toString();
    Main.run("compose", samples + "/app.wat", "-d", samples + "/greeter.wat", "-o", app);
    Main.run("run", app, "x");
    Path text = made.resolve("large.wat");
    String large = made.resolve("large.wasm").toString();
    Files.writeString(text, LargeGuest.text());
    Main.run("parse", text.toString(), "-o", large);
    // The first time it is compiled, then the cache has it.
    Main.run("run", "--invoke", "work(1)", large);
    Main.run("run", "--invoke", "work(1)", large);
  }
}
