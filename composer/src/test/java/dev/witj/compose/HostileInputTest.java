package dev.witj.compose;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.binary.ByteSlice;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Source;
import dev.witj.testdata.BinaryMutator;
import dev.witj.wat.WatAssembler;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Damaged components are composed, or refused with a diagnostic. */
class HostileInputTest {
  private static final String ROOT =
      """
      (component
        (import "a:a/types@0.2.0" (instance $types
          (export "r" (type (sub resource)))
          (type (record (field "x" u32) (field "y" (list string))))
          (export "item" (type (eq 1)))))
        (alias export $types "r" (type $r))
        (alias export $types "item" (type $item))
        (import "a:a/api@0.2.1" (instance $api
          (alias outer 1 $r (type $r))
          (export "r" (type (eq $r)))
          (alias outer 1 $item (type $i))
          (export "item" (type (eq $i)))
          (export "take" (func (param "r" (own 1)) (result (option 3))))))
        (import "log" (func (param "text" string)))
        (import "d:d/d" (instance $d (export "f" (func))))
        (export "z:z/z" (instance $d))
        (export "y:y/api" (instance $api)))
      """;

  private static final String DEFINITION =
      """
      (component
        (import "a:a/types@0.2.4" (instance $types (export "r" (type (sub resource)))))
        (core module $m (func (export "f")))
        (core instance $i (instantiate $m))
        (func $f (canon lift (core func $i "f")))
        (instance $e (export "f" (func $f)))
        (export "d:d/d" (instance $e)))
      """;

  private static byte[] assemble(String text) {
    return WatAssembler.assemble(Source.text("test.wat", text));
  }

  private static final int RUNS = Integer.getInteger("witj.fuzz.runs", 4_000);
  private static final long SEED = Long.getLong("witj.fuzz.seed", 20_251L);

  /** One side is damaged; the other stays as it is, but now and then is another. */
  @Test
  void onlyDiagnosticsComeOut() {
    byte[] root = assemble(ROOT);
    byte[] definition = assemble(DEFINITION);
    BinaryMutator mutator = new BinaryMutator(List.of(root, definition), SEED);
    int composed = 0;
    for (int run = 0; run < RUNS; run++) {
      BinaryMutator.Mutant mutant = mutator.next();
      ByteSlice changed = ByteSlice.of(mutant.bytes());
      boolean isRoot = (mutant.seed() == 0) != (run % 50 == 0);
      ByteSlice first = isRoot ? changed : ByteSlice.of(root);
      ByteSlice second = isRoot ? ByteSlice.of(definition) : changed;
      try {
        var _ = Compose.compose(first, List.of(second), ComposeOptions.defaults());
        composed++;
      } catch (DiagnosticException refused) {
        assertNotEquals(
            ComposeCode.INTERNAL, refused.diagnostics().getFirst().code(), refused.getMessage());
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError(
            "run %d: %s".formatted(run, Base64.getEncoder().encodeToString(mutant.bytes())), e);
      }
    }
    System.out.printf("composed mutants: %d of %d%n", composed, RUNS);
    assertTrue(composed > RUNS / 100, composed + " composed");
  }
}
