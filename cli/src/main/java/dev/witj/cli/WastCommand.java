package dev.witj.cli;

import dev.witj.diagnostics.DiagnosticException;
import dev.witj.wast.RuntimeWastExecutor;
import dev.witj.wast.WastReport;
import dev.witj.wast.WastRunner;
import dev.witj.wat.WastScript;
import dev.witj.wat.WatAssembler;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wit-j wast x.wast}. */
@CommandLine.Command(
    description = {
      "Decides the directives of test scripts.",
      "Modules and components are assembled, validated and run. What the core engine cannot run is"
          + " skipped; --verbose and the JSON report say why.",
    },
    exitCodeList = {"0:All hold.", "1:A directive fails, or another error.", "2:Wrong usage."},
    footer = {
      "",
      "Examples:",
      "  wit-j wast i32.wast i64.wast",
      "  wit-j wast -v -f cm-map,-gc maps.wast       # and why directives were skipped",
      "  wit-j wast --no-execute --json - < i32.wast",
    })
final class WastCommand extends Command {
  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Scripts; `-` for standard input.")
  private List<Path> files = List.of();

  @Option(names = "--no-execute", description = "Make no call: assemble and validate only.")
  private boolean noExecute;

  @Option(
      names = {"-v", "--verbose"},
      description = "Say what was skipped, too, and why.")
  private boolean verbose;

  @Option(names = "--json", description = "Print the report as JSON.")
  private boolean json;

  @Option(
      names = "--allow-confusing-unicode",
      description = "Accept characters that make text look other than it is.")
  private boolean allowConfusingUnicode;

  @Mixin private FeatureOptions features = new FeatureOptions();

  WastCommand(Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() {
    List<WastReport> reports = new ArrayList<>();
    for (Path file : files) {
      WastReport report = report(Streams.name(Optional.of(file)), streams.read(Optional.of(file)));
      reports.add(report);
      if (!json) {
        say(report.failures());
        if (verbose) {
          say(report.skipped());
        }
      }
    }
    String summary = json ? WastReport.json(reports) : WastReport.summary(reports);
    streams.writeText(Optional.empty(), summary + "\n");
    return reports.stream().allMatch(WastReport::isSuccess) ? 0 : 1;
  }

  private WastReport report(String name, byte[] content) {
    WastScript script;
    try {
      script =
          WastScript.parse(
              WatAssembler.readText(name, content), streams.assembly(allowConfusingUnicode));
    } catch (DiagnosticException e) {
      // The other scripts are to have their turn.
      return WastReport.malformed(name, e.diagnostics().getFirst());
    }
    try (Progress progress = new Progress(streams, name, script.directives().size());
        RuntimeWastExecutor executor = new RuntimeWastExecutor()) {
      return WastRunner.run(
          script,
          features.get(),
          noExecute ? Optional.empty() : Optional.of(executor),
          progress::step);
    }
  }

  /** A line on the terminal that says how far a long run is; gone when the run ends. */
  private static final class Progress implements AutoCloseable {
    private static final long INTERVAL_NANOS = 200_000_000;

    private final Streams streams;
    private final String name;
    private final int total;
    private final boolean shown;
    private int done;
    private long next = System.nanoTime() + INTERVAL_NANOS;
    private boolean drawn;

    Progress(Streams streams, String name, int total) {
      this.streams = streams;
      this.name = name;
      this.total = total;
      this.shown = streams.errIsTerminal();
    }

    void step() {
      done++;
      if (shown && System.nanoTime() - next >= 0) {
        next = System.nanoTime() + INTERVAL_NANOS;
        drawn = true;
        draw(name + ": " + done + " of " + total);
      }
    }

    @Override
    public void close() {
      if (drawn) {
        draw("");
      }
    }

    private void draw(String text) {
      streams.err().print("\r\u001b[K" + text);
      streams.err().flush();
    }
  }
}
