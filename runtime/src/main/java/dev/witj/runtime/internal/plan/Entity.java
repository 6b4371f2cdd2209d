package dev.witj.runtime.internal.plan;

import dev.witj.binary.core.Import;
import dev.witj.runtime.internal.call.Callee;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/** What components import, export and pass on, as the plan knows it. */
public sealed interface Entity {
  /** A function. */
  record Func(Callee callee) implements Entity {}

  /** An instance: what it gives, by name, in order. */
  record Instance(Map<String, Entity> exports) implements Entity {
    public Instance {
      exports = Collections.unmodifiableMap(new LinkedHashMap<>(exports));
    }

    /** What it gives under a name that validation has seen. */
    Entity get(String name) {
      return Objects.requireNonNull(exports.get(name));
    }

    /** The slot of the resource at the end of a way that validation has seen. */
    int resource(List<String> path) {
      Instance at = this;
      for (String name : path.subList(0, path.size() - 1)) {
        if (!(at.get(name) instanceof Instance inner)) {
          throw at.isNo("instance", name);
        }
        at = inner;
      }
      if (!(at.get(path.getLast()) instanceof Type(var slot))) {
        throw at.isNo("resource", path.getLast());
      }
      return slot.orElseThrow();
    }

    private IllegalStateException isNo(String what, String name) {
      return new IllegalStateException(name + " is no " + what + " but " + get(name));
    }
  }

  /**
   * A type.
   *
   * @param resource the slot it lives in, if it is a resource
   */
  record Type(OptionalInt resource) implements Entity {
    /** A type that is no resource. */
    static final Type PLAIN = new Type(OptionalInt.empty());

    static Type resource(int slot) {
      return new Type(OptionalInt.of(slot));
    }
  }

  /** A component, and the one around it while an instance of that was made. */
  record Component(Planner.Definition definition) implements Entity {}

  /**
   * One of the plan's core modules.
   *
   * @param imports what it imports itself, which may be less than where it is handed on
   * @param exports the numbers of what it exports itself
   */
  record Module(int module, List<Import> imports, ExportNumbers exports) implements Entity {}
}
