package dev.witj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.runtime.StoreLimits;
import dev.witj.testdata.Corpus;
import dev.witj.wasi.WasiLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the page on security says of limits and tests is so. */
final class SecurityPageTest {
  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*Test)(?:\\.(\\w+))?`");

  private static String page() throws IOException {
    return Files.readString(Corpus.root().resolve("docs/security.md"));
  }

  @Test
  void testsAreThere() throws IOException {
    Map<String, String> sources = tests();
    List<MatchResult> named = TEST.matcher(page()).results().toList();
    assertTrue(named.size() > 60, () -> "only " + named.size());
    for (MatchResult each : named) {
      String source = sources.getOrDefault(each.group(1), "");
      assertTrue(!source.isEmpty(), () -> "there is no " + each.group(1));
      String method = each.group(2);
      assertTrue(
          method == null || source.contains(" " + method + "("),
          () -> each.group(1) + " has no " + method);
    }
  }

  private static Map<String, String> tests() throws IOException {
    Map<String, String> sources = new TreeMap<>();
    try (Stream<Path> modules = Files.list(Corpus.root())) {
      for (Path module : modules.map(each -> each.resolve("src/test/java")).toList()) {
        if (Files.isDirectory(module)) {
          for (Path file : Corpus.files(module, "Test.java")) {
            String name = String.valueOf(file.getFileName()).replace(".java", "");
            sources.merge(name, Files.readString(file), String::concat);
          }
        }
      }
    }
    return sources;
  }

  @Test
  void limitsAreThoseThatHold() throws IOException {
    StoreLimits store = StoreLimits.defaults();
    WasiLimits wasi = WasiLimits.defaults();
    Map<String, String> expected =
        Map.of(
            "withTableElements", count(store.tableElements()),
            "withCoreInstances", count(store.coreInstances()),
            "withHandles", count(store.handles()),
            "withLiftedBytes", (store.liftedBytes() >> 20) + " MiB",
            "withTimeout", store.timeout().map(Object::toString).orElse("none"),
            "WasiLimits.withOpenFiles", count(wasi.openFiles()),
            "WasiLimits.withResources", count(wasi.resources()),
            "WasiLimits.withRandomBytes", (wasi.randomBytes() >> 20) + " MiB");
    String help = Session.run("run", "--help").out() + Session.run("serve", "--help").out();
    Map<String, String> said = new TreeMap<>();
    Matcher rows =
        Pattern.compile("(?m)^\\|[^|]*\\| ([^|]*) \\| ([^|]*)\\| `([\\w.]+)` \\|[^|]*\\|$")
            .matcher(page());
    while (rows.find()) {
      String how = rows.group(3);
      said.put(how, rows.group(1));
      if (expected.containsKey(how)) {
        assertEquals(expected.get(how), rows.group(1), how);
      }
      String option = rows.group(2).strip().replace("`", "");
      assertTrue(option.isEmpty() || help.contains(" " + option + "="), option);
    }
    assertTrue(said.keySet().containsAll(expected.keySet()), said::toString);
    String flat = help.replaceAll("\\s+", " ");
    for (String each :
        List.of(
            count(store.tableElements()) + " elements of tables",
            count(store.handles()) + " handles",
            (store.liftedBytes() >> 20) + " MiB of values in one call",
            count(wasi.openFiles()) + " open files",
            (wasi.randomBytes() >> 20) + " MiB of random bytes",
            "(default: " + store.tableElements() + ")",
            "(default: " + store.handles() + ")",
            "(default: " + (store.liftedBytes() >> 20) + "m)")) {
      assertTrue(flat.contains(each), each);
    }
  }

  private static String count(int number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
