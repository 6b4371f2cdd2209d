package dev.witj.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.witj.binary.BinaryKind;
import dev.witj.binary.ByteSlice;
import dev.witj.diagnostics.Source;
import dev.witj.testdata.Corpus;
import dev.witj.testdata.Expectations;
import dev.witj.wit.PackageId;
import dev.witj.wit.PackageSource;
import dev.witj.wit.ParsedWit;
import dev.witj.wit.Resolve;
import dev.witj.wit.WitOptions;
import dev.witj.wit.WitParser;
import dev.witj.wit.WitPrinter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The WIT of components that other tools made. */
class RealComponentsTest {
  private static final WitParser PARSER =
      new WitParser(WitOptions.defaults().withBuiltins(PackageSource.none()));

  private static ByteSlice read(Path file) {
    try {
      return ByteSlice.of(Source.binary(file.getFileName().toString()), Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The packages in the order of their names, as another tool may give them another one. */
  private static String text(Resolve resolve) {
    TreeMap<String, String> texts = new TreeMap<>();
    for (int i = 0; i < resolve.packages().size(); i++) {
      PackageId id = new PackageId(i);
      texts.put(resolve.get(id).name().toString(), WitPrinter.withDocs().print(resolve, id));
    }
    return String.join("\n", texts.values());
  }

  /** Prints and parses again, which must change nothing. */
  private static void checkRoundTrip(DecodedWit decoded) {
    String printed = WitPrinter.withDocs().printAll(decoded.resolve(), decoded.main());
    ParsedWit parsed = PARSER.parseText("printed.wit", printed);
    assertEquals(text(decoded.resolve()), text(parsed.resolve()));
  }

  @TestFactory
  Stream<DynamicTest> decodesWhatOthersMade() {
    Path suite = Corpus.suite("jco-components");
    Expectations expectations = Expectations.load("jco-components-wit");
    return Corpus.files(suite, ".wasm.wit").stream()
        .map(
            golden -> {
              String name = suite.relativize(golden).toString().replace('\\', '/');
              return dynamicTest(name, () -> expectations.run(name, () -> checkAgainst(golden)));
            });
  }

  private static void checkAgainst(Path golden) throws IOException {
    String file = golden.toString();
    DecodedWit decoded =
        WitDecoder.decode(read(Path.of(file.substring(0, file.length() - ".wit".length()))));
    // The golden holds the package `root:component` alone.
    assertEquals(
        Files.readString(golden), WitPrinter.withDocs().print(decoded.resolve(), decoded.main()));
    checkRoundTrip(decoded);
  }

  @TestFactory
  Stream<DynamicTest> decodesEveryGuest() {
    Path guests = Corpus.guests();
    return Corpus.files(guests, ".wasm").stream()
        .filter(file -> BinaryKind.of(read(file)).equals(Optional.of(BinaryKind.COMPONENT)))
        .map(
            file ->
                dynamicTest(
                    guests.relativize(file).toString(),
                    () -> checkRoundTrip(WitDecoder.decode(read(file)))));
  }
}
