package dev.witj.cli;

import static dev.witj.cli.Subcommands.command;

import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Suggestions;
import dev.witj.diagnostics.TextRenderer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * {@code wit-j}. Exit codes: 0 for success, 1 for any error, 2 for wrong usage; {@code run} gives
 * the guest's own code, or 134 when it trapped.
 */
@Command(
    name = "wit-j",
    synopsisSubcommandLabel = "COMMAND",
    description = "The WebAssembly Component Model for Java.",
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "Examples:",
      "  wit-j bindgen todo.wit -o src           Java bindings for a world",
      "  wit-j compose app.wasm -d db.wasm -o composed.wasm",
      "  wit-j run composed.wasm list            run it",
      "  wit-j run --invoke 'add(1, 2)' c.wasm   call one function",
      "",
      "`wit-j COMMAND --help` tells more of each.",
    })
public final class Main implements Runnable {
  /** How colours are chosen. */
  enum Color {
    auto,
    always,
    never
  }

  private static final Subcommands COMMANDS =
      Subcommands.of(
          command("bindgen", BindgenCommand::new),
          command("compose", ComposeCommand::new),
          command("run", RunCommand::new),
          command("serve", ServeCommand::new),
          command("needs", NeedsCommand::new),
          command("component", ComponentCommand::new),
          command("wit", WitCommand::new),
          command("validate", ValidateCommand::new),
          command("parse", ParseCommand::new),
          command("print", PrintCommand::new),
          command("objdump", ObjdumpCommand::new),
          command("dump", DumpCommand::new),
          command("strip", StripCommand::new),
          command("demangle", DemangleCommand::new),
          command("metadata", MetadataCommand::new),
          command("wast", WastCommand::new),
          command("json-from-wast", JsonFromWastCommand::new),
          command("completion", CompletionCommand::new),
          command("help", HelpCommand::new));

