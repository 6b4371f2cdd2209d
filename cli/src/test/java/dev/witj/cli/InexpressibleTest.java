package dev.witj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.witj.testdata.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Whoever makes something of WIT says the same of what no component can express: what is approved
 * beside each input.
 */
final class InexpressibleTest {
  @TestFactory
  Stream<DynamicTest> everyCommandSaysTheSame() throws IOException {
    Path folder = Corpus.testdata("wit/inexpressible");
    List<DynamicTest> tests = new ArrayList<>();
    for (Path approved : Corpus.files(folder, ".err")) {
      String name = approved.getFileName().toString().replace(".err", "");
      Path file = folder.resolve(name + ".wit");
      Path wit = Files.exists(file) ? file : folder.resolve(name);
      String expected = Files.readString(approved);
      for (List<String> command : commands(wit.toString(), name.equals("package"))) {
        tests.add(
            DynamicTest.dynamicTest(
                name + ": " + String.join(" ", command).replace(folder + "/", ""),
                () -> {
                  Session session = Session.run(command.toArray(String[]::new));
                  assertEquals(expected, session.err().replace(folder + "/", ""));
                  assertEquals("", session.out());
                  assertEquals(1, session.code());
                }));
      }
    }
    return tests.stream();
  }

  /** Those that take a package, and those that take its world. */
  private static List<List<String>> commands(String wit, boolean withoutWorld) {
    List<List<String>> ofPackage =
        List.of(List.of("wit", "check", wit), List.of("component", "wit", "--wasm", wit));
    if (withoutWorld) {
      return ofPackage;
    }
    String component = Corpus.testdata("samples/quiet.wat").toString();
    List<List<String>> all = new ArrayList<>(ofPackage);
    all.add(List.of("component", "embed", "--only-custom", wit));
    all.add(List.of("component", "embed", "--dummy", wit));
    all.add(List.of("component", "targets", wit, component));
    all.add(List.of("bindgen", wit, "--out-dir", "target/inexpressible"));
    return all;
  }
}
