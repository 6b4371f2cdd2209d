package dev.witj.runtime.value;

import dev.witj.runtime.value.ValueCodec.VariantCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A variant without a generated class.
 *
 * @param label the case's name
 * @param payload the case's payload, null where it has none
 */
public record VariantValue(String label, @Nullable Object payload) {
  /** A case without a payload. */
  public VariantValue(String label) {
    this(label, null);
  }

  /** The codec that makes these. */
  public static VariantCodec codec(List<String> labels) {
    Labels known = new Labels(labels);
    return new VariantCodec() {
      @Override
      public Object construct(int caseIndex, @Nullable Object payload) {
        return new VariantValue(known.label(caseIndex), payload);
      }

      @Override
      public int caseIndex(Object value) {
        return known.index(((VariantValue) value).label);
      }

      @Override
      public @Nullable Object payload(Object value) {
        return ((VariantValue) value).payload;
      }
    };
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof VariantValue it
        && label.equals(it.label)
        && Values.equal(payload, it.payload);
  }

  @Override
  public int hashCode() {
    return Values.hash(label, payload);
  }

  @Override
  public String toString() {
    return payload == null ? label : label + "(" + Values.text(payload) + ")";
  }
}
