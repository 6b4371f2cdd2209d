package dev.witj.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.witj.binary.ByteSlice;
import dev.witj.diagnostics.Source;
import dev.witj.testdata.Corpus;
import dev.witj.wat.WatAssembler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class MetadataTest {
  private static final String RUN = ";; RUN: ";

  /** The command lines in the reference's tests that add and show metadata. */
  @TestFactory
  Stream<DynamicTest> showsWhatTheReferenceShows() {
    return Corpus.files(Corpus.suite("wasm-tools-cli"), ".wat").stream()
        .filter(file -> command(file).startsWith("metadata"))
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
  }

  private static String command(Path file) {
    try {
      String text = Files.readString(file);
      return text.startsWith(RUN) ? text.lines().findFirst().orElse("").substring(7).strip() : "";
    } catch (IOException _) {
      return "";
    }
  }

  private static void check(Path file) throws IOException {
    byte[] binary = WatAssembler.toBinary(file.toString(), Files.readAllBytes(file));
    Deque<String> words = new ArrayDeque<>(List.of(command(file).split(" ", -1)));
    Optional<String> name = Optional.empty();
    List<MetadataChanges.Tool> tools = new ArrayList<>();
    while (!words.isEmpty()) {
      String word = words.pop();
      switch (word) {
        case "%", "metadata", "add", "show" -> {}
        case "--name" -> name = Optional.of(words.pop());
        case "|" -> {
          binary = new MetadataChanges(name, tools, Map.of(), Set.of()).apply(ByteSlice.of(binary));
          name = Optional.empty();
          tools.clear();
        }
        default -> {
          String tool = words.pop();
          int equals = tool.indexOf('=');
          tools.add(
              new MetadataChanges.Tool(
                  word.substring(2), tool.substring(0, equals), tool.substring(equals + 1)));
        }
      }
    }
    assertEquals(
        Files.readString(file.resolveSibling(file.getFileName() + ".stdout")).strip(),
        Metadata.read(ByteSlice.of(binary)).toTables().strip());
  }

  @Test
  void addsAndClearsNotes() {
    byte[] binary =
        WatAssembler.assemble(
            Source.text("test", "(module $m (@custom \"version\" \"1\") (func $f))"));
    byte[] changed =
        new MetadataChanges(
                Optional.of("n"), List.of(), Map.of("authors", "A. Author"), Set.of("version"))
            .apply(ByteSlice.of(binary));
    Metadata metadata = Metadata.read(ByteSlice.of(changed));
    assertEquals(Optional.of("n"), metadata.name());
    assertEquals(Map.of("authors", "A. Author"), metadata.notes());
    // The name of the function is still there.
    assertEquals(true, WatPrinter.print(ByteSlice.of(changed)).contains("(func $f (;0;)"));
  }

  @Test
  void writesJson() {
    byte[] binary =
        WatAssembler.assemble(
            Source.text("test", "(component $c (core module (@producers (sdk \"x\" \"1\"))))"));
    assertEquals(
        "{\"component\":{\"metadata\":{\"name\":\"c\",\"producers\":null,\"authors\":null,"
            + "\"description\":null,\"licenses\":null,\"source\":null,\"homepage\":null,"
            + "\"revision\":null,\"version\":null,\"range\":{\"start\":0,\"end\":"
            + binary.length
            + "}},\"children\":[{\"module\":{\"name\":null,\"producers\":{\"sdk\":{\"x\":\"1\"}},"
            + "\"authors\":null,\"description\":null,\"licenses\":null,\"source\":null,"
            + "\"homepage\":null,\"revision\":null,\"version\":null,"
            + "\"range\":{\"start\":10,\"end\":40}}}]}}",
        Metadata.read(ByteSlice.of(binary)).toJson());
  }
}
