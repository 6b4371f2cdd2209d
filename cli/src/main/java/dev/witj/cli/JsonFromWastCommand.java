package dev.witj.cli;

import dev.witj.wast.JsonFromWast;
import dev.witj.wat.WastScript;
import dev.witj.wat.WatAssembler;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wit-j json-from-wast x.wast}. */
@CommandLine.Command(
    aliases = "wast2json",
    description = "Turns a test script into JSON and a binary per module.",
    footer = {
      "",
      "Example:",
      "  wit-j json-from-wast i32.wast --wasm-dir out -o out/i32.json",
    })
final class JsonFromWastCommand extends Command {
  @Parameters(paramLabel = "FILE", description = "The script; `-` for standard input.")
  private Path file = Path.of("-");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where the JSON goes (default: standard output).")
  private Optional<Path> output = Optional.empty();

  @Option(
      names = "--wasm-dir",
      paramLabel = "DIR",
      description = "Where the modules go (default: the current folder).")
  private Path folder = Path.of("");

  @Option(names = "--pretty", description = "Indent the JSON.")
  private boolean pretty;

  @Option(
      names = "--allow-confusing-unicode",
      description = "Accept characters that make text look other than it is.")
  private boolean allowConfusingUnicode;

  JsonFromWastCommand(Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() {
    WastScript script =
        WastScript.parse(
            WatAssembler.readText(file.toString(), streams.read(Optional.of(file))),
            streams.assembly(allowConfusingUnicode));
    String name = String.valueOf(file.getFileName());
    String stem = name.endsWith(".wast") ? name.substring(0, name.length() - 5) : name;
    JsonFromWast.Converted converted = JsonFromWast.convert(script, stem, pretty);
    Streams.makeFolder(folder);
    converted
        .files()
        .forEach((path, bytes) -> streams.writeBinary(Optional.of(folder.resolve(path)), bytes));
    streams.writeText(output, converted.json() + "\n");
    return 0;
  }
}
