package dev.witj.benchmarks;

import static dev.witj.benchmarks.Numbers.bytes;
import static dev.witj.benchmarks.Numbers.digits;
import static dev.witj.benchmarks.Numbers.grouped;
import static dev.witj.benchmarks.Numbers.time;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.util.Statistics;

/**
 * Runs all benchmarks, shortly, and writes what came out as Markdown.
 *
 * <p>Arguments: the file to write; then, if not all of it is to be measured, the titles of the
 * chapters that are, which take the place of those in the file. What compares with code of before
 * is written by hand and stays. Guests are looked for below {@code -Dwitj.guests}; what needs one
 * that is absent is left out. The launcher is taken from {@code -Dwitj.root}.
 */
public final class Report {
  private static final Path ROOT =
      Path.of(System.getProperty("witj.root", "..")).toAbsolutePath().normalize();
  private static final String BASELINE = "InJava";
  private static final String GROWTH = "Growth";

  /** What nobody measures: it stays as it is written. */
  private static final String KEPT = "Before and after";

  private static final int COLD_STARTS = 3;
  private static final Pattern COLD_START =
      Pattern.compile(
          "load (\\d+) ms, instantiate (\\d+) ms, first call (\\d+) ms, together (\\d+)");

  /** A larger component is measured as what takes long is. */
  private static final long LARGE = 1 << 20;

  private static final List<String> COLD_GUESTS =
      List.of("todo/c-todo.wasm", "todo/todo-qjs-stub.wasm", "todo/todo-sm.wasm");

  private static final String COLD_STARTS_TITLE = "Cold starts";

  private final StringBuilder out = new StringBuilder();

  private Report() {}

  /** How often something is measured. */
  private enum Effort {
    /** What HotSpot compiles for a while. */
    LONGEST(1, 10, 3, "-XX:-AlwaysPreTouch"),
    /** What takes up to seconds: it needs long to warm up, and one process must do. */
    LONG(1, 3, 3, "-XX:+AlwaysPreTouch"),
    /** What takes up to milliseconds: processes differ more than what is measured in one. */
    SHORT(2, 1, 2, "-XX:-AlwaysPreTouch");

    final int forks;
    final int warmUps;
    final int measurements;
    final String touch;

    Effort(int forks, int warmUps, int measurements, String touch) {
      this.forks = forks;
      this.warmUps = warmUps;
      this.measurements = measurements;
      this.touch = touch;
    }
  }

  /**
   * One measurement, in nanoseconds and bytes.
   *
   * @param isSampled whether each call was timed: the time is then that of the fastest, and the
   *     median stands in place of the error
   */
  private record Row(
      String method,
      Map<String, String> params,
      boolean isSampled,
      double time,
      double error,
      double allocated) {
    @SuppressWarnings("rawtypes") // As JMH declares its results.
    static Row of(RunResult result) {
      Map<String, String> params = new TreeMap<>();
      for (String key : result.getParams().getParamsKeys()) {
        params.put(key, result.getParams().getParam(key));
      }
      Result<?> time = result.getPrimaryResult();
      double unit = result.getParams().getTimeUnit().toNanos(1);
      double allocated =
          result.getSecondaryResults().entrySet().stream()
              .filter(each -> each.getKey().endsWith("gc.alloc.rate.norm"))
              .mapToDouble(each -> each.getValue().getScore())
              .findFirst()
              .orElse(Double.NaN);
      String name = result.getParams().getBenchmark();
      boolean isSampled = result.getParams().getMode() == Mode.SampleTime;
      Statistics samples = time.getStatistics();
      return new Row(
          name.substring(name.lastIndexOf('.') + 1),
          params,
          isSampled,
          (isSampled ? samples.getMin() : time.getScore()) * unit,
          (isSampled ? samples.getPercentile(50) : time.getScoreError()) * unit,
          allocated);
    }
  }

  private static void checkKnown(List<String> wanted) {
    List<String> known =
        Stream.concat(
                Section.ALL.stream().map(Section::title),
                Stream.of(COLD_STARTS_TITLE, CommandLines.TITLE, Serving.TITLE))
            .toList();
    for (String title : wanted) {
      if (!known.contains(title)) {
        throw new IllegalArgumentException("no chapter `" + title + "`, of " + known);
      }
    }
  }

  /** Measures and writes. */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, RunnerException {
    Report report = new Report();
    Path file = Path.of(arguments[0]).toAbsolutePath();
    List<String> wanted = List.of(arguments).subList(1, arguments.length);
    if (wanted.isEmpty()) {
      report.write();
      Files.createDirectories(file.getParent());
    } else {
      checkKnown(wanted);
      report.sections(section -> wanted.contains(section.title()));
      if (wanted.contains(COLD_STARTS_TITLE)) {
        report.coldStarts();
      }
      if (wanted.contains(CommandLines.TITLE)) {
        new CommandLines(ROOT).write(report::line);
      }
      if (wanted.contains(Serving.TITLE)) {
        Serving.measure(report::line);
      }
    }
    Chapters measured = Chapters.of(report.out.toString());
    if (Files.exists(file)) {
      Chapters before = Chapters.of(Files.readString(file));
      if (wanted.isEmpty()) {
        measured.keep(before, KEPT);
      } else {
        before.replace(
            measured,
            Stream.concat(
                    Section.ALL.stream().map(Section::title), Stream.of(Serving.TITLE, GROWTH))
                .toList());
        measured = before;
      }
    }
    Files.writeString(file, measured.text());
  }

