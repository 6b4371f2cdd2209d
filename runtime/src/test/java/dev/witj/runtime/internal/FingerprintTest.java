package dev.witj.runtime.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.witj.binary.ByteSlice;
import dev.witj.diagnostics.Source;
import dev.witj.wat.WatAssembler;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FingerprintTest {
  /** Modules at two depths; the first is as long as is asked for. */
  private static ByteSlice component(int length) {
    String text =
        """
        (component
          (core module (memory 64) (data (i32.const 0) "%s"))
          (component (core module (func (export "f") (result i32) i32.const 7)))
          (core module (func (export "g") (result i32) i32.const 8)))
        """
            .formatted("x".repeat(length));
    return ByteSlice.of(WatAssembler.assemble(Source.text("component", text)));
  }

  private static String whole(byte[] bytes) {
    return Fingerprint.take(ByteSlice.of(bytes), "rules").join().whole();
  }

  private static int find(byte[] bytes, int... wanted) {
    for (int i = 0; i + wanted.length <= bytes.length; i++) {
      int at = i;
      if (java.util.stream.IntStream.range(0, wanted.length)
          .allMatch(k -> bytes[at + k] == (byte) wanted[k])) {
        return i;
      }
    }
    throw new AssertionError("not there");
  }

  @Test
  void knowsEachModuleByItsBytesAlone() throws NoSuchAlgorithmException {
    for (int length : List.of(3, 1 << 20)) {
      ByteSlice component = component(length);
      Fingerprint taken = Fingerprint.take(component, "rules").join();
      List<ByteSlice> modules = new ArrayList<>();
      byte[] bytes = component.array();
      for (int i = 1; i + 8 < bytes.length; i++) {
        if (Arrays.equals(bytes, i, i + 8, new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0}, 0, 8)) {
          // The size is written before it, in as many bytes as it takes.
          int size = 0;
          int start = i - (modules.isEmpty() && length > 1000 ? 3 : 1);
          for (int k = start, shift = 0; k < i; k++, shift += 7) {
            size |= (bytes[k] & 0x7f) << shift;
          }
          modules.add(component.between(i, i + size));
        }
      }
      assertEquals(3, modules.size());
      for (ByteSlice module : modules) {
        byte[] sum = MessageDigest.getInstance("SHA-256").digest(module.toByteArray());
        assertEquals(Optional.of(HexFormat.of().formatHex(sum)), taken.module(module));
      }
      assertEquals(Optional.empty(), taken.module(component));
      assertEquals(Optional.empty(), taken.module(ByteSlice.of(component.toByteArray())));
    }
  }

  @Test
  void changesWithEveryByteAndTheRules() {
    byte[] bytes = component(3).toByteArray();
    String before = whole(bytes);
    assertEquals(before, whole(bytes.clone()));
    for (int i = 0; i < bytes.length; i++) {
      byte[] other = bytes.clone();
      other[i] ^= 1;
      assertNotEquals(before, whole(other), "byte " + i);
    }
    for (int i = 0; i < bytes.length; i++) {
      assertNotEquals(before, whole(Arrays.copyOf(bytes, i)), "the first " + i);
    }
    assertNotEquals(before, Fingerprint.take(ByteSlice.of(bytes), "other").join().whole());
  }

  @Test
  void takesWhatIsNoComponentAsItIs() {
    byte[] bytes = component(3).toByteArray();
    int module = find(bytes, 0, 'a', 's', 'm', 1, 0, 0, 0);
    byte[] tooLong = bytes.clone();
    tooLong[module - 1] = 0x7f;
    byte[] endless = Arrays.copyOf(bytes, bytes.length + 12);
    Arrays.fill(endless, bytes.length, endless.length, (byte) 0x80);
    byte[] unknown = Arrays.copyOf(bytes, bytes.length + 2);
    unknown[bytes.length] = 13;
    List<String> all =
        List.of(
            whole(bytes),
            whole(tooLong),
            whole(endless),
            whole(unknown),
            whole(new byte[0]),
            whole(new byte[3]));
    assertEquals(all.size(), all.stream().distinct().count());
  }
}
