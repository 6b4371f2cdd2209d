package dev.witj.cli;

import static dev.witj.cli.Subcommands.command;

import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Source;
import dev.witj.wit.Expressibility;
import dev.witj.wit.PackageGraph;
import dev.witj.wit.PackageId;
import dev.witj.wit.ParsedWit;
import dev.witj.wit.WitDiff;
import dev.witj.wit.WitFormatter;
import dev.witj.wit.WitText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wit-j wit}: what people who write WIT need. */
@CommandLine.Command(description = "Formats, checks and compares WIT.")
final class WitCommand extends GroupCommand {
  WitCommand(Streams streams) {
    super(streams);
  }

  @Override
  Subcommands subcommands() {
    return Subcommands.of(
        command("fmt", Fmt::new),
        command("check", Check::new),
        command("diff", Diff::new),
        command("graph", Graph::new));
  }

  /** {@code wit-j wit fmt}. */
  @CommandLine.Command(
      description = "Formats WIT files in place; comments and blank lines stay.",
      exitCodeList = {
        "0:Done.",
        "1:With --check: a file is not formatted. Or another error.",
        "2:Wrong usage.",
      },
      footer = {
        "",
        "Examples:",
        "  wit-j wit fmt wit                     every .wit below a folder",
        "  wit-j wit fmt --check wit             changes nothing",
        "  wit-j wit fmt - < todo.wit            from standard input to standard output",
      })
  static final class Fmt extends Command {
    @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files, folders or `-`.")
    private List<Path> paths = List.of();

    @Option(
        names = "--check",
        description = "Change nothing; say which files would change, and where first.")
    private boolean check;

    Fmt(Streams streams) {
      super(streams);
    }

    @Override
    public Integer call() {
      List<Diagnostic> found = new ArrayList<>();
      for (Path path : files(paths)) {
        try {
          format(path).ifPresent(found::add);
        } catch (DiagnosticException e) {
          found.addAll(e.diagnostics());
        }
      }
      say(found);
      return found.isEmpty() ? 0 : 1;
    }

    /** Formats one file, or says where it would change. */
    private Optional<Diagnostic> format(Path path) {
      Optional<Path> input = Optional.of(path);
      byte[] before = streams.read(input);
      Source source = WitText.decode(Streams.name(input), before);
      String text = WitFormatter.format(source);
      byte[] after = text.getBytes(StandardCharsets.UTF_8);
      if (check) {
        return Arrays.equals(before, after)
            ? Optional.empty()
            : Optional.of(notFormatted(source, text));
      }
      if (Streams.isStandard(input) || !Arrays.equals(before, after)) {
        streams.writeText(input, text);
      }
      return Optional.empty();
    }

    private static Diagnostic notFormatted(Source source, String formatted) {
      String text = source.text().orElseThrow();
      int same = 0;
      while (same < Math.min(text.length(), formatted.length())
          && text.charAt(same) == formatted.charAt(same)) {
        same++;
      }
      Diagnostic diagnostic =
          CliCode.NOT_FORMATTED.error(source.name()).at(source.span(same, same));
      return diagnostic.help("run `wit-j wit fmt` without `--check`");
    }

    private static List<Path> files(List<Path> paths) {
      List<Path> files = new ArrayList<>();
      for (Path path : paths) {
        if (!Files.isDirectory(path)) {
          files.add(path);
          continue;
        }
        try (Stream<Path> below = Files.walk(path)) {
          List<Path> found =
              below.filter(file -> isWit(file) && Files.isRegularFile(file)).sorted().toList();
          if (found.isEmpty()) {
            throw CliCode.NO_WIT_FILES.error(path).toException();
          }
          files.addAll(found);
        } catch (IOException e) {
          throw Streams.unreadable(path, e).toException();
        } catch (UncheckedIOException e) {
          throw Streams.unreadable(path, Objects.requireNonNull(e.getCause())).toException();
        }
      }
      return files;
    }

    private static boolean isWit(Path file) {
      return file.toString().toLowerCase(Locale.ROOT).endsWith(".wit");
    }
  }

