package dev.witj.binary.debug;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.binary.BinaryKind;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.ByteWriter;
import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.ModuleSection;
import dev.witj.binary.core.SectionId;
import dev.witj.testdata.BinaryMutator;
import dev.witj.testdata.Growth;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where instructions come from, as DWARF and source maps say. */
class SourceLinesTest {
  private static final int MUTANTS = Integer.getInteger("witj.fuzz.runs", 10_000);
  private static final long SEED = Long.getLong("witj.fuzz.seed", 20_261_129L);

  /** Two folders, and two files in the second and in none. */
  private static ByteWriter oldEntries() {
    ByteWriter out = new ByteWriter();
    LineTableBytes.text(out, "/src");
    LineTableBytes.text(out, "lib");
    out.writeByte(0);
    LineTableBytes.text(out, "a.c").writeU32(2).writeU32(0).writeU32(0);
    LineTableBytes.text(out, "b.c").writeU32(0).writeU32(0).writeU32(0);
    return out.writeByte(0);
  }

  /** The same, in the strings of a section and where they stand, with a checksum for each file. */
  private static ByteWriter newEntries(boolean isLong) {
    ByteWriter out = new ByteWriter();
    out.writeByte(1).writeU32(1).writeU32(0x1f).writeU32(2);
    for (int offset : new int[] {0, 5}) {
      if (isLong) {
        out.writeFixed64(offset);
      } else {
        out.writeFixed32(offset);
      }
    }
    out.writeByte(3).writeU32(1).writeU32(0x08).writeU32(2).writeU32(0x0b).writeU32(5);
    out.writeU32(0x1e).writeU32(2);
    LineTableBytes.text(out, "a.c").writeByte(1).writeFixed64(1).writeFixed64(2);
    LineTableBytes.text(out, "b.c").writeByte(0).writeFixed64(3).writeFixed64(4);
    return out;
  }

  private static final byte[] LINE_STRINGS = "/src\0lib\0".getBytes(StandardCharsets.UTF_8);

  private static CoreModule module(Map<String, byte[]> custom) {
    ByteWriter out = new ByteWriter();
    BinaryKind.MODULE.writeHeader(out);
    // 200 bytes stand for code, which nobody decodes here.
    out.writeByte(SectionId.CODE.code()).writeSized(new ByteWriter().writeBytes(new byte[200]));
    custom.forEach((name, data) -> new ModuleSection.Custom(name, ByteSlice.of(data)).write(out));
    return CoreModule.read(ByteSlice.of(out.toByteArray()));
  }

  /** What is said of addresses that count from the beginning of the code. */
  private static List<String> lines(Map<String, byte[]> custom, Integer... addresses) {
    CoreModule module = module(custom);
    int base = module.section(SectionId.CODE).orElseThrow().content().start();
    return SourceLines.find(
            module, Stream.of(addresses).map(each -> base + each).toList(), SourceMapFiles.NONE)
        .stream()
        .map(line -> line.map(SourceLine::toString).orElse("?"))
        .toList();
  }

  private static Map<String, byte[]> dwarf(byte[]... tables) {
    ByteWriter lines = new ByteWriter();
    for (byte[] table : tables) {
      lines.writeBytes(table);
    }
    return new TreeMap<>(
        Map.of(".debug_line", lines.toByteArray(), ".debug_line_str", LINE_STRINGS));
  }

  private static LineTableBytes program(int version) {
    int first = version >= 5 ? 0 : 1;
    return new LineTableBytes()
        .setAddress(10)
        .setFile(first)
        .row(0, 9)
        .noise()
        .setColumn(7)
        .special(3, 2)
        .row(100, 100)
        .setFile(first + 1)
        .special(1, -1)
        .end(2);
  }

  private static byte[] table(int version, boolean isLong) {
    return program(version)
        .table(version, isLong, version >= 5 ? newEntries(isLong) : oldEntries());
  }

  @ParameterizedTest
  @CsvSource({"2,false", "3,false", "4,false", "4,true", "5,false", "5,true"})
  void readsEveryVersion(int version, boolean isLong) {
    String folder = version >= 5 ? "/src/lib" : "lib";
    String other = version >= 5 ? "/src/b.c" : "b.c";
    assertEquals(
        List.of(
            "?",
            folder + "/a.c:10",
            folder + "/a.c:10",
            folder + "/a.c:12:7",
            folder + "/a.c:112:7",
            other + ":111:7",
            other + ":111:7",
            "?"),
        lines(dwarf(table(version, isLong)), 9, 10, 12, 112, 113, 114, 115, 116));
  }

