package dev.witj.inspect;

import dev.witj.binary.ByteSlice;
import dev.witj.inspect.internal.CustomSections;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Takes custom sections out of a binary and of everything inside of it; all else stays as it is.
 */
public final class Strip {
  private final Predicate<String> removes;

  private Strip(Predicate<String> removes) {
    this.removes = removes;
  }

  /** Takes out all custom sections. */
  public static Strip all() {
    return new Strip(_ -> true);
  }

  /** Takes out all but names for debuggers, embedded WIT and what dynamic linking needs. */
  public static Strip unneeded() {
    return new Strip(
        name ->
            !name.equals("name")
                && !name.startsWith("component-type:")
                && !name.equals("dylink.0"));
  }

  /** Takes out the sections in whose names one of the patterns is found. */
  public static Strip matching(Collection<Pattern> patterns) {
    List<Pattern> all = List.copyOf(patterns);
    return new Strip(name -> all.stream().anyMatch(pattern -> pattern.matcher(name).find()));
  }

  /**
   * The binary without these sections.
   *
   * @throws dev.witj.diagnostics.DiagnosticException if it is no core module and no component
   */
  public byte[] strip(ByteSlice binary) {
    return CustomSections.changeAll(
        binary,
        (name, _, whole, out) -> {
          if (!removes.test(name)) {
            out.writeSlice(whole);
          }
        });
  }
}
