package dev.witj.compose;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.binary.ByteSlice;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Source;
import dev.witj.encode.WitDecoder;
import dev.witj.wat.WatAssembler;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Components with bytes changed at random are composed, or refused with a diagnostic. */
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

  private static byte[] change(byte[] bytes, Random random) {
    byte[] changed = bytes.clone();
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      int at = 8 + random.nextInt(changed.length - 8);
      // Small changes keep more of the file meaningful.
      changed[at] =
          (byte) (random.nextBoolean() ? changed[at] + random.nextInt(5) - 2 : random.nextInt(256));
    }
    return changed;
  }

  @Test
  void onlyDiagnosticsComeOut() {
    byte[] root = assemble(ROOT);
    byte[] definition = assemble(DEFINITION);
    Random random = new Random(20251);
    int composed = 0;
    for (int i = 0; i < 4_000; i++) {
      ByteSlice first = ByteSlice.of(i % 2 == 0 ? root : change(root, random));
      ByteSlice second = ByteSlice.of(i % 2 == 0 ? change(definition, random) : definition);
      try {
        var _ = WitDecoder.decode(i % 2 == 0 ? second : first);
      } catch (DiagnosticException refused) {
        // One of two good outcomes.
      }
      try {
        var _ = Compose.compose(first, List.of(second), ComposeOptions.defaults());
        composed++;
      } catch (DiagnosticException refused) {
        assertNotEquals(
            ComposeCode.INTERNAL, refused.diagnostics().getFirst().code(), refused.getMessage());
      }
    }
    assertTrue(composed > 50, composed + " composed");
  }
}
