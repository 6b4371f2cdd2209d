package dev.witj.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.binary.BinaryKind;
import dev.witj.binary.ByteSlice;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Source;
import dev.witj.testdata.BinaryMutator;
import dev.witj.testdata.Corpus;
import dev.witj.wit.PackageSource;
import dev.witj.wit.ParsedWit;
import dev.witj.wit.WitOptions;
import dev.witj.wit.WitParser;
import dev.witj.wit.WitPrinter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Damaged components have a WIT, which can be printed and parsed again, or are refused. */
class HostileComponentTest {
  private static final int LARGEST = 20_000;
  private static final int RUNS = Integer.getInteger("witj.fuzz.runs", 3_000);
  private static final long SEED = Long.getLong("witj.fuzz.seed", 20_260_821L);

  private static final WitParser PARSER =
      new WitParser(WitOptions.defaults().withBuiltins(PackageSource.none()));

  private static Map<String, byte[]> seeds() throws IOException {
    Map<String, byte[]> seeds = new TreeMap<>();
    for (String suite : List.of("jco-components", "wasi-testsuite", "wit-component")) {
      for (Path file : Corpus.files(Corpus.suite(suite), ".wasm")) {
        if (Files.size(file) < LARGEST) {
          seeds.put(file.toString(), Files.readAllBytes(file));
        }
      }
    }
    for (String suite : List.of("cm-spec", "wasmtime-misc", "wasm-tools-cli")) {
      seeds.putAll(Corpus.smallBinaries(suite));
    }
    seeds
        .values()
        .removeIf(
            bytes -> !BinaryKind.of(ByteSlice.of(bytes)).equals(Optional.of(BinaryKind.COMPONENT)));
    return seeds;
  }

  @Test
  void mutantsHaveWitOrAreRefused() throws IOException {
    Map<String, byte[]> seeds = seeds();
    List<String> names = List.copyOf(seeds.keySet());
    BinaryMutator mutator = new BinaryMutator(List.copyOf(seeds.values()), SEED);
    int decoded = 0;
    for (int run = 0; run < RUNS; run++) {
      BinaryMutator.Mutant mutant = mutator.next();
      try {
        decoded += decodes(ByteSlice.of(Source.binary("mutant"), mutant.bytes())) ? 1 : 0;
      } catch (RuntimeException | StackOverflowError | AssertionError e) {
        throw new AssertionError(
            "run %d of %s: %s"
                .formatted(
                    run,
                    names.get(mutant.seed()),
                    Base64.getEncoder().encodeToString(mutant.bytes())),
            e);
      }
    }
    System.out.printf("decoded mutants: %d, of which %d have a WIT%n", RUNS, decoded);
    assertTrue(decoded > RUNS / 100, "mutants that have no WIT test little");
  }

  private static boolean decodes(ByteSlice bytes) {
    DecodedWit decoded;
    try {
      decoded = WitDecoder.decode(bytes);
    } catch (DiagnosticException refused) {
      assertTrue(!refused.diagnostics().isEmpty());
      return false;
    }
    String printed = WitPrinter.withDocs().printAll(decoded.resolve(), decoded.main());
    ParsedWit parsed = PARSER.parseText("printed.wit", printed);
    assertEquals(printed, WitPrinter.withDocs().printAll(parsed.resolve(), parsed.main()));
    return true;
  }
}
