package dev.witj.binary;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ByteWriterTest {
  private final SplittableRandom random = new SplittableRandom(1);

  /** Sizes of a few bytes up to some that are not copied. */
  private byte[] bytes() {
    byte[] bytes = new byte[random.nextInt(1 << random.nextInt(18))];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Writes all sorts of things into both, in writers that nest. */
  private void write(ByteWriter out, ByteArrayOutputStream expected, int depth) {
    for (int i = random.nextInt(12); i >= 0; i--) {
      switch (random.nextInt(depth == 0 ? 3 : 4)) {
        case 0 -> {
          for (int j = random.nextInt(20_000); j >= 0; j--) {
            out.writeByte(j);
            expected.write(j);
          }
        }
        case 1 -> {
          byte[] bytes = bytes();
          out.writeBytes(bytes);
          expected.writeBytes(bytes);
        }
        case 2 -> {
          byte[] bytes = bytes();
          int from = random.nextInt(bytes.length + 1);
          out.writeSlice(ByteSlice.of(bytes).between(from, bytes.length));
          expected.write(bytes, from, bytes.length - from);
        }
        default -> {
          ByteWriter inner = new ByteWriter(random.nextInt(100));
          ByteArrayOutputStream expectedInner = new ByteArrayOutputStream();
          write(inner, expectedInner, depth - 1);
          out.writeAll(inner);
          expected.writeBytes(expectedInner.toByteArray());
          // What one writer has taken from another does not change with it.
          inner.writeBytes(bytes());
        }
      }
    }
    assertEquals(expected.size(), out.size());
  }

  @Test
  void keepsPartsOfAllSizesInOrder() {
    for (int i = 0; i < 100; i++) {
      ByteWriter out = new ByteWriter();
      ByteArrayOutputStream expected = new ByteArrayOutputStream();
      write(out, expected, 3);
      assertArrayEquals(expected.toByteArray(), out.toByteArray());
    }
  }
}
