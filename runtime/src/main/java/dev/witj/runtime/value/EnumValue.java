package dev.witj.runtime.value;

import dev.witj.runtime.value.ValueCodec.EnumCodec;
import java.util.List;

/** A value of an enumeration without a generated class. */
public record EnumValue(String label) {
  /** The codec that makes these. */
  public static EnumCodec codec(List<String> labels) {
    Labels known = new Labels(labels);
    return new EnumCodec() {
      @Override
      public Object construct(int index) {
        return new EnumValue(known.label(index));
      }

      @Override
      public int index(Object value) {
        return known.index(((EnumValue) value).label);
      }
    };
  }

  @Override
  public String toString() {
    return label;
  }
}
