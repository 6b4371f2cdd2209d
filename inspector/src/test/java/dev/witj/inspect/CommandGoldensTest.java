package dev.witj.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.witj.binary.ByteSlice;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.testdata.Corpus;
import dev.witj.testdata.Expectations;
import dev.witj.wat.WatAssembler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The command lines in the reference's tests that print, strip or list, against its output. */
class CommandGoldensTest {
  private static final Set<String> COMMANDS = Set.of("print", "strip", "objdump", "dump");
  private static final String RUN = ";; RUN: ";
  private static final String FAIL = ";; FAIL: ";
  private static final Pattern TYPE_NAME =
      Pattern.compile("^ *\\(type (\\$\\S+) \\(;(\\d+);\\)", Pattern.MULTILINE);
  private static final Pattern TYPE_ID = Pattern.compile("\\(exact \\(id (\\d+)\\)\\)");

  @TestFactory
  Stream<DynamicTest> commands() {
    Path suite = Corpus.suite("wasm-tools-cli");
    Expectations expectations = Expectations.load("wasm-tools-cli-commands");
    return Corpus.files(suite, ".wat").stream()
        .filter(file -> COMMANDS.contains(commands(file).getFirst().replaceFirst(" .*", "")))
        .map(
            file -> {
              String name = suite.relativize(file).toString();
              return DynamicTest.dynamicTest(name, () -> expectations.run(name, () -> check(file)));
            });
  }

  private static List<String> commands(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      List<String> commands =
          lines
              .filter(line -> line.startsWith(RUN) || line.startsWith(FAIL))
              .map(line -> line.replaceFirst(RUN + "|" + FAIL, ""))
              .toList();
      return commands.isEmpty() ? List.of("") : commands;
    } catch (IOException | java.io.UncheckedIOException _) {
      return List.of("");
    }
  }

  private static void check(Path file) throws IOException {
    byte[] input = Files.readAllBytes(file);
    boolean fails = Files.readAllLines(file).stream().anyMatch(line -> line.startsWith(FAIL));
    String output = "";
    for (String command : commands(file).getFirst().split(" \\| ", -1)) {
      ByteSlice binary = ByteSlice.of(WatAssembler.toBinary(file.toString(), input));
      StringBuilder out = new StringBuilder();
      if (fails) {
        assertThrows(DiagnosticException.class, () -> run(command, binary, out));
      } else {
        run(command, binary, out);
      }
      output = out.toString();
      input = output.getBytes(StandardCharsets.UTF_8);
    }
    String golden = Files.readString(file.resolveSibling(file.getFileName() + ".stdout"));
    assertEquals(unindented(withTypeNames(golden)), unindented(output.replace('\\', '/')));
  }

  private static void run(String line, ByteSlice binary, StringBuilder out) throws IOException {
    List<String> words = new ArrayList<>(List.of(line.split(" ")));
    String command = words.removeFirst();
    words.remove("%");
    words.remove("-t");
    switch (command) {
      case "print" ->
          WatPrinter.print(
              binary,
              new WatPrinter.Options(
                  "  ",
                  words.remove("--skeleton"),
                  words.remove("-p"),
                  words.remove("--name-unnamed"),
                  words.remove("-f"),
                  words.remove("--print-operand-stack")),
              out);
      case "strip" ->
          out.append(
              WatPrinter.print(
                  ByteSlice.of(
                      (words.remove("-a") ? Strip.all() : Strip.unneeded()).strip(binary))));
      case "dump" -> Dump.print(binary, out);
      default -> ObjDump.print(binary, out);
    }
    assertEquals(List.of(), words, "options that are not known");
  }

  /** Without white space at the ends, where the reference's are cut. */
  private static String unindented(String text) {
    return text.replaceAll(" +(?m)$", "").strip();
  }

  /**
   * In comments about operands the reference writes concrete types as {@code (exact (id 1))}, a
   * number of its own; here they are written as everywhere else.
   */
  private static String withTypeNames(String golden) {
    Map<String, String> names = new HashMap<>();
    TYPE_NAME.matcher(golden).results().forEach(type -> names.put(type.group(2), type.group(1)));
    return TYPE_ID
        .matcher(golden)
        .replaceAll(
            id ->
                Matcher.quoteReplacement(
                    names.getOrDefault(id.group(1), "no name for " + id.group(1))));
  }
}
