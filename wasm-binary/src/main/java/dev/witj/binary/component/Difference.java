package dev.witj.binary.component;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The first place where a type does not fit what is wanted.
 *
 * @param path the way there from the outside in, such as {@code import a:b/c}, {@code func f},
 *     {@code param x}
 * @param reason what differs, as {@code expected u32, found u64}
 * @param expected what is wanted around that place, as WIT would write it
 * @param found what is given around that place, as WIT would write it
 */
public record Difference(List<String> path, String reason, String expected, String found) {
  public Difference {
    path = List.copyOf(path);
  }

  /** The reason that two resource types have different identities. */
  static final String OTHER_RESOURCE = "resource types are not the same";

  static Difference of(String reason, String expected, String found) {
    return new Difference(List.of(), reason, expected, found);
  }

  /** The same, one step further in. */
  public Difference in(String step) {
    List<String> longer = new ArrayList<>(path.size() + 1);
    longer.add(step);
    longer.addAll(path);
    return new Difference(longer, reason, expected, found);
  }

  /** The same, with the text of something larger on both sides. */
  Difference around(String largerExpected, String largerFound) {
    return new Difference(path, reason, largerExpected, largerFound);
  }

  /** What to try, where the reason does not tell by itself. */
  public Optional<String> help() {
    return reason.equals(OTHER_RESOURCE)
        ? Optional.of(
            "every definition, import and instantiation makes a resource type of its own; take both"
                + " from the same instance")
        : Optional.empty();
  }

  /** Path and reason in one line. */
  @Override
  public String toString() {
    return path.isEmpty() ? reason : String.join(" → ", path) + ": " + reason;
  }

  /** The two texts, one line each. */
  public List<String> signatures() {
    return List.of("expected: " + expected, "   found: " + found);
  }
}
