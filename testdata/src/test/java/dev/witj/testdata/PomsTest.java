package dev.witj.testdata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for the Maven modules of the project, so that others can depend on them. */
class PomsTest {
  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
  private static final Pattern VERSION = Pattern.compile("<version>([^<]+)</version>");
  private static final Pattern OWN =
      Pattern.compile("<groupId>dev\\.witj</groupId>\\s*<artifactId>([^<]+)</artifactId>");

  static List<String> modules() throws IOException {
    return all(MODULE, pom(".")).stream().filter(module -> !module.equals("bom")).toList();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void isNamedAfterItsFolder(String module) throws IOException {
    String pom = pom(module);
    String own = pom.substring(pom.indexOf("</parent>"));
    assertTrue(
        own.startsWith("</parent>\n\n  <artifactId>witj-" + module + "</artifactId>"),
        "the artifact of " + module + " is called witj-" + module);
    for (String artifact : all(OWN, own)) {
      assertTrue(artifact.startsWith("witj-"), module + " depends on " + artifact);
    }
  }

  @Test
  void theBomNamesWhatIsForOthers() throws IOException {
    List<String> published =
        modules().stream()
            .filter(module -> !unchecked(module).contains("<maven.install.skip>true"))
            .map(module -> "witj-" + module)
            .sorted()
            .toList();
    List<String> named =
        all(OWN, pom("bom")).stream().filter(name -> !name.equals("witj-bom")).sorted().toList();
    assertEquals(published, named);
  }

  @Test
  void theBomHasTheProjectsVersion() throws IOException {
    assertEquals(all(VERSION, pom(".")).getFirst(), all(VERSION, pom("bom")).getFirst());
  }

  private static List<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult result) -> result.group(1)).toList();
  }

  private static String unchecked(String module) {
    try {
      return pom(module);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String pom(String module) throws IOException {
    return Files.readString(Path.of(Corpus.root().toString(), module, "pom.xml"));
  }
}
