package dev.witj.encode.internal.component;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.component.Canon;
import dev.witj.binary.component.ComponentBuilder;
import dev.witj.binary.component.ComponentElement;
import dev.witj.binary.component.ComponentElement.CoreInstance.CoreArgument;
import dev.witj.binary.component.ComponentElement.CoreInstance.CoreExport;
import dev.witj.binary.component.Sort;
import dev.witj.binary.component.SortIndex;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Adds core things to a component; what has been given an index before keeps it. */
final class CoreItems {
  private final ComponentBuilder out;
  private final Map<Alias, Integer> aliases = new HashMap<>();

  private record Alias(Sort sort, int instance, String name) {}

  CoreItems(ComponentBuilder out) {
    this.out = out;
  }

  int module(ByteSlice binary) {
    return out.add(new ComponentElement.CoreModule(binary));
  }

  int instantiate(int module, List<CoreArgument> arguments) {
    return out.add(new ComponentElement.CoreInstance.Instantiate(module, arguments));
  }

  int exports(List<CoreExport> exports) {
    return out.add(new ComponentElement.CoreInstance.Exports(exports));
  }

  int alias(Sort sort, int instance, String name) {
    return aliases.computeIfAbsent(
        new Alias(sort, instance, name),
        _ -> out.add(new ComponentElement.Alias.CoreInstanceExport(sort, instance, name)));
  }

  int function(int instance, String name) {
    return alias(Sort.CORE_FUNC, instance, name);
  }

  int canon(Canon canon) {
    return out.add(new ComponentElement.CanonDef(canon));
  }

  static CoreExport export(String name, Sort sort, int index) {
    return new CoreExport(name, new SortIndex(sort, index));
  }
}
