package dev.witj.testdata;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.opentest4j.TestAbortedException;

/**
 * The cases of a suite that are known to fail, one line each: {@code case: reason}. A listed case
 * that passes fails the build, so the list can only shrink; a case that is listed and fails counts
 * as skipped.
 */
public final class Expectations {
  private final Map<String, String> reasons;

  private Expectations(Map<String, String> reasons) {
    this.reasons = Map.copyOf(reasons);
  }

  /** Reads {@code testdata/expectations/NAME.txt}; {@code #} starts a comment line. */
  public static Expectations load(String name) {
    Path file = Corpus.testdata("expectations/" + name + ".txt");
    Map<String, String> reasons = new LinkedHashMap<>();
    try {
      for (String line :
          Files.exists(file) ? Files.readAllLines(file) : java.util.List.<String>of()) {
        if (line.isBlank() || line.startsWith("#")) {
          continue;
        }
        int colon = line.indexOf(": ");
        if (colon < 0 || line.substring(colon + 2).isBlank()) {
          throw new AssertionError(file.getFileName() + ": no reason given in: " + line);
        }
        reasons.put(line.substring(0, colon), line.substring(colon + 2));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Expectations(reasons);
  }

  /** Why a case is expected to fail, if it is. */
  public Optional<String> reason(String name) {
    return Optional.ofNullable(reasons.get(name));
  }

  /** The cases that are listed. */
  public Set<String> names() {
    return reasons.keySet();
  }

  /** Runs a case and holds it to what is expected of it. */
  public void run(String name, Case body) throws Exception {
    Optional<String> reason = reason(name);
    try {
      body.run();
    } catch (TestAbortedException skipped) {
      throw skipped;
    } catch (Exception | AssertionError | StackOverflowError e) {
      if (reason.isPresent()) {
        throw new TestAbortedException("expected: " + reason.get(), e);
      }
      throw e;
    }
    if (reason.isPresent()) {
      throw new AssertionError(name + " passes: take it off the list (" + reason.get() + ")");
    }
  }

  /** A test body. */
  @FunctionalInterface
  public interface Case {
    /** Fails by throwing. */
    void run() throws Exception;
  }
}
