package dev.witj.binary;

import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.Suggestions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which extensions of WebAssembly a binary may use: an immutable set of {@link Feature}s. */
public final class Features {
  /** The first release, without mutable globals in imports and exports. */
  public static final Features MVP = of(Feature.FLOATS, Feature.GC_TYPES);

  /** WebAssembly 1.0. */
  public static final Features WASM1 = MVP.with(Feature.MUTABLE_GLOBAL);

  /** WebAssembly 2.0. */
  public static final Features WASM2 =
      WASM1.with(
          Feature.BULK_MEMORY,
          Feature.BULK_MEMORY_OPT,
          Feature.REFERENCE_TYPES,
          Feature.CALL_INDIRECT_OVERLONG,
          Feature.SIGN_EXTENSION,
          Feature.SATURATING_FLOAT_TO_INT,
          Feature.MULTI_VALUE,
          Feature.SIMD);

  /** WebAssembly 3.0, and threads. */
  public static final Features WASM3 =
      WASM2.with(
          Feature.GC,
          Feature.TAIL_CALL,
          Feature.EXTENDED_CONST,
          Feature.FUNCTION_REFERENCES,
          Feature.MULTI_MEMORY,
          Feature.RELAXED_SIMD,
          Feature.THREADS,
          Feature.EXCEPTIONS,
          Feature.MEMORY64);

  /** The small common ground that embedded engines agreed on. */
  public static final Features LIME1 =
      WASM1.with(
          Feature.CALL_INDIRECT_OVERLONG,
          Feature.BULK_MEMORY_OPT,
          Feature.EXTENDED_CONST,
          Feature.MULTI_VALUE,
          Feature.SATURATING_FLOAT_TO_INT,
          Feature.SIGN_EXTENSION);

  /** What is on unless something else is asked for. */
  public static final Features DEFAULT =
      WASM3.with(
          Feature.WIDE_ARITHMETIC,
          Feature.COMPACT_IMPORTS,
          Feature.COMPONENT_MODEL,
          Feature.CM_ASYNC);

  /** Everything there is. */
  public static final Features ALL = of(Feature.values());

  private static final String[] GROUPS = {"mvp", "wasm1", "wasm2", "wasm3", "lime1", "all"};

  private final long bits;

  private Features(long bits) {
    this.bits = bits;
  }

  /** Exactly these. */
  public static Features of(Feature... features) {
    return new Features(0).with(features);
  }

  /** Whether a feature is on. */
  public boolean has(Feature feature) {
    return (bits >>> feature.ordinal() & 1) != 0;
  }

  /** This and these. */
  public Features with(Feature... features) {
    long more = bits;
    for (Feature feature : features) {
      more |= 1L << feature.ordinal();
    }
    return new Features(more);
  }

  /** This without these. */
  public Features without(Feature... features) {
    long fewer = bits;
    for (Feature feature : features) {
      fewer &= ~(1L << feature.ordinal());
    }
    return new Features(fewer);
  }

  /** Those that are on, in the order of declaration. */
  public Set<Feature> toSet() {
    return Arrays.stream(Feature.values())
        .filter(this::has)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Feature.class)));
  }

  /** All names that {@link #parse} knows, features before groups. */
  public static List<String> names() {
    return Stream.concat(Arrays.stream(Feature.values()).map(Feature::flag), Arrays.stream(GROUPS))
        .toList();
  }

  /** {@link #DEFAULT} changed by a list as it stands on a command line. */
  public static Features parse(String list) {
    return DEFAULT.parseMore(list);
  }

  /**
   * This changed by a list of names with commas between them, from left to right: {@code name} adds
   * a feature, {@code -name} removes it, {@code all} and {@code -all} do so with every one, and the
   * name of a group puts that group in place of everything before.
   *
   * @throws dev.witj.diagnostics.DiagnosticException if a name is not known
   */
  public Features parseMore(String list) {
    Features result = this;
    for (String part : list.split(",", -1)) {
      String word = part.strip();
      if (word.isEmpty()) {
        continue;
      }
      boolean add = !word.startsWith("-");
      String name = add ? word : word.substring(1);
      result = result.change(name, add);
    }
    return result;
  }

  private Features change(String name, boolean add) {
    Optional<Feature> feature = Feature.of(name);
    if (feature.isPresent()) {
      Feature[] changed = withParts(feature.get());
      return add ? with(changed) : without(changed);
    }
    Features group =
        switch (name) {
          case "mvp" -> MVP;
          case "wasm1" -> WASM1;
          case "wasm2" -> WASM2;
          case "wasm3" -> WASM3;
          case "lime1" -> LIME1;
          case "all" -> ALL;
          default -> throw unknown(name);
        };
    return add ? group : new Features(bits & ~group.bits);
  }

  /** Two features have a part that can also be had alone; it comes and goes with the whole. */
  private static Feature[] withParts(Feature feature) {
    return switch (feature) {
      case BULK_MEMORY -> new Feature[] {feature, Feature.BULK_MEMORY_OPT};
      case REFERENCE_TYPES -> new Feature[] {feature, Feature.CALL_INDIRECT_OVERLONG};
      default -> new Feature[] {feature};
    };
  }

  private static RuntimeException unknown(String name) {
    Diagnostic unknown =
        BinaryCode.UNKNOWN_FEATURE.error(
            "unknown feature `" + name + "`\nValid features: " + String.join(", ", names()));
    return unknown.help(Suggestions.didYouMean(name, names())).toException();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Features that && bits == that.bits;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(bits);
  }

  @Override
  public String toString() {
    return toSet().stream().map(Feature::flag).collect(Collectors.joining(","));
  }
}
