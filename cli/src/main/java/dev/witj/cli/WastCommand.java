package dev.witj.cli;

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
    name = "wast",
    mixinStandardHelpOptions = true,
    description = {
      "Decides the directives of test scripts.",
      "Modules and components are assembled, validated and run; what the core engine cannot run is"
          + " skipped and says so in the JSON report.",
    },
    footer = {
      "",
      "Examples:",
      "  wit-j wast i32.wast",
      "  wit-j wast -f cm-map --json maps.wast",
    })
final class WastCommand extends Command {
  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Scripts.")
  private List<Path> files = List.of();

  @Option(names = "--no-execute", description = "Make no call: assemble and validate only.")
  private boolean noExecute;

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

  private WastReport report(WastScript script) {
    if (noExecute) {
      return WastRunner.check(script, features.get());
    }
    try (RuntimeWastExecutor executor = new RuntimeWastExecutor()) {
      return WastRunner.run(script, features.get(), Optional.of(executor));
    }
  }

  @Override
  public Integer call() {
    List<WastReport> reports = new ArrayList<>();
    for (Path file : files) {
      WastScript script =
          WastScript.parse(
              WatAssembler.readText(file.toString(), streams.read(Optional.of(file))),
              new WatAssembler.Options(allowConfusingUnicode));
      WastReport report = report(script);
      reports.add(report);
      if (!json) {
        say(report.failures());
      }
    }
    String summary = json ? WastReport.json(reports) : WastReport.summary(reports);
    streams.writeText(Optional.empty(), summary + "\n");
    return reports.stream().allMatch(WastReport::isSuccess) ? 0 : 1;
  }
}
