package dev.witj.runtime.wave;

import dev.witj.binary.component.ValueType;
import dev.witj.types.Shape;
import java.util.Set;

/** What reading and writing have in common. */
final class WaveTypes {
  private static final Set<String> KEYWORDS =
      Set.of("true", "false", "inf", "nan", "some", "none", "ok", "err");

  private WaveTypes() {}

  /** Whether a label needs a {@code %} where a value is expected. */
  static boolean isKeyword(String label) {
    return KEYWORDS.contains(label);
  }

  /** A payload may stand for the option or result around it, unless it is one itself. */
  static boolean mayBeFlat(ValueType payload) {
    return !(payload.shape() instanceof Shape.Option(_)
        || payload.shape() instanceof Shape.Result(_, _));
  }
}
