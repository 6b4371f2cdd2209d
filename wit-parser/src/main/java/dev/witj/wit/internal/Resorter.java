package dev.witj.wit.internal;

import dev.witj.wit.InterfaceId;
import dev.witj.wit.PackageId;
import dev.witj.wit.ResolveBuilder;
import dev.witj.wit.ResolveBuilder.InterfaceDraft;
import dev.witj.wit.ResolveBuilder.PackageDraft;
import dev.witj.wit.ResolveBuilder.WorldDraft;
import dev.witj.wit.Type;
import dev.witj.wit.TypeDef;
import dev.witj.wit.TypeId;
import dev.witj.wit.WitCode;
import dev.witj.wit.WorldId;
import dev.witj.wit.WorldItem;
import dev.witj.wit.WorldKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Puts packages, interfaces and worlds behind what they depend on again. Types need no sorting: a
 * type is made when all it mentions is there.
 */
final class Resorter {
  private final ResolveBuilder old;
  private final ResolveBuilder sorted = new ResolveBuilder();
  private int[] packages = {};
  private int[] interfaces = {};
  private int[] worlds = {};

  Resorter(ResolveBuilder old) {
    this.old = old;
  }

  ResolveBuilder sorted() {
    List<Integer> packageOrder = packageOrder();
    packages = positions(packageOrder);
    List<Integer> interfaceOrder = interfaceOrder();
    interfaces = positions(interfaceOrder);
    List<Integer> worldOrder =
        packageOrder.stream()
            .flatMap(
                pkg ->
                    old.get(new PackageId(pkg)).worlds().values().stream()
                        .map(WorldId::index)
                        .sorted())
            .toList();
    worlds = positions(worldOrder);
    for (int i : packageOrder) {
      PackageDraft from = old.get(new PackageId(i));
      PackageDraft draft = sorted.get(sorted.add(from.name()));
      draft.setDocs(from.docs());
      from.interfaces().forEach((name, id) -> draft.interfaces().put(name, map(id)));
      from.worlds().forEach((name, id) -> draft.worlds().put(name, map(id)));
    }
    for (int i = 0; i < old.typeCount(); i++) {
      sorted.add(map(old.get(new TypeId(i))));
    }
    for (int i : interfaceOrder) {
      InterfaceDraft from = old.get(new InterfaceId(i));
      InterfaceDraft draft =
          new InterfaceDraft(
              from.name(), map(from.packageId()), from.docs(), from.stability(), from.span());
      draft.setCloneOf(from.cloneOf().map(this::map));
      draft.types().putAll(from.types());
      draft.functions().putAll(from.functions());
      sorted.add(draft);
    }
    for (int i : worldOrder) {
      WorldDraft from = old.get(new WorldId(i));
      WorldDraft draft =
          new WorldDraft(
              from.name(), map(from.packageId()), from.docs(), from.stability(), from.span());
      from.imports().forEach((key, item) -> draft.imports().put(map(key), map(item)));
      from.exports().forEach((key, item) -> draft.exports().put(map(key), map(item)));
      sorted.add(draft);
    }
    return sorted;
  }

  private List<Integer> packageOrder() {
    List<Set<Integer>> needs = new ArrayList<>();
    for (int i = 0; i < old.packageCount(); i++) {
      needs.add(new LinkedHashSet<>());
    }
    for (int i = 0; i < old.interfaceCount(); i++) {
      int by = old.get(new InterfaceId(i)).packageId().index();
      neededInterfaces(i).forEach(id -> needs.get(by).add(old.get(id).packageId().index()));
    }
    for (int i = 0; i < old.worldCount(); i++) {
      WorldDraft world = old.get(new WorldId(i));
      Set<Integer> need = needs.get(world.packageId().index());
      List.of(world.imports(), world.exports())
          .forEach(
              items ->
                  items
                      .values()
                      .forEach(
                          item -> {
                            if (item instanceof WorldItem.OfInterface of) {
                              need.add(old.get(of.id()).packageId().index());
                            }
                          }));
    }
    for (int i = 0; i < needs.size(); i++) {
      needs.get(i).remove(i);
    }
    List<Integer> order =
        Toposort.order(needs.stream().map(need -> (List<Integer>) new ArrayList<>(need)).toList());
    if (order.size() < needs.size()) {
      throw WitCode.MERGED_PACKAGE_CYCLE.error().toException();
    }
    return order;
  }

  private List<Integer> interfaceOrder() {
    // By package first: interfaces of one package stay together.
    List<Integer> byPackage = new ArrayList<>();
    for (int i = 0; i < old.interfaceCount(); i++) {
      byPackage.add(i);
    }
    byPackage.sort(
        Comparator.comparingInt(i -> packages[old.get(new InterfaceId(i)).packageId().index()]));
    int[] positions = positions(byPackage);
    List<List<Integer>> needs = new ArrayList<>();
    for (int i : byPackage) {
      needs.add(neededInterfaces(i).stream().map(id -> positions[id.index()]).toList());
    }
    List<Integer> order = Toposort.order(needs);
    if (order.size() < needs.size()) {
      throw WitCode.MERGED_INTERFACE_CYCLE.error().toException();
    }
    return order.stream().map(byPackage::get).toList();
  }

  private Set<InterfaceId> neededInterfaces(int index) {
    InterfaceId id = new InterfaceId(index);
    Set<InterfaceId> needed = new LinkedHashSet<>();
    for (TypeId type : old.get(id).types().values()) {
      if (old.get(type).kind() instanceof TypeDef.Kind.Alias(Type.Ref(TypeId target))
          && old.get(target).owner() instanceof TypeDef.Owner.OfInterface(InterfaceId owner)
          && !owner.equals(id)) {
        needed.add(owner);
      }
    }
    return needed;
  }

  private static int[] positions(List<Integer> order) {
    int[] positions = new int[order.size()];
    for (int i = 0; i < positions.length; i++) {
      positions[order.get(i)] = i;
    }
    return positions;
  }

  private PackageId map(PackageId id) {
    return new PackageId(packages[id.index()]);
  }

  private InterfaceId map(InterfaceId id) {
    return new InterfaceId(interfaces[id.index()]);
  }

  private WorldId map(WorldId id) {
    return new WorldId(worlds[id.index()]);
  }

  private TypeDef map(TypeDef of) {
    return new TypeDef(
        of.name(),
        of.kind(),
        switch (of.owner()) {
          case TypeDef.Owner.None() -> of.owner();
          case TypeDef.Owner.OfWorld(WorldId id) -> new TypeDef.Owner.OfWorld(map(id));
          case TypeDef.Owner.OfInterface(InterfaceId id) -> new TypeDef.Owner.OfInterface(map(id));
        },
        of.docs(),
        of.stability(),
        of.externalId(),
        of.span());
  }

  private WorldKey map(WorldKey key) {
    return key instanceof WorldKey.Id(InterfaceId id) ? new WorldKey.Id(map(id)) : key;
  }

  private WorldItem map(WorldItem item) {
    return item instanceof WorldItem.OfInterface of
        ? new WorldItem.OfInterface(
            map(of.id()), of.docs(), of.stability(), of.externalId(), of.span())
        : item;
  }
}
