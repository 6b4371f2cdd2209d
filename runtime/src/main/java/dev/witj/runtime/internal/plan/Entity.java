package dev.witj.runtime.internal.plan;

import dev.witj.binary.core.Import;
import dev.witj.runtime.internal.call.Callee;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** What components import, export and pass on, as the plan knows it. */
public sealed interface Entity {
  /** A function. */
  record Func(Callee callee) implements Entity {}

  /** An instance: what it gives, by name, in order. */
  record Instance(Map<String, Entity> exports) implements Entity {
    /** Copies the map. */
    public Instance {
      exports = Collections.unmodifiableMap(new LinkedHashMap<>(exports));
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
   */
  record Module(int module, List<Import> imports) implements Entity {}
}
