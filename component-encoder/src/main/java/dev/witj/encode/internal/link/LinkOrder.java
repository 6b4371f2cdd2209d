package dev.witj.encode.internal.link;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;

/** Which libraries are needed at all, and in which order they are instantiated. */
final class LinkOrder {
  private final List<Library> libraries;
  private final Symbols symbols;

  /** By library: those to come before it, and those before these, nearest first. */
  private final Map<Library, SequencedSet<Library>> needs = new LinkedHashMap<>();

  LinkOrder(List<Library> libraries, Symbols symbols) {
    this.libraries = libraries;
    this.symbols = symbols;
    Map<String, Library> byName = new LinkedHashMap<>();
    libraries.forEach(library -> byName.put(library.name(), library));
    Map<Library, SequencedSet<Library>> direct = new LinkedHashMap<>();
    for (Library library : libraries) {
      SequencedSet<Library> of = new LinkedHashSet<>();
      for (String name : library.needed()) {
        Library needed = byName.get(name);
        if (needed != null) {
          of.add(needed);
        }
      }
      of.addAll(symbols.calledBy(library));
      of.remove(library);
      direct.put(library, of);
    }
    for (Library library : libraries) {
      needs.put(library, closure(library, direct));
    }
  }

  private static SequencedSet<Library> closure(
      Library library, Map<Library, SequencedSet<Library>> direct) {
    SequencedSet<Library> found = new LinkedHashSet<>();
    Deque<Library> open = new ArrayDeque<>(List.of(library));
    while (!open.isEmpty()) {
      for (Library needed : direct.getOrDefault(open.remove(), new LinkedHashSet<>())) {
        if (found.add(needed)) {
          open.add(needed);
        }
      }
    }
    return found;
  }

  private Set<Library> needs(Library library) {
    return needs.getOrDefault(library, new LinkedHashSet<>());
  }

  /**
   * The libraries that are used, in the order in which they were given: those that export something
   * of the world or can be opened, and what these need.
   */
  List<Library> used() {
    Set<Library> used = new HashSet<>();
    Deque<Library> open = new ArrayDeque<>();
    for (Library library : libraries) {
      if (library.exporting() || library.openable()) {
        open.add(library);
      }
    }
    while (!open.isEmpty()) {
      Library library = open.remove();
      if (used.add(library)) {
        open.addAll(needs(library));
        open.addAll(symbols.mentionedBy(library));
      }
    }
    return libraries.stream().filter(used::contains).toList();
  }

  /** Libraries, each behind those it needs, but for circles, which begin where they are entered. */
  List<Library> sorted(List<Library> used) {
    SequencedSet<Library> sorted = new LinkedHashSet<>();
    used.forEach(library -> add(library, sorted));
    return List.copyOf(sorted);
  }

  private void add(Library library, SequencedSet<Library> sorted) {
    if (sorted.contains(library)) {
      return;
    }
    for (Library needed : needs(library)) {
      if (!needs(needed).contains(library)) {
        add(needed, sorted);
      }
    }
    sorted.add(library);
    needs(library).forEach(needed -> add(needed, sorted));
  }
}
