package dev.witj.wat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.witj.binary.ByteCursor;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.ByteWriter;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.testdata.Corpus;
import dev.witj.testdata.Expectations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Assembles every module and component of the suites' scripts and demands the reference's bytes,
 * custom sections aside; and theirs, too, where nothing is known to differ.
 */
class BinariesTest {
  private record Row(
      int directive, int line, String what, String status, String full, String bare) {}

  @TestFactory
  Stream<DynamicTest> coreTestsuite() throws IOException {
    return suite("core-testsuite");
  }

  @TestFactory
  Stream<DynamicTest> componentModel() throws IOException {
    return suite("cm-spec");
  }

  @TestFactory
  Stream<DynamicTest> wasmtimeMisc() throws IOException {
    return suite("wasmtime-misc");
  }

  @TestFactory
  Stream<DynamicTest> wasmToolsCli() throws IOException {
    return suite("wasm-tools-cli");
  }

  private static Stream<DynamicTest> suite(String name) throws IOException {
    Path folder = Corpus.suite(name);
    Expectations expectations = Expectations.load(name + "-binaries");
    return rows(folder.resolve("BINARIES.tsv")).entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(),
                    () ->
                        expectations.run(
                            entry.getKey(),
                            () -> file(folder, entry.getKey(), entry.getValue(), expectations))));
  }

  private static void file(Path folder, String file, List<Row> rows, Expectations expectations)
      throws Exception {
    byte[] content = Files.readAllBytes(folder.resolve(file));
    WastScript script =
        WastScript.parse(WatAssembler.readText(file, content), new WatAssembler.Options(true));
    List<String> failures = new ArrayList<>();
    for (Row row : rows) {
      try {
        expectations.run(file + "#" + row.directive(), () -> row(script, row));
      } catch (AssertionError e) {
        failures.add("#" + row.directive() + " line " + row.line() + ": " + e.getMessage());
      } catch (org.opentest4j.TestAbortedException listed) {
        // A listed difference.
      }
    }
    if (!failures.isEmpty()) {
      fail(String.join("\n", failures));
    }
  }

  private static void row(WastScript script, Row row) throws NoSuchAlgorithmException {
    WastDirective directive = script.directives().get(row.directive());
    WastModule module = moduleOf(directive);
    assertEquals(row.line(), script.source().position(directive.span().start()).line());
    byte[] binary;
    try {
      binary = module.toBinary();
    } catch (DiagnosticException e) {
      if (row.status().equals("error")) {
        return;
      }
      throw new AssertionError(e.getMessage(), e);
    }
    if (row.status().equals("error")) {
      if (isConfusing(module)) {
        return;
      }
      throw new AssertionError("assembled, though the reference refuses it");
    }
    if (!sha256(strip(binary)).equals(row.bare())) {
      throw new AssertionError(
          "other bytes: " + HexFormat.of().formatHex(binary, 0, Math.min(binary.length, 200)));
    }
    if (!sha256(binary).equals(row.full())) {
      throw new AssertionError(
          "other custom sections: "
              + HexFormat.of().formatHex(binary, 0, Math.min(binary.length, 200)));
    }
  }

  /** Whether a module has controls in it that the reference refuses and we were told to allow. */
  private static boolean isConfusing(WastModule module) {
    String text = module.span().source().text().orElseThrow();
    return text.substring(module.span().start(), module.span().end())
        .codePoints()
        .anyMatch(c -> (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x206f));
  }

  static WastModule moduleOf(WastDirective directive) {
    return switch (directive) {
      case WastDirective.Define define -> define.module();
      case WastDirective.Definition definition -> definition.module();
      case WastDirective.AssertInvalid invalid -> invalid.module();
      case WastDirective.AssertMalformed malformed -> malformed.module();
      case WastDirective.AssertUnlinkable unlinkable -> unlinkable.module();
      case WastDirective.AssertTrap trap
          when trap.execution() instanceof WastDirective.Instantiation made ->
          made.module();
      case WastDirective.AssertException exception
          when exception.execution() instanceof WastDirective.Instantiation made ->
          made.module();
      case WastDirective.AssertSuspension suspension
          when suspension.execution() instanceof WastDirective.Instantiation made ->
          made.module();
      case WastDirective.AssertReturn result
          when result.execution() instanceof WastDirective.Instantiation made ->
          made.module();
      default -> throw new AssertionError("no module in " + directive);
    };
  }

  private static Map<String, List<Row>> rows(Path table) throws IOException {
    Map<String, List<Row>> rows = new LinkedHashMap<>();
    for (String line : Files.readAllLines(table)) {
      String[] columns = line.split("\t", -1);
      if (!line.startsWith("#")) {
        rows.computeIfAbsent(columns[0], _ -> new ArrayList<>())
            .add(
                new Row(
                    Integer.parseInt(columns[1]),
                    Integer.parseInt(columns[2]),
                    columns[3],
                    columns[4],
                    columns.length > 6 ? columns[6] : "",
                    columns.length > 8 ? columns[8] : ""));
      }
    }
    return rows;
  }

  /** The binary without its custom sections and those of what is inside of it. */
  private static byte[] strip(byte[] binary) {
    ByteWriter out = new ByteWriter().writeBytes(binary, 0, 8);
    boolean component = binary[6] == 1;
    ByteCursor in = ByteSlice.of(binary).between(8, binary.length).cursor();
    while (!in.atEnd()) {
      int id = in.readByte();
      ByteSlice content = in.readSized();
      boolean nested = component && (id == 1 || id == 4);
      if (id != 0) {
        out.writeByte(id).writeSized(nested ? ByteSlice.of(strip(content.toByteArray())) : content);
      }
    }
    return out.toByteArray();
  }

  private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
