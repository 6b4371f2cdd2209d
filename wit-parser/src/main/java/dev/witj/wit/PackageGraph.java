package dev.witj.wit;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeSet;

/**
 * Which packages of a resolve use which others: through a type that an interface or world takes
 * from another package, or through what a world imports or exports.
 *
 * @param uses for each package, in the order of the resolve, the names of those it uses, sorted
 */
public record PackageGraph(SequencedMap<String, Collection<String>> uses) {

  public PackageGraph {
    uses = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(uses));
  }

  /** The graph of all packages of a resolve. */
  public static PackageGraph of(Resolve resolve) {
    SequencedMap<String, Collection<String>> uses = new LinkedHashMap<>();
    resolve.packages().forEach(of -> uses.put(of.name().toString(), new TreeSet<>()));
    for (World world : resolve.worlds()) {
      for (Map<WorldKey, WorldItem> items : java.util.List.of(world.imports(), world.exports())) {
        for (WorldItem item : items.values()) {
          if (item instanceof WorldItem.OfInterface of) {
            add(resolve, uses, world.packageId(), resolve.get(of.id()).packageId());
          }
        }
      }
    }
    for (TypeDef type : resolve.types()) {
      if (type.kind() instanceof TypeDef.Kind.Alias(Type.Ref(TypeId target))
          && resolve.get(target).owner() instanceof TypeDef.Owner.OfInterface(InterfaceId there)) {
        PackageId to = resolve.get(there).packageId();
        switch (type.owner()) {
          case TypeDef.Owner.None() -> {}
          case TypeDef.Owner.OfWorld(WorldId id) ->
              add(resolve, uses, resolve.get(id).packageId(), to);
          case TypeDef.Owner.OfInterface(InterfaceId id) ->
              add(resolve, uses, resolve.get(id).packageId(), to);
        }
      }
    }
    return new PackageGraph(uses);
  }

  private static void add(
      Resolve resolve, Map<String, Collection<String>> uses, PackageId from, PackageId to) {
    if (!from.equals(to)) {
      String user = resolve.get(from).name().toString();
      uses.computeIfAbsent(user, _ -> new TreeSet<>()).add(resolve.get(to).name().toString());
    }
  }

  /** The graph in the DOT language, with a line break at the end. */
  public String toDot() {
    StringBuilder out = new StringBuilder("digraph packages {\n  rankdir = LR;\n");
    uses.keySet().forEach(name -> out.append("  \"").append(name).append("\";\n"));
    uses.forEach(
        (from, all) -> all.forEach(to -> out.append("  \"" + from + "\" -> \"" + to + "\";\n")));
    return out.append("}\n").toString();
  }
}
