package dev.witj.wit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.testdata.Corpus;
import dev.witj.testdata.Expectations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the reference's command line prints for WIT text, held against the library: the commands
 * that need no binary format, and those that only go through it and back.
 */
class WitCommandGoldensTest {
  private static final Pattern RUN =
      Pattern.compile(
          "(?://|;;) (RUN|FAIL)(?:\\[([\\w-]+)])?: (component (?:wit|semver-check) .*)");

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path scratch;

  private record Command(Path file, boolean fails, Optional<String> name, String line) {
    String label() {
      return file.getFileName() + name.map(n -> "[" + n + "]").orElse("");
    }

    Path golden() {
      return Path.of(file + name.map(n -> "." + n).orElse("") + ".stdout");
    }
  }

  @TestFactory
  Stream<DynamicTest> comeOutTheSame() throws IOException {
    Expectations expected = Expectations.load("wasm-tools-cli-wit");
    List<Command> commands = new ArrayList<>();
    for (Path file : Corpus.files(Corpus.suite("wasm-tools-cli"), ".wit")) {
      for (String line : Files.readAllLines(file)) {
        Matcher run = RUN.matcher(line);
        if (run.matches() && !needsBinary(run.group(3))) {
          commands.add(
              new Command(
                  file,
                  run.group(1).equals("FAIL"),
                  Optional.ofNullable(run.group(2)),
                  run.group(3)));
        }
      }
    }
    return commands.stream()
        .map(
            command ->
                DynamicTest.dynamicTest(
                    command.label(), () -> expected.run(command.label(), () -> run(command))));
  }

  private static String direct(String line) {
    return line.replace(" --wasm | component wit", "");
  }

  /** Those are for the encoder's tests. */
  private static boolean needsBinary(String line) {
    return direct(line).contains("|") || line.endsWith(" -t") || line.contains(" -t ");
  }

  private void run(Command command) throws IOException {
    String line = direct(command.line);
    List<String> words = new ArrayList<>(List.of(line.split(" ")));
    words.subList(0, 1).clear();
    if (command.fails) {
      assertThrows(DiagnosticException.class, () -> output(command, new ArrayDeque<>(words)));
      return;
    }
    String output = output(command, new ArrayDeque<>(words)).stripTrailing();
    Path golden = command.golden();
    String approved = Files.exists(golden) ? Files.readString(golden).stripTrailing() : "";
    if (words.contains("--json")) {
      assertEquals(JSON.readTree(approved), JSON.readTree(output));
    } else {
      assertEquals(approved, output);
    }
  }

  private String output(Command command, Deque<String> words) throws IOException {
    String subcommand = words.removeFirst();
    WitOptions options = WitOptions.defaults();
    Optional<String> importize = Optional.empty();
    Optional<String> exportize = Optional.empty();
    Optional<String> merge = Optional.empty();
    Optional<String> name = Optional.empty();
    Optional<String> split = Optional.empty();
    Optional<String> prev = Optional.empty();
    Optional<String> next = Optional.empty();
    Set<String> only = new HashSet<>();
    Path input = command.file;
    boolean toFiles = false;
    boolean json = false;
    while (!words.isEmpty()) {
      String word = words.removeFirst();
      switch (word) {
        case "%" -> {}
        case "%tmpdir" -> input = files(command.file);
        case "--features" ->
            options = options.withFeatures(List.of(words.removeFirst().split(",")));
        case "--all-features" -> options = options.withAllFeatures();
        case "--importize-world" -> importize = Optional.of(words.removeFirst());
        case "--importize-out-world-name", "--exportize-out-world-name" ->
            name = Optional.of(words.removeFirst());
        case "--exportize-world" -> exportize = Optional.of(words.removeFirst());
        case "--exportize-import" -> only.add(words.removeFirst());
        case "--merge-world-imports-based-on-semver" -> merge = Optional.of(words.removeFirst());
        case "--generate-nominal-type-ids" -> split = Optional.of(words.removeFirst());
        case "--json" -> json = true;
        case "--prev" -> prev = Optional.of(words.removeFirst());
        case "--new" -> next = Optional.of(words.removeFirst());
        case "--out-dir" -> {
          words.removeFirst();
          toFiles = true;
        }
        default -> throw new AssertionError("no such option here: " + word);
      }
    }
    ParsedWit parsed = new WitParser(options).parse(input);
    Resolve resolve = parsed.resolve();
    if (subcommand.equals("semver-check")) {
      WorldId old = parsed.world(prev.orElseThrow());
      WitDiff diff = WitDiff.ofWorlds(resolve, old, resolve, parsed.world(next.orElseThrow()));
      if (!diff.keepsComponents()) {
        throw WitCode.WORLD_NOT_FOUND.error(diff.render()).toException();
      }
      return "";
    }
    if (importize.isPresent()) {
      resolve = WorldTransform.importize(resolve, parsed.world(importize.get()), name);
    }
    if (exportize.isPresent()) {
      resolve = WorldTransform.exportize(resolve, parsed.world(exportize.get()), name, only);
    }
    if (merge.isPresent()) {
      resolve = WorldTransform.mergeImportsBySemver(resolve, parsed.world(merge.get()));
    }
    if (split.isPresent()) {
      resolve = WorldTransform.splitInterfaces(resolve, parsed.world(split.get()));
    }
    if (json) {
      return WitJson.print(resolve);
    }
    if (toFiles) {
      StringBuilder out = new StringBuilder();
      WitPrinter.withDocs()
          .printFiles(resolve, parsed.main())
          .keySet()
          .forEach(path -> out.append("Writing: %tmpdir/").append(path).append('\n'));
      return out.toString();
    }
    return WitPrinter.withDocs().printAll(resolve, parsed.main());
  }

  /** The folder that a command before wrote. */
  private Path files(Path file) throws IOException {
    ParsedWit parsed = new WitParser().parse(file);
    Path folder = scratch.resolve(String.valueOf(file.getFileName()));
    for (var written :
        WitPrinter.withDocs().printFiles(parsed.resolve(), parsed.main()).entrySet()) {
      Path path = folder.resolve(written.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, written.getValue());
    }
    return folder;
  }
}
