package dev.witj.wat;

import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.Span;
import dev.witj.diagnostics.Suggestions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The items of one kind in the order of their indices: how many there are, which identifiers they
 * have, and under which names debuggers shall show them.
 */
final class IndexSpace {
  private final String kind;
  private final Map<String, Entry> entries = new HashMap<>();
  private final List<DebugName> debugNames = new ArrayList<>();
  private int count;

  /**
   * An empty space.
   *
   * @param kind what messages call its items
   */
  IndexSpace(String kind) {
    this.kind = kind;
  }

  private record Entry(int index, Span span) {}

  /** A name for the name section. */
  record DebugName(int index, String name) {}

  int count() {
    return count;
  }

  List<DebugName> debugNames() {
    return debugNames;
  }

  /** Takes the next index for an item without a name. */
  int add() {
    return count++;
  }

  /**
   * Takes the next index.
   *
   * @param id the item's identifier; must be new in this space
   * @param annotation the name of its {@code @name} annotation, which debuggers show instead
   */
  int add(@Nullable Identifier id, @Nullable String annotation) {
    int index = count++;
    if (id != null) {
      Entry first = entries.putIfAbsent(id.name(), new Entry(index, id.span()));
      if (first != null) {
        throw WatCode.DUPLICATE_IDENTIFIER
            .error(kind, id.name())
            .at(id.span())
            .with(first.span(), "first defined here")
            .toException();
      }
    }
    String name = annotation != null ? annotation : id != null ? id.name() : null;
    if (name != null) {
      debugNames.add(new DebugName(index, name));
    }
    return index;
  }

  /** The index of the item with an identifier, or null if there is none. */
  @Nullable Integer find(String name) {
    Entry entry = entries.get(name);
    return entry == null ? null : entry.index();
  }

  /** The identifiers of all items that have one. */
  Set<String> identifiers() {
    return entries.keySet();
  }

  /** Takes an index from a text; numbers are not checked against the count. */
  int expect(WatCursor cursor) {
    if (!cursor.isId()) {
      return cursor.expectIndexNumber();
    }
    String name = cursor.idName();
    Entry entry = entries.get(name);
    if (entry == null) {
      throw unknown(name, cursor.span());
    }
    cursor.advance();
    return entry.index();
  }

  /** The failure that an identifier names nothing here. */
  RuntimeException unknown(String name, Span span) {
    return unknown(kind, name, entries.keySet(), span);
  }

  /** The failure that an identifier names nothing. */
  static RuntimeException unknown(String kind, String name, Collection<String> known, Span span) {
    Diagnostic unknown = WatCode.UNKNOWN_IDENTIFIER.error(kind, name).at(span);
    return unknown
        .help(Suggestions.closest(name, known).map(near -> "did you mean `$" + near + "`?"))
        .toException();
  }
}
