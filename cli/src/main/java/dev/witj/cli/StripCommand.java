package dev.witj.cli;

import dev.witj.inspect.Strip;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code wit-j strip x.wasm}. */
@CommandLine.Command(
    description = "Removes custom sections; names, component types and dylink.0 stay.",
    footer = {
      "",
      "Examples:",
      "  wit-j strip app.wasm -o small.wasm",
      "  wit-j strip --delete '^\\.debug' app.wasm -o small.wasm",
    })
final class StripCommand extends Command {
  @Mixin private BinaryInput input = new BinaryInput();

  @Mixin private BinaryOutput output = new BinaryOutput();

  @Option(
      names = {"-a", "--all"},
      description = "Remove every custom section.")
  private boolean all;

  @Option(
      names = {"-d", "--delete"},
      paramLabel = "REGEX",
      converter = Regex.class,
      description = "Remove those whose name matches, and no others; repeatable.")
  private List<Pattern> delete = List.of();

  /** Says what is wrong with an expression and nothing of Java. */
  static final class Regex implements CommandLine.ITypeConverter<Pattern> {
    @Override
    public Pattern convert(String text) {
      try {
        return Pattern.compile(text);
      } catch (PatternSyntaxException e) {
        throw new CommandLine.TypeConversionException(
            "`" + text + "` is no regular expression: " + e.getDescription());
      }
    }
  }

  StripCommand(Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() {
    Strip strip = all ? Strip.all() : delete.isEmpty() ? Strip.unneeded() : Strip.matching(delete);
    Binaries.Input binary = input.read(streams);
    output.write(streams, strip.strip(binary.bytes()), binary);
    return 0;
  }
}