  private void write() throws IOException, InterruptedException, RunnerException {
    line("# Benchmarks");
    line("");
    line("Written by `dev.witj.benchmarks.Report`; CONTRIBUTING.md says how to run it.");
    line("");
    line(machine());
    line("");
    line(
        "Large inputs are measured in one process, for three seconds after three of warm-up,"
            + " small");
    line("ones (and calls) in two processes, for two seconds each after one. The heap has a fixed");
    line(
        "size of two gigabytes and, for large inputs, is touched beforehand, so that its growth"
            + " does");
    line("not blur how costs grow. Other work may share the machine; ± is JMH's half width of the");
    line(
        "99.9 % interval, wide for three or four measurements of a second each. Allocation does"
            + " not");
    line("depend on what else the machine does.");
    List<String> growth = sections(_ -> true);
    Serving.measure(this::line);
    line("");
    line("## " + GROWTH);
    line("");
    line("Cost per item, which stays the same where the cost is linear. Small inputs fit into the");
    line("caches of the processor; what a large one holds is copied by the garbage collector.");
    line("");
    line("| what | size | time per item | allocated per item |");
    line("|---|--:|--:|--:|");
    growth.forEach(this::line);
    coldStarts();
    new CommandLines(ROOT).write(this::line);
  }

  /** Measures some sections; gives the rows of what grows. */
  private List<String> sections(Predicate<Section> wanted) throws IOException, RunnerException {
    List<String> growth = new ArrayList<>();
    for (Section section : Section.ALL) {
      if (wanted.test(section)
          && (section.guests().isEmpty() || !section.presentGuests().isEmpty())) {
        List<Row> rows = measure(section).stream().map(Row::of).toList();
        table(section, rows);
        growth(section, rows, growth);
      }
    }
    return growth;
  }

  private void line(String line) {
    out.append(line).append('\n');
  }

  private static String machine() {
    Runtime machine = Runtime.getRuntime();
    return "Measured on %s, %d processors, Java %s (%s, %s)."
        .formatted(
            System.getProperty("os.name") + " " + System.getProperty("os.arch"),
            machine.availableProcessors(),
            Runtime.version(),
            System.getProperty("java.vm.name"),
            ManagementFactory.getGarbageCollectorMXBeans().getFirst().getName());
  }

  private static List<RunResult> measure(Section section) throws IOException, RunnerException {
    List<RunResult> results = new ArrayList<>();
    if (section.isTakenPerGuest()) {
      for (String guest : section.presentGuests()) {
        Effort effort = effort(section, Files.size(Guests.path(guest)) >= LARGE);
        results.addAll(new Runner(options(section, effort).param("guest", guest).build()).run());
      }
    } else {
      Effort effort = effort(section, section.guests().isEmpty());
      results.addAll(new Runner(options(section, effort).build()).run());
    }
    return results;
  }

  private static Effort effort(Section section, boolean large) {
    if (section.benchmarks() == GuestBenchmark.class
        || section.benchmarks() == EngineBenchmark.class) {
      return Effort.LONGEST;
    }
    return large ? Effort.LONG : Effort.SHORT;
  }

  private static ChainedOptionsBuilder options(Section section, Effort effort) {
    return new OptionsBuilder()
        .include("^" + Pattern.quote(section.benchmarks().getName() + "."))
        .jvmArgsAppend("-Xms2g", "-Xmx2g", effort.touch)
        .forks(effort.forks)
        .warmupIterations(effort.warmUps)
        .warmupTime(TimeValue.seconds(1))
        .measurementIterations(effort.measurements)
        .measurementTime(TimeValue.seconds(1))
        .addProfiler(GCProfiler.class)
        .shouldFailOnError(true);
  }

  private void table(Section section, List<Row> rows) throws IOException {
    line("");
    line("## " + section.title());
    line("");
    if (section.isTakenPerGuest()) {
      for (String guest : section.presentGuests()) {
        line("`%s` has %s bytes.".formatted(guest, grouped(Files.size(Guests.path(guest)))));
      }
      line("");
    }
    boolean baselines = rows.stream().anyMatch(row -> row.method().endsWith(BASELINE));
    if (baselines) {
      line(
          "Beside each stands what plain Java takes for the same: to copy the values of a call as");
      line("often, into the guest, inside of it, and out again, or to ask the system.");
      line("");
    }
    boolean isSampled = rows.stream().anyMatch(Row::isSampled);
    if (isSampled) {
      line(
          "Every call is timed, after ten seconds of warm-up: the fastest says what the machine"
              + " can");
      line("do when nobody else wants it, the median what it did meanwhile.");
      line("");
    }
    line(
        (isSampled ? "| what | input | fastest | median |" : "| what | input | time | ± |")
            + " allocated |"
            + (baselines ? " plain Java | times |" : ""));
    line("|---|---|--:|--:|--:|" + (baselines ? "--:|--:|" : ""));
    for (Row row : rows) {
      if (row.method().endsWith(BASELINE)) {
        continue;
      }
      String line =
          "| `%s`: %s | %s | %s | %s | %s |"
              .formatted(
                  row.method(),
                  section.methods().getOrDefault(row.method(), ""),
                  input(row) + rate(row),
                  time(row.time()),
                  time(row.error()),
                  bytes(row.allocated()));
      Row baseline = baseline(row, rows);
      if (baseline != null) {
        line += " %s | %s |".formatted(time(baseline.time()), digits(row.time() / baseline.time()));
      } else if (baselines) {
        line += " | |";
      }
      line(line);
    }
  }

