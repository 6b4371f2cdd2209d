package dev.witj.benchmarks;

import static dev.witj.benchmarks.Numbers.time;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What commands take as whole processes, from their start to their end, as who types them waits for
 * them.
 */
final class CommandLines {
  /** The title of the chapter. */
  static final String TITLE = "Command line";

  private static final int RUNS = 20;

  /** Where Linux tells what ended children of this process took. */
  private static final Path SELF = Path.of("/proc/self/stat");

  /** {@code cutime} and {@code cstime} in it, counted from behind the name of the program. */
  private static final int CHILDREN = 13;

  /** Of the times there: {@code USER_HZ} is 100 on every Linux that Java runs on. */
  private static final long NANOS_OF_TICK = 10_000_000;

  private final Path launcher;
  private final List<Timed> commands;

  /** The commands of a checkout. */
  CommandLines(Path root) {
    launcher = root.resolve("wit-j");
    Path samples = root.resolve("testdata/samples");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes = System.getProperty("java.class.path");
    commands =
        List.of(
            new Timed(
                "java Hello",
                "a JVM that prints a line",
                List.of(java, "-XX:+UseSerialGC", "-cp", classes, Hello.class.getName())),
            wit("--version", "the launcher, a JVM, the command line", "--version"),
            new Timed(
                "wit-j --version",
                "the same without the AOT cache",
                List.of(
                    "env", "JDK_JAVA_OPTIONS=-XX:AOTMode=off", launcher.toString(), "--version")),
            wit("--help", "all commands described", "--help"),
            wit(
                "component wit",
                "a small file read and printed",
                "component",
                "wit",
                samples.resolve("greeting.wit").toString()),
            wit(
                "run --invoke 'greet(\"x\")'",
                "a small component assembled, compiled or found in the cache, and called",
                "run",
                "--invoke",
                "greet(\"x\")",
                samples.resolve("greeter.wat").toString()));
  }

  private Timed wit(String name, String what, String... arguments) {
    List<String> words = new ArrayList<>(List.of(launcher.toString()));
    words.addAll(List.of(arguments));
    return new Timed("wit-j " + name, what, words);
  }

  /** A command, and what its runs took in nanoseconds. */
  private record Timed(
      String name, String what, List<String> words, List<Double> times, List<Double> processor) {
    Timed(String name, String what, List<String> words) {
      this(name, what, words, new ArrayList<>(), new ArrayList<>());
    }

    void run(boolean counts) throws IOException, InterruptedException {
      ProcessBuilder command =
          new ProcessBuilder(words)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              // A failure is told by the code; Java tells that it was given options.
              .redirectError(ProcessBuilder.Redirect.DISCARD);
      // Maven runs this, and has just built what the launcher would build.
      command.environment().put("WITJ_NO_REBUILD", "1");
      double before = ofChildren();
      long start = System.nanoTime();
      int code = command.start().waitFor();
      double time = System.nanoTime() - start;
      if (code != 0) {
        throw new IllegalStateException(String.join(" ", words) + " ended with " + code);
      }
      if (counts) {
        times.add(time);
        processor.add(ofChildren() - before);
      }
    }

    private static double ofChildren() throws IOException {
      if (!Files.exists(SELF)) {
        return Double.NaN;
      }
      String stat = Files.readString(SELF);
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      long ticks = Long.parseLong(fields[CHILDREN]) + Long.parseLong(fields[CHILDREN + 1]);
      return ticks * (double) NANOS_OF_TICK;
    }

    private String row() {
      List<Double> sorted = times.stream().sorted().toList();
      // The clock of processes is coarse, and right in the mean.
      double mean = processor.stream().mapToDouble(each -> each).average().orElse(Double.NaN);
      return "| `%s` | %s | %s | %s | %s |"
          .formatted(
              name, what, time(sorted.getFirst()), time(sorted.get(sorted.size() / 2)), time(mean));
    }
  }

  /** Runs them and writes the chapter, unless there is nothing to run. */
  void write(Consumer<String> line) throws IOException, InterruptedException {
    if (!Files.isExecutable(launcher)) {
      return;
    }
    // The first run of each is not counted: it fills caches, the launcher's AOT cache among them.
    for (int i = 0; i <= RUNS; i++) {
      for (Timed command : commands) {
        command.run(i > 0);
      }
    }
    line.accept("");
    line.accept("## " + TITLE);
    line.accept("");
    line.accept(
        "Whole processes, from their start to their end, as who types them waits for them;");
    line.accept("one of each in turn, " + RUNS + " times: the fastest and the median, and the");
    line.accept("processor's time of all threads in the mean.");
    line.accept("");
    line.accept("| command | what | fastest | median | processor |");
    line.accept("|---|---|--:|--:|--:|");
    commands.forEach(command -> line.accept(command.row()));
  }
}
