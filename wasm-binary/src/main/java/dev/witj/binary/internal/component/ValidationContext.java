package dev.witj.binary.internal.component;

import dev.witj.binary.BinaryCode;
import dev.witj.binary.ByteCursor;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.Feature;
import dev.witj.binary.Features;
import dev.witj.binary.component.Difference;
import dev.witj.binary.internal.core.CanonicalTypes;
import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Suggestions;
import java.util.Collection;

/** What one validation has in common: the features, the canonical core types, and the place. */
public final class ValidationContext {
  /** Far more than any component needs, and seconds at most. */
  private static final long MAX_WORK = 50_000_000;

  /** Types that may be made anew, besides some for each byte of the input. */
  private static final long MAX_COPIES = 200_000;

  private final ByteSlice bytes;
  private final ByteCursor cursor;
  private final Features features;
  private final boolean withBodies;
  private final CanonicalTypes coreTypes = new CanonicalTypes();
  private int offset;
  private long work;
  private long copies;

  public ValidationContext(ByteSlice bytes, Features features, boolean withBodies) {
    this.bytes = bytes;
    this.cursor = bytes.cursor();
    this.features = features;
    this.withBodies = withBodies;
  }

  public Features features() {
    return features;
  }

  /** Whether function bodies are validated too. */
  public boolean withBodies() {
    return withBodies;
  }

  public CanonicalTypes coreTypes() {
    return coreTypes;
  }

  /** What makes the errors of core types. */
  ByteCursor cursor() {
    return cursor;
  }

  /** Where what is being checked begins. */
  int offset() {
    return offset;
  }

  public void at(int newOffset) {
    offset = newOffset;
  }

  boolean has(Feature feature) {
    return features.has(feature);
  }

  /**
   * Counts steps of walks over types. Each walk is bounded, but a hostile component asks for many
   * of them.
   */
  public void spend(int steps) {
    work += steps;
    if (work > MAX_WORK) {
      throw fail(BinaryCode.LIMIT_EXCEEDED, "the types of the component are too complex");
    }
  }

  /**
   * Counts types that are made anew for an instance or an import, so that a small input cannot take
   * much memory.
   */
  public void copy(int count) {
    copies += count;
    if (copies > MAX_COPIES + 4L * bytes.size()) {
      throw fail(
          BinaryCode.LIMIT_EXCEEDED, "the component makes too many types anew for its instances");
    }
  }

  public DiagnosticException fail(BinaryCode code, String message) {
    return diagnostic(code, message).toException();
  }

  Diagnostic diagnostic(BinaryCode code, String message) {
    return code.error(message).at(bytes.source().span(offset, offset));
  }

  public DiagnosticException invalid(String message) {
    return fail(BinaryCode.INVALID, message);
  }

  /** An error for a name that nothing has, with what it may have meant. */
  DiagnosticException missing(String message, String name, Collection<String> known) {
    Diagnostic diagnostic = diagnostic(BinaryCode.INVALID, message);
    return diagnostic.help(Suggestions.didYouMean(name, known)).toException();
  }

  /** An error for a comparison that failed, with both signatures below it. */
  public DiagnosticException mismatch(String message, Difference difference) {
    Diagnostic diagnostic = diagnostic(BinaryCode.TYPE_MISMATCH, message + ": " + difference);
    for (String signature : difference.signatures()) {
      diagnostic = diagnostic.note(signature);
    }
    return diagnostic.help(difference.help()).toException();
  }

  public void require(Feature feature, String what) {
    if (!has(feature)) {
      throw diagnostic(
              BinaryCode.FEATURE_DISABLED,
              what + " requires the " + feature.description() + " feature")
          .help(feature.help())
          .toException();
    }
  }

  void limit(int count, int most, String what) {
    if (count > most) {
      throw fail(BinaryCode.LIMIT_EXCEEDED, what + " count exceeds limit of " + most);
    }
  }
}
