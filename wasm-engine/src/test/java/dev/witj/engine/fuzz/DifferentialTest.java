package dev.witj.engine.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.Features;
import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.CoreValidator;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.engine.EngineOptions;
import dev.witj.engine.script.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Runs modules made by chance, alone and linked, and mutants of valid ones on the interpreter and
 * on compiled code, whole and in pieces, and demands the same results, traps, memories, tables and
 * globals. {@code -Dwitj.seed} says where to begin, {@code -Dwitj.rounds} how many modules there
 * are, {@code -Dwitj.keep} in which folder to put those on which they differ.
 */
class DifferentialTest {
  private static final long SEED = Long.getLong("witj.seed", 1);
  private static final int ROUNDS = Integer.getInteger("witj.rounds", 60);

  /** Pieces so small that hardly any function stays whole, and others. */
  private static final int[] LIMITS = {7000, 500, 120, 20};

  /** Enough for some calls and not for others. */
  private static OptionalLong fuel(long seed) {
    return OptionalLong.of(seed % 2 == 0 ? 1_000_000 : 20 + seed % 200);
  }

  @Test
  void compiledCodeDoesWhatTheInterpreterDoes() throws IOException {
    compare(seed -> List.of(ModuleGenerator.generate(seed, false)));
  }

  @Test
  void compiledCodeDoesWhatTheInterpreterDoesWithStructures() throws IOException {
    compare(seed -> List.of(ModuleGenerator.generate(seed, true)));
  }

  @Test
  void compiledCodeDoesWhatTheInterpreterDoesWithLinkedModules() throws IOException {
    compare(seed -> ModuleGenerator.generateLinked(seed, seed % 2 == 0));
  }

  @Test
  void compiledCodeDoesWhatTheInterpreterDoesWithMutants() throws IOException {
    compare(
        seed ->
            List.of(
                Mutator.mutate(ModuleGenerator.generate(seed, seed % 2 == 0), new Random(seed))));
  }

  @Test
  void compiledCodeDoesWhatTheInterpreterDoesWithMutantsOfTheSpecificationsModules()
      throws IOException {
    List<byte[]> seeds = SpecModules.all();
    compare(
        seed -> List.of(Mutator.mutate(seeds.get((int) (seed % seeds.size())), new Random(seed))));
  }

  @Test
  void compiledCodeTakesTheFuelThatTheInterpreterDoes() throws IOException {
    compare(seed -> ModuleGenerator.generateLinked(seed, seed % 3 == 0), DifferentialTest::fuel);
  }

  @Test
  void compiledCodeTakesTheFuelThatTheInterpreterDoesWithMutantsOfTheSpecificationsModules()
      throws IOException {
    List<byte[]> seeds = SpecModules.all();
    compare(
        seed -> List.of(Mutator.mutate(seeds.get((int) (seed % seeds.size())), new Random(seed))),
        DifferentialTest::fuel);
  }

  private static void compare(LongFunction<List<byte[]>> modules) throws IOException {
    compare(modules, _ -> OptionalLong.empty());
  }

  private static void compare(LongFunction<List<byte[]>> modules, LongFunction<OptionalLong> fuel)
      throws IOException {
    Map<Long, String> differences = new LinkedHashMap<>();
    for (long seed = SEED; seed < SEED + ROUNDS; seed++) {
      List<byte[]> binaries = modules.apply(seed);
      String difference = difference(binaries, seed, fuel.apply(seed));
      if (difference != null) {
        differences.put(seed, difference);
        keep(binaries, seed);
      }
    }
    assertEquals(Map.of(), differences);
  }

  private static @Nullable String difference(List<byte[]> binaries, long seed, OptionalLong fuel) {
    try {
      for (byte[] binary : binaries) {
        var _ = CoreValidator.validate(CoreModule.read(ByteSlice.of(binary)), Features.ALL);
      }
    } catch (DiagnosticException e) {
      return fail("the generator made no valid module of " + seed, e);
    }
    List<String> expected = Run.of(Subject.interpreter(), binaries, seed, fuel);
    for (int limit : LIMITS) {
      Subject compiler = Subject.compiler(EngineOptions.defaults().withMethodLimit(limit));
      try {
        List<String> found = Run.of(compiler, binaries, seed, fuel);
        for (int i = 0; i < expected.size() && !Run.isTooLarge(expected.get(i)); i++) {
          if (!expected.get(i).equals(found.get(i))) {
            return "limit " + limit + "\n  " + expected.get(i) + "\n  " + found.get(i) + "\n";
          }
        }
      } catch (RuntimeException | LinkageError | StackOverflowError e) {
        StackTraceElement[] trace = e.getStackTrace();
        return "limit " + limit + ": " + e + " at " + List.of(trace).stream().limit(8).toList();
      }
    }
    return null;
  }

  private static void keep(List<byte[]> binaries, long seed) throws IOException {
    String folder = System.getProperty("witj.keep");
    if (folder != null) {
      Files.createDirectories(Path.of(folder));
      for (int i = 0; i < binaries.size(); i++) {
        Files.write(Path.of(folder, seed + "-" + i + ".wasm"), binaries.get(i));
      }
    }
  }
}
