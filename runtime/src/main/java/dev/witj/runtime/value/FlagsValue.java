package dev.witj.runtime.value;

import dev.witj.runtime.value.ValueCodec.FlagsCodec;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A set of flags without a generated class.
 *
 * @param labels the labels that are set
 */
public record FlagsValue(Set<String> labels) {
  /** Copies the labels, keeping their order. */
  public FlagsValue {
    labels = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(labels));
  }

  /** The set of these labels. */
  public static FlagsValue of(String... labels) {
    return new FlagsValue(new LinkedHashSet<>(List.of(labels)));
  }

  /** The codec that makes these. */
  public static FlagsCodec codec(List<String> labels) {
    Labels known = new Labels(labels);
    return new FlagsCodec() {
      @Override
      public Object construct(int bits) {
        Set<String> set = new LinkedHashSet<>();
        for (int rest = bits; rest != 0; rest &= rest - 1) {
          set.add(known.label(Integer.numberOfTrailingZeros(rest)));
        }
        return new FlagsValue(set);
      }

      @Override
      public int bits(Object value) {
        int bits = 0;
        for (String label : ((FlagsValue) value).labels) {
          bits |= 1 << known.index(label);
        }
        return bits;
      }
    };
  }

  @Override
  public String toString() {
    return "{" + String.join(", ", labels) + "}";
  }
}
