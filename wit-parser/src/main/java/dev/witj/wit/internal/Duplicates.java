package dev.witj.wit.internal;

import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.Diagnostics;
import dev.witj.names.Labels;
import dev.witj.wit.WitCode;
import dev.witj.wit.internal.Syntax.Identifier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Says that a name stands twice where it can stand once.
 *
 * @param errors takes what is said
 */
record Duplicates(Diagnostics errors) {
  /** Demands that all have names of their own. */
  <T> void check(String what, List<T> all, Function<T, Identifier> nameOf) {
    if (all.size() < 2) {
      return;
    }
    Map<String, Identifier> seen = HashMap.newHashMap(all.size());
    for (T each : all) {
      Identifier name = nameOf.apply(each);
      Identifier before = seen.putIfAbsent(Labels.key(name.name()), name);
      if (before != null) {
        report(WitCode.DUPLICATE_NAME.error(what, name.name()), name, before);
      }
    }
  }

  /** Reports a name for the earlier one. */
  void report(Diagnostic problem, Identifier name, Identifier before) {
    Diagnostic diagnostic = problem.at(name.span()).with(before.span(), "first defined here");
    errors.report(
        before.name().equals(name.name())
            ? diagnostic
            : diagnostic.note("names that differ only in case are the same name"));
  }
}