  @Spec private CommandSpec spec;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      defaultValue = "auto",
      scope = ScopeType.INHERIT,
      description = "Colours in messages: ${COMPLETION-CANDIDATES}; auto means on a terminal.")
  private Color color = Color.auto;

  @Option(
      names = "--message-format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      scope = ScopeType.INHERIT,
      description = "How errors are printed: ${COMPLETION-CANDIDATES}.")
  private MessageFormat messageFormat = MessageFormat.text;

  private final Streams streams;

  /** The command over given streams. */
  @SuppressWarnings("NullAway.Init") // picocli fills the spec in
  Main(Streams streams) {
    this.streams = streams;
  }

  /** Runs the command line and ends the process with its exit code. */
  public static void main(String[] arguments) {
    // Not System.exit, which loads the logging of the JDK to tell of it; nothing waits for the end.
    Runtime.getRuntime().halt(run(arguments));
  }

  /**
   * Runs one command line over the streams of this process.
   *
   * @return the exit code; nothing is thrown
   */
  public static int run(String... arguments) {
    return run(Streams.ofProcess(), arguments);
  }

  /** Runs one command line and returns its exit code; nothing is thrown. */
  static int run(Streams streams, String... arguments) {
    CommandLine line = commandLine(streams, List.of(arguments));
    Main main = (Main) line.getCommandSpec().userObject();
    int code;
    try {
      code = line.execute(arguments);
    } catch (StackOverflowError | OutOfMemoryError e) {
      main.say(List.of(exhausted(e)));
      code = 1;
    }
    return main.finish(code);
  }

  /** What was printed reaches its reader, or the command fails. */
  private int finish(int code) {
    try {
      streams.out().flush();
    } catch (IOException e) {
      // A command that failed has said why.
      return code == 0 ? report(Streams.outputFailure(e)) : code;
    } finally {
      streams.err().flush();
    }
    return code;
  }

  private static Diagnostic exhausted(Error error) {
    boolean memory = error instanceof OutOfMemoryError;
    return (memory
            ? CliCode.OUT_OF_MEMORY.error(Runtime.getRuntime().maxMemory() >> 20)
            : CliCode.OUT_OF_STACK.error())
        .help(
            memory
                ? "give it more, as in JDK_JAVA_OPTIONS=-Xmx8g"
                : "give it more, as in JDK_JAVA_OPTIONS=-Xss64m");
  }

  /** The picocli model for arguments, or for all commands if there are none. */
  static CommandLine commandLine(Streams streams, List<String> arguments) {
    Main main = new Main(streams);
    CommandLine line = new CommandLine(main, Subcommands::create);
    line.getCommandSpec().versionProvider(new Version());
    HelpOptions.addTo(line.getCommandSpec());
    // The version is there without any command.
    if (!arguments.equals(List.of("--version"))) {
      COMMANDS.addTo(line, streams, arguments);
    }
    line.setExpandAtFiles(false);
    // Not where picocli guesses that there is a terminal, from variables of its own.
    line.setColorScheme(
        Help.defaultColorScheme(streams.outShowsColours() ? Help.Ansi.ON : Help.Ansi.OFF));
    line.setUsageHelpAutoWidth(false);
    line.setUsageHelpWidth(100);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setAbbreviatedOptionsAllowed(false);
    line.setOut(new PrintWriter(streams.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(streams.err(), true, StandardCharsets.UTF_8));
    line.setExecutionStrategy(
        parse -> {
          OptionValues.check(parse);
          return new CommandLine.RunLast().execute(parse);
        });
    line.setExecutionExceptionHandler((failure, at, parse) -> main.report(failure));
    line.setParameterExceptionHandler((failure, args) -> main.usage(failure));
    return line;
  }

  @Override
  public void run() {
    throw new UsageException(spec.commandLine(), CliCode.NO_COMMAND.error());
  }

  private int usage(ParameterException failure) {
    // What a converter finds stands behind what could not be converted.
    List<Diagnostic> all =
        failure.getCause() instanceof DiagnosticException bad
            ? bad.diagnostics()
            : List.of(wrong(failure));
    streams.err().println(renderer().render(all));
    return 2;
  }

  private static Diagnostic wrong(ParameterException failure) {
    String help = "see `" + failure.getCommandLine().getCommandSpec().qualifiedName() + " --help`";
    Diagnostic diagnostic =
        switch (failure) {
          case UsageException ours -> ours.diagnostic();
          case CommandLine.UnmatchedArgumentException unmatched -> unmatched(unmatched);
          default ->
              failure.getArgSpec() != null && "".equals(failure.getValue())
                  ? OptionValues.empty(failure.getArgSpec())
                  : CliCode.WRONG_ARGUMENT.error(String.valueOf(failure.getMessage()));
        };
    return diagnostic.help().isPresent() ? diagnostic : diagnostic.help(help);
  }

  private static Diagnostic unmatched(CommandLine.UnmatchedArgumentException failure) {
    CommandLine at = failure.getCommandLine();
    // What follows may be right, but was not looked at.
    String first = failure.getUnmatched().getFirst();
    boolean isOption = failure.isUnknownOption();
    Map<String, ?> subcommands = at.getSubcommands();
    CliCode code =
        isOption
            ? CliCode.UNKNOWN_OPTION
            : subcommands.isEmpty() ? CliCode.UNEXPECTED_ARGUMENT : CliCode.UNKNOWN_COMMAND;
    Set<String> known = isOption ? at.getCommandSpec().optionsMap().keySet() : subcommands.keySet();
    Optional<String> similar =
        Suggestions.closest(first, known)
            .or(
                () ->
                    known.stream()
                        .filter(name -> !first.isEmpty() && name.startsWith(first))
                        .sorted()
                        .findFirst());
    return code.error(first).help(similar.map(name -> "did you mean `" + name + "`?"));
  }

  private int report(Exception failure) {
    switch (failure) {
      case DiagnosticException bad -> say(bad.diagnostics());
      case ExitException exit -> {
        return exit.code();
      }
      case Streams.BrokenPipe gone -> {
        // As every filter does when its reader has enough.
      }
      default -> {
        Diagnostic internal =
            CliCode.INTERNAL
                .error(failure)
                .help("set WITJ_DEBUG=1 for the details, and please report it with the input");
        say(List.of(internal));
        if (streams.variable("WITJ_DEBUG").isPresent()) {
          failure.printStackTrace(streams.err());
        }
      }
    }
    return 1;
  }

  private TextRenderer renderer() {
    boolean coloured =
        switch (color) {
          case always -> true;
          case never -> false;
          case auto -> streams.errShowsColours();
        };
    return coloured ? TextRenderer.coloured() : TextRenderer.plain();
  }

  /** Says something on standard error, in the format that was asked for. */
  void say(List<Diagnostic> diagnostics) {
    if (!diagnostics.isEmpty()) {
      streams.err().println(messageFormat.render(diagnostics, renderer()));
    }
  }

  /** The version the jar was built with, if it is one. */
  static Optional<String> version() {
    return Optional.ofNullable(Main.class.getPackage().getImplementationVersion());
  }

  /** Reads the version that the jar was built with. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"wit-j " + version().orElse("(unpackaged)")};
    }
  }
}