  @Test
  void believesTheSequenceThatBeginsNextToAnAddress() {
    byte[] gone =
        new LineTableBytes().setAddress(0).row(0, 0).end(190).table(4, false, oldEntries());
    byte[] wide =
        new LineTableBytes().setAddress(2).row(0, 1).end(190).table(4, false, oldEntries());
    byte[] exact = table(4, false);
    List<String> expected = List.of("lib/a.c:2", "lib/a.c:10", "lib/a.c:2");
    assertEquals(expected, lines(dwarf(gone, wide, exact), 9, 10, 116));
    assertEquals(expected, lines(dwarf(exact, wide, gone), 9, 10, 116));
  }

  @Test
  void goesOnAfterATableThatIsMalformed() {
    byte[] broken = table(4, false);
    broken[4] = 9;
    byte[] cut = Arrays.copyOf(table(4, false), 60);
    cut[0] = 56;
    assertEquals(List.of("lib/a.c:10"), lines(dwarf(broken, cut, table(4, false)), 10));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 7, 11, 12})
  void knowsWhatStandsBeforeALengthThatIsCut(int bytes) {
    byte[] cut = new byte[bytes];
    Arrays.fill(cut, (byte) -1);
    assertEquals(List.of("lib/a.c:10"), lines(dwarf(table(4, false), cut), 10));
  }

  @Test
  void endsAfterVeryManyTablesThatAreMalformed() {
    byte[] empty = new byte[8 << 20];
    Map<String, byte[]> custom = dwarf(empty, table(4, false));
    Growth.assertFrugal("nothing but zeros", 32 << 20, () -> lines(custom, 10));
    assertEquals(List.of("?"), lines(custom, 10));
    assertEquals(List.of("lib/a.c:10"), lines(dwarf(new byte[160], table(4, false)), 10));
  }

  @Test
  void knowsNoLineWhereTheCompilerHasNone() {
    byte[] table =
        new LineTableBytes()
            .setAddress(5)
            .row(0, -1)
            .row(5, 3)
            .end(5)
            .table(4, false, oldEntries());
    assertEquals(List.of("?", "lib/a.c:3"), lines(dwarf(table), 5, 10));
  }

  @Test
  void takesLittleForTablesThatClaimMuch() {
    ByteWriter entries = new ByteWriter().writeByte(0).writeU64(1L << 40).writeByte(0);
    byte[] empty = new LineTableBytes().table(5, false, entries);
    entries = new ByteWriter().writeByte(1).writeU32(1).writeU32(0x08).writeU64(1L << 16);
    byte[] many = new LineTableBytes().table(5, false, entries.writeBytes(new byte[1 << 16]));
    byte[] text = new byte[1 << 20];
    Arrays.fill(text, 0, 1 << 19, (byte) 'x');
    for (byte[] table : List.of(empty, many, text)) {
      Map<String, byte[]> custom = dwarf(table);
      Growth.assertFrugal("a table", 32 << 20, () -> lines(custom, 1, 2, 3));
    }
  }

  @Test
  void readsAPathThatManyTablesHaveOnce() {
    ByteWriter entries = new ByteWriter().writeByte(0).writeU32(0);
    entries.writeByte(1).writeU32(1).writeU32(0x1f).writeU32(1).writeFixed32(0);
    byte[] table =
        new LineTableBytes().setAddress(5).setFile(0).row(0, 1).end(9).table(5, false, entries);
    byte[][] tables = new byte[1000][];
    Arrays.fill(tables, table);
    Map<String, byte[]> custom = dwarf(tables);
    byte[] path = new byte[1 << 20];
    Arrays.fill(path, (byte) 'x');
    custom.put(".debug_line_str", path);
    Growth.assertFrugal("one path", 32 << 20, () -> lines(custom, 10));
    assertEquals(List.of("x".repeat(4096) + "...:2"), lines(custom, 10));
  }

  @Test
  void mutantsGiveLinesOrNone() {
    List<byte[]> seeds = new ArrayList<>();
    for (int version = 2; version <= 5; version++) {
      seeds.add(table(version, false));
      seeds.add(table(version, true));
    }
    BinaryMutator mutator = new BinaryMutator(seeds, SEED);
    int known = 0;
    for (int run = 0; run < MUTANTS; run++) {
      known += lines(dwarf(mutator.next().bytes()), 10, 50, 115).contains("?") ? 0 : 1;
    }
    assertTrue(known > MUTANTS / 100, known + " have lines");
    assertTrue(known < MUTANTS, "all have lines");
  }

  // Source maps.

  /** Offset 8: nothing; 12: line 3, column 5 of the first; 20: line 2 of the second. */
  private static String map(String more) {
    return "{\"version\":3,"
        + more
        + "\"sources\":[\"a.ts\",\"b.ts\"],\"names\":[\"x\"],"
        + "\"mappings\":\"Q,IAEI,QCDJA;AAAA\"}";
  }

  private static Map<String, byte[]> mapped(String address) {
    ByteWriter out = new ByteWriter().writeName(address);
    return Map.of("sourceMappingURL", out.toByteArray());
  }

  private static List<String> find(CoreModule module, SourceMapFiles files) {
    return SourceLines.find(module, List.of(7, 8, 12, 19, 20, 1000), files).stream()
        .map(line -> line.map(SourceLine::toString).orElse("?"))
        .toList();
  }

  private static final List<String> EXPECTED =
      List.of("?", "?", "src/a.ts:3:5", "src/a.ts:3:5", "src/b.ts:2:1", "src/b.ts:2:1");

  private static Optional<java.io.InputStream> open(String text) {
    return Optional.of(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  static Stream<String> addresses() {
    byte[] map = map("\"sourceRoot\":\"src\",").getBytes(StandardCharsets.UTF_8);
    return Stream.of(
        "data:application/json;base64," + Base64.getEncoder().encodeToString(map),
        "data:application/json,"
            + new String(map, StandardCharsets.UTF_8).replace("\"", "%22").replace("{", "%7B"));
  }

  @ParameterizedTest
  @MethodSource("addresses")
  void readsSourceMapsWithinTheModule(String address) {
    assertEquals(EXPECTED, find(module(mapped(address)), SourceMapFiles.NONE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"app.wasm.map", "./app.wasm.map"})
  void readsSourceMapsBesideTheModule(String address) {
    SourceMapFiles files =
        name -> {
          assertEquals("app.wasm.map", name);
          return open(map("\"sourceRoot\":\"src/\",\"x_y\":[{\"sources\":[1]}],"));
        };
    assertEquals(EXPECTED, find(module(mapped(address)), files));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "../app.map",
        "a/b.map",
        "a\\b.map",
        "/etc/passwd",
        "C:app.map",
        "file:app.map",
        "https://example.com/app.map",
        "a\nb",
        "data:",
        "data:;base64,!",
        "data:,%"
      })
  void opensNothingElse(String address) {
    SourceMapFiles files =
        name -> {
          throw new AssertionError("opened " + name);
        };
    assertTrue(find(module(mapped(address)), files).stream().allMatch("?"::equals));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[",
        "[]",
        "{",
        "{\"sources\":",
        "{\"sources\":{}}",
        "{\"sources\":[\"a\"",
        "{\"sources\":[[\"a\"],null],\"mappings\":7}",
        "{\"sources\":[\"a\"],\"mappings\":\"!\"}",
        "{\"sources\":[\"a\"],\"mappings\":\"gggggggggggggggggggg\"}",
        "{\"sources\":[\"a\"],\"mappings\":\"g\"}",
        "{\"sources\":[\"a\"],\"mappings\":\"AAAAAAAAAA\"}",
        "{\"sources\":[\"a\"],\"mappings\":\"ACAA\"}",
        "{\"sources\":[\"a\"],\"mappings\":\"AADA\"}"
      })
  void malformedSourceMapsHaveNoLines(String json) {
    assertTrue(find(module(mapped("m")), _ -> open(json)).stream().allMatch("?"::equals));
  }

  @Test
  void keepsWhatIsNotToBePrintedOutOfPaths() {
    assertEquals("a\ufffd[2Jb:1", new SourceLine("a\u001b[2Jb", 1, 0).toString());
    assertEquals("x".repeat(4096) + "...", new SourceLine("x".repeat(10_000), 1, 0).file());
  }
}
