package dev.witj.inspect.internal;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names in one index space, as they are written. A name that cannot stand for its index alone,
 * since another has it already, is written as one made up and annotated with what it really is. So
 * is a name that is very long: its definition alone says it, and not each of its many uses.
 */
public final class Names {
  /** No names at all. */
  static final Names NONE = new Names("", false);

  private static final int MAX_LENGTH = 4_000;

  private final String kind;
  private final boolean nameUnnamed;
  private final Map<Integer, Name> names = new HashMap<>();
  private final Set<String> used = new HashSet<>();

  /** How a name is written where it is defined and where it is used. */
  private record Name(String text, @Nullable String real) {}

  Names(String kind, boolean nameUnnamed) {
    this.kind = kind;
    this.nameUnnamed = nameUnnamed;
  }

  void add(int index, String name) {
    if (names.containsKey(index)) {
      return;
    }
    if (name.length() > MAX_LENGTH) {
      String made = "#" + kind + Integer.toUnsignedString(index);
      names.put(index, new Name(TextWriter.identifier(made), name));
    } else if (name.isEmpty() || name.startsWith("#") || !used.add(name)) {
      String made = "#" + kind + Integer.toUnsignedString(index) + " " + name;
      names.put(index, new Name(TextWriter.identifier(made), name));
    } else {
      names.put(index, new Name(TextWriter.identifier(name), null));
    }
  }

  /** The name as references use it; null if there is none. */
  @Nullable String get(int index) {
    Name name = names.get(index);
    return name != null ? name.text() : nameUnnamed ? "$#" + kind + index : null;
  }

  /** Writes a reference. */
  void reference(int index, TextWriter out) {
    String name = get(index);
    if (name != null) {
      out.add(name);
    } else {
      out.add(index);
    }
  }

  /** Writes the name where it is defined and a space, if there is one. */
  void definition(int index, TextWriter out) {
    String name = get(index);
    if (name == null) {
      return;
    }
    out.add(name).add(' ');
    Name known = names.get(index);
    if (known != null && known.real() != null) {
      out.add("(@name ").string(known.real()).add(") ");
    }
  }

  /** Writes a space and the name where it is defined, if there is one. */
  void definitionAfterSpace(int index, TextWriter out) {
    if (get(index) != null) {
      out.add(' ');
      definition(index, out);
      out.backspace();
    }
  }
}
