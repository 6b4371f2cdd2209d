package dev.witj.wast;

import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.Span;
import dev.witj.wat.WastDirective;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What became of a script's directives, those of its threads included, in order.
 *
 * @param malformed why it has none: the text is no script, which counts as one failure
 */
public record WastReport(String file, List<Result> results, Optional<Diagnostic> malformed) {
  public WastReport {
    results = List.copyOf(results);
  }

  /** A report on a script that could be read. */
  public WastReport(String file, List<Result> results) {
    this(file, results, Optional.empty());
  }

  /** A report on a text that is no script. */
  public static WastReport malformed(String file, Diagnostic why) {
    return new WastReport(file, List.of(), Optional.of(why));
  }

  /** How a directive fared. */
  public enum Status {
    /** What it says is so. */
    PASSED,
    /** What it says is not so. */
    FAILED,
    /** Nobody was there to run it; what can be said without running it is so. */
    SKIPPED
  }

  /**
   * One directive's result.
   *
   * @param failure why it failed, if it did
   * @param note what is worth knowing of one that did not: why it was skipped, or that a module was
   *     refused at another stage than the directive says
   */
  public record Result(
      WastDirective directive,
      Status status,
      Optional<Diagnostic> failure,
      Optional<String> note) {}

  /** How many directives have a status. */
  public int count(Status status) {
    int count = status == Status.FAILED && malformed.isPresent() ? 1 : 0;
    for (Result result : results) {
      if (result.status() == status) {
        count++;
      }
    }
    return count;
  }

  /** Whether no directive failed. */
  public boolean isSuccess() {
    return count(Status.FAILED) == 0;
  }

  /** Why the script or directives of it failed, in order. */
  public List<Diagnostic> failures() {
    return Stream.concat(
            malformed.stream(), results.stream().flatMap(result -> result.failure().stream()))
        .toList();
  }

  /** Why directives were skipped, in order. */
  public List<Diagnostic> skipped() {
    return results.stream()
        .filter(result -> result.status() == Status.SKIPPED)
        .map(
            result ->
                WastCode.SKIPPED
                    .note(result.note().orElse("nobody runs it"))
                    .at(opening(result.directive())))
        .toList();
  }

  /** The first line of a directive; carets under all of it would say no more. */
  static Span opening(WastDirective directive) {
    Span span = directive.span();
    String text = span.source().text().orElse("");
    int end = span.start();
    while (end < span.end() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    return span.source().span(span.start(), end);
  }

  /** {@code N passed, N failed, N skipped}. */
  public String summary() {
    return summary(List.of(this));
  }

  /** {@code N passed, N failed, N skipped} of several scripts together. */
  public static String summary(List<WastReport> reports) {
    int passed = 0;
    int failed = 0;
    int skipped = 0;
    for (WastReport report : reports) {
      passed += report.count(Status.PASSED);
      failed += report.count(Status.FAILED);
      skipped += report.count(Status.SKIPPED);
    }
    return passed + " passed, " + failed + " failed, " + skipped + " skipped";
  }

  /**
   * The reports as one JSON text: the counts, and per file its counts, its failures and what was
   * skipped.
   */
  public static String json(List<WastReport> reports) {
    return WastJson.reports(reports);
  }
}
