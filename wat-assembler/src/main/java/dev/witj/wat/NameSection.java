package dev.witj.wat;

import dev.witj.binary.ByteWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The {@code name} custom section: what the text calls things. Nothing without any names. */
final class NameSection {
  private final @Nullable String module;
  private final ModuleScope scope;
  private final List<Inner> locals = new ArrayList<>();
  private final List<Inner> labels = new ArrayList<>();

  NameSection(@Nullable String module, ModuleScope scope) {
    this.module = module;
    this.scope = scope;
  }

  /** The names in something that itself has an index, as the locals of a function. */
  private record Inner(int outer, List<IndexSpace.DebugName> names) {}

  /** Takes the names in a function; functions come in the order of their indices. */
  void addFunction(
      int func, List<IndexSpace.DebugName> localNames, List<IndexSpace.DebugName> labelNames) {
    if (!localNames.isEmpty()) {
      locals.add(new Inner(func, localNames));
    }
    if (!labelNames.isEmpty()) {
      labels.add(new Inner(func, labelNames));
    }
  }

  /** Writes the section. */
  void write(ByteWriter out) {
    ByteWriter content = new ByteWriter();
    if (module != null) {
      content.writeByte(0).writeSized(new ByteWriter().writeName(module));
    }
    direct(1, scope.funcs, content);
    indirect(2, locals, content);
    indirect(3, labels, content);
    direct(4, scope.types, content);
    direct(5, scope.tables, content);
    direct(6, scope.memories, content);
    direct(7, scope.globals, content);
    direct(8, scope.elems, content);
    direct(9, scope.datas, content);
    List<Inner> fields = new ArrayList<>();
    for (Map.Entry<Integer, IndexSpace> type : new TreeMap<>(scope.fields).entrySet()) {
      fields.add(new Inner(type.getKey(), type.getValue().debugNames()));
    }
    indirect(10, fields, content);
    direct(11, scope.tags, content);
    if (content.size() > 0) {
      CustomSections.write("name", content, out);
    }
  }

  private static void direct(int id, IndexSpace space, ByteWriter out) {
    if (!space.debugNames().isEmpty()) {
      ByteWriter map = new ByteWriter();
      names(space.debugNames(), map);
      out.writeByte(id).writeSized(map);
    }
  }

  private static void indirect(int id, List<Inner> inner, ByteWriter out) {
    if (!inner.isEmpty()) {
      ByteWriter map = new ByteWriter().writeU32(inner.size());
      for (Inner each : inner) {
        map.writeU32(each.outer());
        names(each.names(), map);
      }
      out.writeByte(id).writeSized(map);
    }
  }

  private static void names(List<IndexSpace.DebugName> names, ByteWriter out) {
    out.writeU32(names.size());
    for (IndexSpace.DebugName name : names) {
      out.writeU32(name.index()).writeName(name.name());
    }
  }
}
