package dev.witj.wast;

import dev.witj.diagnostics.Diagnostic;
import dev.witj.wat.WastDirective;
import java.util.List;
import java.util.Optional;

/** What became of a script's directives, those of its threads included, in order. */
public record WastReport(String file, List<Result> results) {
  /** Copies the list. */
  public WastReport {
    results = List.copyOf(results);
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
    int count = 0;
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

  /** Why directives failed, in order. */
  public List<Diagnostic> failures() {
    return results.stream().flatMap(result -> result.failure().stream()).toList();
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
