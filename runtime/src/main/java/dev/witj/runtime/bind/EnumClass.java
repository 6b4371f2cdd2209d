package dev.witj.runtime.bind;

import dev.witj.runtime.value.ValueCodec.EnumCodec;
import dev.witj.runtime.value.ValueCodec.FlagsCodec;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** Maps labels to the constants of a Java enum, in order. */
final class EnumClass implements EnumCodec {
  private final Enum<?>[] constants;

  private EnumClass(Enum<?>[] constants) {
    this.constants = constants;
  }

  static EnumClass of(Class<?> type, List<String> labels) throws Mismatch {
    if (!type.isEnum()) {
      throw new Mismatch("labels want an enum, not `" + type.getSimpleName() + "`");
    }
    Enum<?>[] constants = (Enum<?>[]) Objects.requireNonNull(type.getEnumConstants());
    if (constants.length != labels.size()) {
      throw new Mismatch(
          "WIT has %s labels, `%s` has %s constants"
              .formatted(labels.size(), type.getSimpleName(), constants.length));
    }
    for (int i = 0; i < constants.length; i++) {
      String expected = labels.get(i).replace('-', '_').toUpperCase(Locale.ROOT);
      if (!constants[i].name().replaceAll("_+$", "").equals(expected)) {
        throw new Mismatch(
            "WIT has `%s` where `%s` has `%s`"
                .formatted(labels.get(i), type.getSimpleName(), constants[i].name()));
      }
    }
    return new EnumClass(constants);
  }

  @Override
  public Object construct(int index) {
    return constants[index];
  }

  @Override
  public int index(Object value) {
    return ((Enum<?>) value).ordinal();
  }

  /** The same constants as flags: sets of them. */
  FlagsCodec flags() {
    return new Flags(constants);
  }

  private record Flags(Enum<?>[] constants) implements FlagsCodec {
    @Override
    public Object construct(int bits) {
      return set(constants, bits);
    }

    // The constants are all of one enum class, which the compiler cannot know.
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Set<?> set(Enum<?>[] constants, int bits) {
      if (constants.length == 0) {
        return Set.of();
      }
      EnumSet set = EnumSet.noneOf((Class) constants[0].getDeclaringClass());
      for (int rest = bits; rest != 0; rest &= rest - 1) {
        set.add(constants[Integer.numberOfTrailingZeros(rest)]);
      }
      return Collections.unmodifiableSet(set);
    }

    @Override
    public int bits(Object value) {
      int bits = 0;
      for (Object constant : (Set<?>) value) {
        bits |= 1 << ((Enum<?>) constant).ordinal();
      }
      return bits;
    }
  }
}
