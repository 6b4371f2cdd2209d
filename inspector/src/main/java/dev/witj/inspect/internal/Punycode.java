package dev.witj.inspect.internal;

import dev.witj.inspect.internal.MangledName.NotUnderstood;
import java.util.Arrays;

/** RFC 3492, with an underscore in place of the hyphen, as Rust's names have it. */
final class Punycode {
  private Punycode() {}

  /** The text that is encoded. */
  static String decode(String encoded) {
    int split = encoded.lastIndexOf('_');
    String text = split < 0 ? "" : encoded.substring(0, split);
    int[] points = text.codePoints().toArray();
    int size = points.length;
    int[] all = Arrays.copyOf(points, size + encoded.length());
    int at = split + 1;
    int code = 128;
    int index = 0;
    int bias = 72;
    boolean first = true;
    while (at < encoded.length()) {
      int before = index;
      long weight = 1;
      for (int k = 36; ; k += 36) {
        if (at >= encoded.length()) {
          throw new NotUnderstood();
        }
        char c = encoded.charAt(at++);
        int digit = c >= 'a' && c <= 'z' ? c - 'a' : MangledName.isDigit(c) ? 26 + c - '0' : 36;
        long sum = index + digit * weight;
        if (digit > 35 || sum > Integer.MAX_VALUE) {
          throw new NotUnderstood();
        }
        index = (int) sum;
        int threshold = Math.clamp(k - bias, 1, 26);
        if (digit < threshold) {
          break;
        }
        weight *= 36 - threshold;
        if (weight > Integer.MAX_VALUE) {
          throw new NotUnderstood();
        }
      }
      int delta = (index - before) / (first ? 700 : 2);
      first = false;
      delta += delta / (size + 1);
      int steps = 0;
      for (; delta > 455; steps += 36) {
        delta /= 35;
      }
      bias = steps + 36 * delta / (delta + 38);
      code += index / (size + 1);
      index %= size + 1;
      if (code < 0) {
        throw new NotUnderstood();
      }
      RustName.character(code);
      System.arraycopy(all, index, all, index + 1, size - index);
      all[index++] = code;
      size++;
    }
    return new String(all, 0, size);
  }
}
