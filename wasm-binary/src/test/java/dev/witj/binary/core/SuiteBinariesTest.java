package dev.witj.binary.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.witj.binary.BinaryKind;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.Feature;
import dev.witj.binary.Features;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Source;
import dev.witj.testdata.Corpus;
import dev.witj.testdata.Expectations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The small binaries that come with the suites: each is valid or not, as its directive says. */
final class SuiteBinariesTest {
  private static final int FILE = 0;
  private static final int INDEX = 1;
  private static final int LINE = 2;
  private static final int DIRECTIVE = 3;
  private static final int STATUS = 4;
  private static final int BASE64 = 9;

  @TestFactory
  Stream<DynamicTest> coreTestsuite() throws IOException {
    Path suite = Corpus.suite("core-testsuite");
    Map<String, Features> features = new HashMap<>();
    for (String line : Files.readAllLines(suite.resolve("FEATURES.tsv"))) {
      if (!line.startsWith("#")) {
        String[] columns = line.split("\t", -1);
        features.put(columns[0], Features.parse(columns[1]));
      }
    }
    return binaries(suite, "core-binaries", features);
  }

  @TestFactory
  Stream<DynamicTest> wasmtimeMisc() throws IOException {
    return binaries(Corpus.suite("wasmtime-misc"), "wasmtime-binaries", Map.of());
  }

  private static Stream<DynamicTest> binaries(
      Path suite, String list, Map<String, Features> features) throws IOException {
    Expectations expectations = Expectations.load(list);
    List<DynamicTest> tests = new ArrayList<>();
    for (String line : Files.readAllLines(suite.resolve("BINARIES.tsv"))) {
      String[] columns = line.split("\t", -1);
      if (line.startsWith("#")
          || columns.length <= BASE64
          || !columns[STATUS].equals("ok")
          || columns[BASE64].isEmpty()) {
        continue;
      }
      String name = columns[FILE] + ":" + columns[LINE] + "#" + columns[INDEX];
      ByteSlice bytes =
          ByteSlice.of(Source.binary(name), Base64.getDecoder().decode(columns[BASE64]));
      if (BinaryKind.of(bytes).filter(kind -> kind == BinaryKind.MODULE).isEmpty()) {
        continue;
      }
      Features on = features.isEmpty() ? Features.ALL : features(columns[FILE], features);
      tests.add(
          DynamicTest.dynamicTest(
              name, () -> expectations.run(name, () -> check(columns[DIRECTIVE], bytes, on))));
    }
    return tests.stream();
  }

  /** A file that is not in the list is about the proposal whose folder it is in. */
  private static Features features(String file, Map<String, Features> listed) {
    Features found = listed.get(file);
    if (found != null) {
      return found;
    }
    String[] folders = file.split("/", -1);
    return folders.length < 2
        ? Features.WASM3
        : Feature.of(folders[folders.length - 2]).map(Features.WASM3::with).orElse(Features.WASM3);
  }

  private static void check(String directive, ByteSlice bytes, Features features) {
    if (directive.startsWith("assert_invalid module")
        || directive.startsWith("assert_malformed module")) {
      assertThrows(
          DiagnosticException.class,
          () -> CoreValidator.validate(CoreModule.read(bytes), features));
    } else {
      CoreModule module = CoreModule.read(bytes);
      CoreValidator.validate(module, features);
      // The reference writes shortest forms only, so what is built anew has the same bytes.
      assertEquals(bytes, CorpusTest.Rebuild.check(module).binary());
    }
  }
}
