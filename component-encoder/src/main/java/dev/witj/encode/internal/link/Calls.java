package dev.witj.encode.internal.link;

import dev.witj.binary.core.FuncType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * The functions that the hub calls by their slots of the table: those that a library imports before
 * the one is there that has them, and those whose slots are asked for.
 */
final class Calls {
  static final String TASK_HOOK = "__wasm_task_hook";

  private final SequencedMap<String, Call> byName = new LinkedHashMap<>();

  /** By library: the functions that it gets directly from others, which are there before it. */
  private final Map<Library, Map<String, Library>> direct = new LinkedHashMap<>();

  /** A function: who has it, its type, and its number among the slots. */
  record Call(Library library, String name, FuncType type, int number) {}

  Calls(List<Library> sorted, Symbols symbols) {
    Set<Library> there = new HashSet<>();
    for (Library library : sorted) {
      for (String name : library.pointers()) {
        symbols.function(name).ifPresent(of -> add(of, name));
      }
      Map<String, Library> direct = new LinkedHashMap<>();
      library
          .functions()
          .forEach(
              (name, type) ->
                  symbols
                      .function(name, type)
                      .filter(_ -> !Symbols.isOfLinker(name))
                      .ifPresent(
                          of -> {
                            if (there.contains(of)) {
                              direct.put(name, of);
                            } else {
                              add(of, name);
                            }
                          }));
      this.direct.put(library, direct);
      there.add(library);
    }
    symbols.function(TASK_HOOK).filter(sorted::contains).ifPresent(of -> add(of, TASK_HOOK));
  }

  private void add(Library library, String name) {
    if (library.symbols().get(name) instanceof Library.Symbol.Function(var type)) {
      Call call = byName.computeIfAbsent(name, _ -> new Call(library, name, type, byName.size()));
      if (!call.type().equals(type)) {
        throw LinkProblems.twoTypes(name, call.library(), call.type(), library, type);
      }
    }
  }

  /** All of them, in the order of their slots. */
  List<Call> all() {
    return new ArrayList<>(byName.values());
  }

  /** The number of a function. */
  Optional<Call> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The library that a function is taken from directly; nothing if it is by way of the hub. */
  Optional<Library> direct(Library of, String name) {
    return Optional.ofNullable(Objects.requireNonNull(direct.get(of)).get(name));
  }
}