  /** How much code is compiled in a second. */
  private static String rate(Row row) throws IOException {
    String guest = row.params().get("guest");
    return guest != null && row.method().equals("compile")
        ? ": %s MB/s".formatted(digits(Guests.code(Guests.read(guest)) / row.time() * 1000))
        : "";
  }

  private static @Nullable Row baseline(Row row, List<Row> rows) {
    for (Row other : rows) {
      if (other.method().equals(row.method() + BASELINE)) {
        return other;
      }
    }
    return null;
  }

  private static String input(Row row) {
    return String.join(
        ", ",
        row.params().entrySet().stream()
            .map(
                each ->
                    each.getKey().equals("guest")
                        ? "`" + each.getValue() + "`"
                        : each.getKey().equals("kernel")
                            ? "`" + each.getValue() + "`"
                            : grouped(Long.parseLong(each.getValue())) + " " + each.getKey())
            .toList());
  }

  /** A row per method and size, of the benchmarks whose parameter is a number. */
  private static void growth(Section section, List<Row> rows, List<String> into) {
    rows.stream()
        .filter(row -> !section.isTakenPerGuest() && section.guests().isEmpty())
        .filter(row -> row.params().size() == 1)
        .sorted(Comparator.comparing(Row::method).thenComparingInt(Report::size))
        .forEach(
            row ->
                into.add(
                    "| %s, `%s` | %s | %s | %s |"
                        .formatted(
                            section.title(),
                            row.method(),
                            input(row),
                            time(row.time() / size(row)),
                            bytes(row.allocated() / size(row)))));
  }

  private static int size(Row row) {
    return Integer.parseInt(row.params().values().iterator().next());
  }

  // Cold starts

  private record Times(int load, int instantiate, int call, int together) {}

  private void coldStarts() throws IOException, InterruptedException {
    List<String> guests =
        COLD_GUESTS.stream().filter(guest -> Files.exists(Guests.path(guest))).toList();
    if (guests.isEmpty()) {
      return;
    }
    line("");
    line("## " + COLD_STARTS_TITLE);
    line("");
    line("A new process, from the bytes of a component to the answer of its first call; the start");
    line("of the JVM itself is not counted. First with an empty code cache, then with what the");
    line("first run left in it (the median of " + COLD_STARTS + " runs). The components were");
    line("written in C, in JavaScript over QuickJS, and in JavaScript over SpiderMonkey.");
    line("");
    line("| component | bytes | cache | load | instantiate | first call | together |");
    line("|---|--:|---|--:|--:|--:|--:|");
    for (String guest : guests) {
      Path file = Guests.path(guest);
      Path cache = Files.createTempDirectory("wit-j-cache");
      try {
        coldStart(guest, Files.size(file), "empty", start(file, cache));
        List<Times> cached = new ArrayList<>();
        for (int i = 0; i < COLD_STARTS; i++) {
          cached.add(start(file, cache));
        }
        cached.sort(Comparator.comparingInt(Times::together));
        coldStart(guest, Files.size(file), "filled", cached.get(COLD_STARTS / 2));
      } finally {
        delete(cache);
      }
    }
  }

  private void coldStart(String guest, long size, String cache, Times times) {
    line(
        "| `%s` | %s | %s | %s ms | %s ms | %s ms | %s ms |"
            .formatted(
                guest,
                grouped(size),
                cache,
                grouped(times.load()),
                grouped(times.instantiate()),
                grouped(times.call()),
                grouped(times.together())));
  }

  private static Times start(Path component, Path cache) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add("-XX:-DontCompileHugeMethods");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(ColdStart.class.getName());
    command.add(component.toString());
    command.add(cache.toString());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String printed;
    try (var in = process.inputReader()) {
      printed = String.join("\n", in.lines().toList());
    }
    Matcher times = COLD_START.matcher(printed);
    if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0 || !times.find()) {
      throw new IllegalStateException("cold start of " + component.getFileName() + " failed");
    }
    return new Times(
        Integer.parseInt(times.group(1)),
        Integer.parseInt(times.group(2)),
        Integer.parseInt(times.group(3)),
        Integer.parseInt(times.group(4)));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
