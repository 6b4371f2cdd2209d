package dev.witj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What holds for every command, those to come included. */
class HelpTest {
  private static List<CommandLine> commands() {
    Streams streams = Streams.ofProcess();
    List<CommandLine> all = new ArrayList<>();
    addAll(Main.commandLine(streams, List.of()), all);
    return all;
  }

  private static void addAll(CommandLine line, List<CommandLine> all) {
    all.add(line);
    line.getSubcommands().values().forEach(each -> addAll(each, all));
  }

  private static String[] words(CommandLine line, String... more) {
    List<String> words = new ArrayList<>(List.of(line.getCommandSpec().qualifiedName().split(" ")));
    words.removeFirst();
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  /** The list of commands shows the first line of each description, which must be a sentence. */
  @TestFactory
  Stream<DynamicTest> summariesAreSentences() {
    return commands().stream()
        .map(
            line ->
                DynamicTest.dynamicTest(
                    line.getCommandSpec().qualifiedName(),
                    () -> {
                      String[] text = line.getCommandSpec().usageMessage().description();
                      assertTrue(text[0].endsWith("."), text[0]);
                    }));
  }

  @TestFactory
  Stream<DynamicTest> helpIsFoundByBothWays() {
    return commands().stream()
        .map(
            line ->
                DynamicTest.dynamicTest(
                    line.getCommandSpec().qualifiedName(),
                    () -> {
                      Session option = Session.run(words(line, "--help"));
                      List<String> asked = new ArrayList<>(List.of("help"));
                      asked.addAll(List.of(words(line)));
                      assertEquals(option, Session.run(asked.toArray(String[]::new)));
                      assertEquals(0, option.code());
                    }));
  }

  /** What each exit code means, and something to copy. */
  @TestFactory
  Stream<DynamicTest> helpTellsExitCodesAndExamples() {
    return commands().stream()
        .map(
            line ->
                DynamicTest.dynamicTest(
                    line.getCommandSpec().qualifiedName(),
                    () -> {
                      String help = line.getUsageMessage();
                      assertTrue(help.contains("\nExit codes:\n"), help);
                      assertTrue(help.contains("Wrong usage."), help);
                      // A group's examples are those of its commands.
                      if (line.getSubcommands().isEmpty()
                          || line.getCommandSpec().parent() == null) {
                        assertTrue(help.matches("(?s).*\nExamples?:\n  .*"), help);
                      }
                    }));
  }

  /** An empty value is a variable that was not set. */
  @TestFactory
  Stream<DynamicTest> noOptionTakesAnEmptyValue() {
    return commands().stream().flatMap(HelpTest::emptyValues);
  }

  private static Stream<DynamicTest> emptyValues(CommandLine line) {
    return line.getCommandSpec().options().stream()
        .filter(option -> option.arity().max() > 0)
        .map(
            option ->
                DynamicTest.dynamicTest(
                    line.getCommandSpec().qualifiedName() + " " + option.longestName(),
                    () -> {
                      List<String> given = new ArrayList<>(List.of(option.longestName(), ""));
                      required(line, option).forEach(given::add);
                      Session session = Session.run(words(line, given.toArray(String[]::new)));
                      assertEquals(2, session.code(), session.err());
                      assertTrue(
                          session.err().contains("`" + option.longestName() + "`")
                              || session.err().contains("'" + option.longestName() + "'")
                              || session.err().contains("unknown feature ``")
                              // An option whose value may be left out leaves the text to an
                              // operand.
                              || session.err().contains(" has an empty value"),
                          session.err());
                    }));
  }

  private static Stream<String> required(CommandLine line, OptionSpec but) {
    List<String> given = new ArrayList<>();
    for (ArgSpec each : line.getCommandSpec().args()) {
      if (each.required() && !each.equals(but)) {
        if (each instanceof OptionSpec option) {
          given.add(option.longestName());
        }
        given.add(each.type().isEnum() ? each.completionCandidates().iterator().next() : "x");
      }
    }
    return given.stream();
  }
}
