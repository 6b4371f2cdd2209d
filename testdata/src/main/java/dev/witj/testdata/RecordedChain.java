package dev.witj.testdata;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which components a recorded case composes, as it says in words: {@code todo-cli -> c-todo}.
 *
 * @param names those that it names, each behind the one that uses it
 * @param anyStore whether one to-do store more belongs to it, whichever
 * @param anyGuard whether the guards may stand between, or not
 */
public record RecordedChain(List<String> names, boolean anyStore, boolean anyGuard) {
  private static final List<String> GUARDS = List.of("todo-guarded", "auth");
  private static final String ANY_STORE = "any todo store";
  private static final String ANY_GUARD = ", guarded or not";

  public RecordedChain {
    names = List.copyOf(names);
  }

  /** Reads the words; what stands behind a {@code ;} is about the outcome. */
  static RecordedChain of(String text) {
    String chain = text.split(";", -1)[0].strip();
    List<String> names =
        Arrays.stream(chain.replace(ANY_GUARD, "").split("->|,", -1)).map(String::strip).toList();
    return new RecordedChain(
        names.stream().filter(name -> !name.equals(ANY_STORE)).toList(),
        names.contains(ANY_STORE),
        chain.endsWith(ANY_GUARD));
  }

  /** Whether this is meant by a composed file such as {@code todo-cli+guarded+auth+c-todo.wasm}. */
  public boolean fits(Path composed) {
    String file = composed.getFileName().toString().replace(".wasm", "");
    List<String> parts =
        Arrays.stream(file.split("\\+", -1))
            .map(part -> part.equals("guarded") ? "todo-guarded" : part)
            .toList();
    return parts.containsAll(names)
        && parts.stream()
            .allMatch(
                part -> names.contains(part) || (GUARDS.contains(part) ? anyGuard : anyStore));
  }

  /**
   * All compositions that are meant, each with the component that is run first.
   *
   * @param stores the to-do stores that there are
   */
  public List<List<String>> compositions(List<String> stores) {
    List<List<String>> all = new ArrayList<>();
    for (List<String> guards :
        anyGuard ? List.of(List.<String>of(), GUARDS) : List.of(List.<String>of())) {
      for (List<String> store :
          anyStore ? stores.stream().map(List::of).toList() : List.of(List.<String>of())) {
        all.add(
            Stream.of(names.subList(0, 1), guards, names.subList(1, names.size()), store)
                .flatMap(List::stream)
                .toList());
      }
    }
    return all;
  }
}
