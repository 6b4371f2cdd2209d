package dev.witj.benchmarks;

import static dev.witj.benchmarks.Numbers.bytes;
import static dev.witj.benchmarks.Numbers.digits;
import static dev.witj.benchmarks.Numbers.grouped;
import static dev.witj.benchmarks.Numbers.time;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** Measures services, each in a process of its own, beside Jetty alone in the same minutes. */
final class Serving {
  static final String TITLE = "Serving HTTP";

  private static final String RUST = "rust/rust-http.wasm";
  private static final String LATER = "../more-guests/rust/web3.wasm";
  private static final Duration WARM_UP = Duration.ofSeconds(20);
  private static final Duration ROUND = Duration.ofSeconds(2);
  private static final int ROUNDS = 3;
  private static final int CONNECTIONS = 16;
  private static final int APPLICATIONS = 1500;

  /** As good as for ever. */
  private static final int MANY = 1_000_000_000;

  private Serving() {}

  /**
   * A server.
   *
   * @param what it is, for the table
   */
  private record Subject(String what, Process process, BufferedReader out, Writer in, int port) {
    static Subject start(String what, List<String> arguments) throws IOException {
      Process process = newProcess(List.of(), arguments);
      BufferedReader out = process.inputReader();
      int port = Integer.parseInt(out.readLine());
      return new Subject(what, process, out, process.outputWriter(), port);
    }

    /** How many nanoseconds it had of the processors so far. */
    long processorTime() {
      try {
        in.write('\n');
        in.flush();
        return Long.parseLong(out.readLine());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** A round of requests. */
    Round round(Duration length) {
      long before = processorTime();
      HttpLoad load = HttpLoad.run(port, CONNECTIONS, length);
      return new Round(
          load.perSecond(),
          (double) (processorTime() - before) / load.count(),
          load.percentile(50),
          load.percentile(99));
    }
  }

  /** What came out of a round, in nanoseconds. */
  private record Round(double perSecond, double processor, double median, double slow) {}

  private static Process newProcess(List<String> options, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(ServingProcess.class.getName());
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** Measures all of it; nothing is written if the guests are absent. */
  static void measure(Consumer<String> line) throws IOException {
    if (!Files.exists(Guests.path(RUST)) || !Files.exists(Guests.path(LATER))) {
      return;
    }
    Path small = Files.createTempFile("small", ".wasm");
    List<Subject> subjects = new ArrayList<>();
    try {
      Files.write(small, SmallService.component());
      String rust = Guests.path(RUST).toString();
      String later = Guests.path(LATER).toString();
      subjects.add(Subject.start("Jetty alone", List.of("jetty")));
      subjects.add(Subject.start("Rust, an instance for each", List.of("serve", rust, "1")));
      subjects.add(Subject.start("Rust, one after the other", List.of("serve", rust, "" + MANY)));
      subjects.add(
          Subject.start("small, an instance for each", List.of("serve", small.toString(), "1")));
      subjects.add(
          Subject.start(
              "small, one after the other", List.of("serve", small.toString(), "" + MANY)));
      subjects.add(Subject.start("Rust of WASI 0.3, many at a time", List.of("serve", later, "0")));
      write(subjects, line);
      instances(line, "Rust", rust);
      instances(line, "small", small.toString());
      idle(line, "Rust", rust);
      idle(line, "small", small.toString());
    } finally {
      subjects.forEach(each -> each.process().destroy());
      Files.delete(small);
    }
  }

  private static void write(List<Subject> subjects, Consumer<String> line) throws IOException {
    List<List<Round>> rounds = new ArrayList<>();
    for (Subject each : subjects) {
      Round _ = each.round(WARM_UP);
      rounds.add(new ArrayList<>());
    }
    for (int i = 0; i < ROUNDS; i++) {
      for (int k = 0; k < subjects.size(); k++) {
        rounds.get(k).add(subjects.get(k).round(ROUND));
      }
    }
    line.accept("");
    line.accept("## " + TITLE);
    line.accept("");
    line.accept(
        "`%s` (Rust) has %s bytes, `%s` (Rust, WASI 0.3) %s;"
            .formatted(
                RUST,
                grouped(Files.size(Guests.path(RUST))),
                LATER,
                grouped(Files.size(Guests.path(LATER)))));
    line.accept(
        "“small” is written by hand as a C compiler would, and has %s. All greet at `/`, over"
            .formatted(grouped(SmallService.component().length)));
    line.accept(
        "%d connections that stay open, with a client in one thread that shares the processors with"
            .formatted(CONNECTIONS));
    line.accept(
        "the server. The servers take turns, %d times for %d seconds after at least %d of warm-up; what"
            .formatted(ROUNDS, ROUND.toSeconds(), WARM_UP.toSeconds()));
    line.accept(
        "stands here is the median of each column. What a request takes of the processors depends");
    line.accept("the least on what else the machine does.");
    line.accept("");
    line.accept(
        "| what | requests a second | beside Jetty alone | of the processors for each | median"
            + " | 99 % within |");
    line.accept("|---|--:|--:|--:|--:|--:|");
    double alone =
        median(rounds.getFirst(), Comparator.comparingDouble(Round::perSecond)).perSecond();
    for (int k = 0; k < subjects.size(); k++) {
      List<Round> own = rounds.get(k);
      double perSecond = median(own, Comparator.comparingDouble(Round::perSecond)).perSecond();
      line.accept(
          "| %s | %s | %s | %s | %s | %s |"
              .formatted(
                  subjects.get(k).what(),
                  grouped(Math.round(perSecond)),
                  digits(perSecond / alone),
                  time(median(own, Comparator.comparingDouble(Round::processor)).processor()),
                  time(median(own, Comparator.comparingDouble(Round::median)).median()),
                  time(median(own, Comparator.comparingDouble(Round::slow)).slow())));
    }
    line.accept("");
  }

  private static Round median(List<Round> rounds, Comparator<Round> by) {
    return rounds.stream().sorted(by).toList().get(rounds.size() / 2);
  }

  private static void instances(Consumer<String> line, String what, String component)
      throws IOException {
    String[] numbers = answer(List.of(), List.of("instances", component));
    line.accept(
        "* An instance that is made, and let go again (%s): %s of the processor, %s allocated."
            .formatted(
                what, time(Double.parseDouble(numbers[0])), bytes(Double.parseDouble(numbers[1]))));
  }

  private static void idle(Consumer<String> line, String what, String component)
      throws IOException {
    String[] numbers =
        answer(List.of("-Xmx2g"), List.of("idle", component, String.valueOf(APPLICATIONS)));
    line.accept(
        "* %s applications that answered once (%s), in a heap of 2 GiB: %s of it, and %s for classes"
            .formatted(
                grouped(APPLICATIONS),
                what,
                bytes(Double.parseDouble(numbers[0])),
                bytes(Double.parseDouble(numbers[1]))));
    line.accept("  and code.");
  }

  private static String[] answer(List<String> options, List<String> arguments) throws IOException {
    Process process = newProcess(options, arguments);
    try (BufferedReader out = process.inputReader()) {
      String answer = out.readLine();
      if (answer == null) {
        throw new IOException("no answer to " + arguments);
      }
      return answer.split(" ", -1);
    }
  }
}
