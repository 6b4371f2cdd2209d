package dev.witj.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.NameSection;
import dev.witj.testdata.Corpus;
import dev.witj.testdata.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Mangled names, and what the source says. */
class DemangleTest {
  private static final int ROUNDS = 20_000;

  /** Each line holds a mangled name and, behind an arrow, what it stands for. */
  private static final Path NAMES = Corpus.testdata("names").resolve("mangled.txt");

  private static List<String> mangled() throws IOException {
    return Files.readAllLines(NAMES).stream()
        .filter(line -> line.contains(" → "))
        .map(line -> line.replaceFirst(" → .*", ""))
        .filter(name -> name.length() > 3)
        .toList();
  }

  @Test
  void knownNames() throws IOException {
    StringBuilder actual = new StringBuilder();
    for (String line : Files.readAllLines(NAMES)) {
      int arrow = line.indexOf(" → ");
      String name = arrow < 0 ? line : line.substring(0, arrow);
      actual.append(name);
      if (arrow >= 0) {
        actual.append(" → ").append(Demangle.name(name).orElse("?"));
      }
      actual.append('\n');
    }
    Golden.verify(NAMES, actual.toString());
  }

  @Test
  void damagedNamesRaiseNothing() throws IOException {
    List<String> names = mangled();
    Random random = new Random(7);
    String letters = "_ZNRSTEIKBCDFLMXYPQOAcvhs0123456789$.";
    for (int i = 0; i < ROUNDS; i++) {
      StringBuilder name = new StringBuilder(names.get(random.nextInt(names.size())));
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        int at = Math.min(2 + random.nextInt(name.length()), name.length() - 1);
        char letter = letters.charAt(random.nextInt(letters.length()));
        switch (random.nextInt(3)) {
          case 0 -> name.setCharAt(at, letter);
          case 1 -> name.insert(at, letter);
          default -> name.setLength(at);
        }
      }
      assertTrue(Demangle.name(name.toString()).orElse("").length() <= 20_000);
    }
  }

  /** Nobody lives to see the end of those that double each time. */
  @Test
  @Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void namesThatGrowWithoutEndAreLeftAlone() {
    StringBuilder rust = new StringBuilder("_RINvC1a1bu");
    StringBuilder cpp = new StringBuilder("_Z1fI1aS_");
    for (int i = 0; i < 300; i++) {
      rust.append("TB").append(i % 2 == 0 ? "8_" : "a_").append("B8_E");
      cpp.append("1bIS").append(Integer.toString(i, 36).toUpperCase(java.util.Locale.ROOT));
      cpp.append("_S_E");
    }
    String deep = "_Z1f" + "P".repeat(5000) + "i";
    String deeper = "_RMC1a" + "R".repeat(5000) + "u";
    for (String name : List.of(rust + "E", cpp + "E", deep, deeper)) {
      assertTrue(Demangle.name(name).orElse("").length() <= 20_000);
    }
    assertEquals(Optional.empty(), Demangle.name(deep));
    assertEquals(Optional.empty(), Demangle.name(deeper));
  }

  @Test
  void nameSectionsAreRewritten() {
    NameSection section =
        new NameSection(
            List.of(
                new NameSection.Part.Module("_ZN3foo4main17h694cf023eeafda77E"),
                new NameSection.Part.Names(
                    NameSection.Kind.FUNCTION,
                    List.of(
                        new NameSection.Naming(0, "_ZN3foo4main17h694cf023eeafda77E"),
                        new NameSection.Naming(1, "_start")))));
    byte[] binary = CoreModule.of(List.of(section.toCustom())).binary().toByteArray();
    NameSection renamed =
        NameSection.read(
            CoreModule.read(ByteSlice.of(Demangle.demangle(ByteSlice.of(binary))))
                .customSections(NameSection.NAME)
                .findFirst()
                .orElseThrow()
                .customData());
    assertEquals(
        List.of(
            section.parts().getFirst(),
            new NameSection.Part.Names(
                NameSection.Kind.FUNCTION,
                List.of(
                    new NameSection.Naming(0, "foo::main::h694cf023eeafda77"),
                    new NameSection.Naming(1, "_start")))),
        renamed.parts());
  }
}
