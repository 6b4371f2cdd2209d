package dev.witj.engine.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.engine.EngineOptions;
import dev.witj.engine.script.Subject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/**
 * Runs modules made by chance in new instances and in ones that were run before and restored, and
 * demands the same results, traps, memories, tables and globals, and before that the same state,
 * whatever it consists of. {@code -Dwitj.seed} says where to begin, {@code -Dwitj.rounds} how many
 * modules there are.
 */
class RenewalTest {
  private static final long SEED = Long.getLong("witj.seed", 1);
  private static final int ROUNDS = Integer.getInteger("witj.rounds", 60);

  @Test
  void restoredInstancesDoWhatNewOnesDo() {
    compare(seed -> List.of(ModuleGenerator.generate(seed, false)), _ -> OptionalLong.empty());
  }

  @Test
  void restoredInstancesDoWhatNewOnesDoThatAreLinked() {
    compare(seed -> ModuleGenerator.generateLinked(seed, false, false), _ -> OptionalLong.empty());
  }

  @Test
  void restoredInstancesTakeTheFuelThatNewOnesDo() {
    compare(
        seed -> ModuleGenerator.generateLinked(seed, false, false),
        seed -> OptionalLong.of(20 + seed % 2000));
  }

  private static void compare(LongFunction<List<byte[]>> modules, LongFunction<OptionalLong> fuel) {
    Map<Long, String> differences = new LinkedHashMap<>();
    int restored = 0;
    for (long seed = SEED; seed < SEED + ROUNDS; seed++) {
      List<byte[]> binaries = modules.apply(seed);
      OptionalLong units = fuel.apply(seed);
      Subject compiler = Subject.compiler(EngineOptions.defaults());
      Optional<List<String>> found = Run.again(compiler, binaries, seed, units);
      if (found.isEmpty()) {
        continue;
      }
      restored++;
      List<String> expected = Run.of(compiler, binaries, seed, units);
      for (int i = 0; i < expected.size(); i++) {
        if (!expected.get(i).equals(found.get().get(i))) {
          differences.put(seed, "\n  " + expected.get(i) + "\n  " + found.get().get(i) + "\n");
          break;
        }
      }
    }
    assertEquals(Map.of(), differences);
    assertTrue(restored > ROUNDS / 8, "only " + restored + " can be restored");
  }
}