  /** {@code wit-j wit check}. */
  @CommandLine.Command(
      description = {
        "Reports every error and warning of WIT, for editors and builds.",
        "Errors are also what WIT can say and no component can express.",
      },
      exitCodeList = {"0:There is no error.", "1:There is one.", "2:Wrong usage."},
      footer = {
        "",
        "Example:",
        "  wit-j wit check --format sarif wit > wit.sarif",
      })
  static final class Check extends Command {
    @Parameters(
        arity = "0..*",
        paramLabel = "PATH",
        description = "Files or folders with deps/; standard input if none is given.")
    private List<Path> paths = List.of();

    @Option(
        names = "--format",
        paramLabel = "FORMAT",
        description =
            "How the findings are printed: ${COMPLETION-CANDIDATES}; json and sarif go to"
                + " standard output.")
    private MessageFormat format = MessageFormat.text;

    @Mixin private WitInput input = new WitInput();

    Check(Streams streams) {
      super(streams);
    }

    @Override
    public Integer call() {
      List<Diagnostic> found = new ArrayList<>();
      boolean failed = false;
      for (Path path : paths.isEmpty() ? List.of(Path.of("-")) : paths) {
        try {
          ParsedWit parsed = input.parse(streams, Optional.of(path));
          found.addAll(parsed.warnings());
          for (PackageId main : parsed.mains()) {
            List<Diagnostic> inexpressible = Expressibility.check(parsed.resolve(), main);
            failed |= !inexpressible.isEmpty();
            found.addAll(inexpressible);
          }
        } catch (DiagnosticException e) {
          failed = true;
          found.addAll(e.diagnostics());
        }
      }
      if (format == MessageFormat.text) {
        say(found);
      } else {
        String text = format.render(found, dev.witj.diagnostics.TextRenderer.plain());
        streams.writeText(Optional.empty(), text + "\n");
      }
      return failed ? 1 : 0;
    }
  }

  /** {@code wit-j wit diff}. */
  @CommandLine.Command(
      description = {
        "Says what changed between two versions of WIT, and whom each change breaks.",
        "It also says which version number the changes ask for.",
      },
      exitCodeList = {
        "0:The new version number suffices.",
        "1:It does not, or another error.",
        "2:Wrong usage.",
      },
      footer = {
        "",
        "Examples:",
        "  wit-j wit diff old/wit new/wit               the main packages",
        "  wit-j wit diff old.wit new.wit -w todo-app   one world",
      })
  static final class Diff extends Command {
    @Parameters(index = "0", paramLabel = "OLD", description = "The WIT there was.")
    private Path before = Path.of("");

    @Parameters(index = "1", paramLabel = "NEW", description = "The WIT there is.")
    private Path after = Path.of("");

    @Option(
        names = {"-w", "--world"},
        paramLabel = "WORLD",
        description = "Compare this world rather than the whole package.")
    private Optional<String> world = Optional.empty();

    @Mixin private WitInput input = new WitInput();

    Diff(Streams streams) {
      super(streams);
    }

    @Override
    public Integer call() {
      if (Streams.isStandard(Optional.of(before)) && Streams.isStandard(Optional.of(after))) {
        throw usage(CliCode.INPUT_TWICE.error());
      }
      ParsedWit old = input.parse(streams, Optional.of(before));
      ParsedWit now = input.parse(streams, Optional.of(after));
      WitDiff diff =
          world
              .map(w -> WitDiff.ofWorlds(old.resolve(), old.world(w), now.resolve(), now.world(w)))
              .orElseGet(
                  () -> WitDiff.ofPackages(old.resolve(), old.main(), now.resolve(), now.main()));
      streams.writeText(Optional.empty(), diff.render() + "\n");
      return diff.versionSuffices() ? 0 : 1;
    }
  }

  /** {@code wit-j wit graph}. */
  @CommandLine.Command(
      description = "Prints which package uses which, in the language of Graphviz.",
      footer = {"", "Example:", "  wit-j wit graph wit | dot -Tsvg > packages.svg"})
  static final class Graph extends Command {
    @Parameters(arity = "0..1", paramLabel = "WIT", description = "A file or folder with deps/.")
    private Optional<Path> wit = Optional.empty();

    @Mixin private WitInput input = new WitInput();

    Graph(Streams streams) {
      super(streams);
    }

    @Override
    public Integer call() {
      PackageGraph graph = PackageGraph.of(input.parse(streams, wit).resolve());
      streams.writeText(Optional.empty(), graph.toDot());
      return 0;
    }
  }
}
