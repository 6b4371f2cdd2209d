package dev.witj.wit.internal;

import dev.witj.wit.InterfaceId;
import dev.witj.wit.PackageId;
import dev.witj.wit.ResolveBuilder;
import dev.witj.wit.ResolveBuilder.InterfaceDraft;
import dev.witj.wit.ResolveBuilder.WorldDraft;
import dev.witj.wit.Type;
import dev.witj.wit.TypeDef;
import dev.witj.wit.TypeId;
import dev.witj.wit.WorldId;
import dev.witj.wit.WorldItem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * An order of packages in which each stands behind those it uses, as far as that is possible:
 * unlike {@link Resorter}, this takes packages that use each other, which a binary may hold.
 */
public final class PackageOrder {
  private final ResolveBuilder builder;
  private final List<Set<PackageId>> uses = new ArrayList<>();

  private PackageOrder(ResolveBuilder builder) {
    this.builder = builder;
  }

  /** The ids of all packages in such an order. */
  public static List<PackageId> of(ResolveBuilder builder) {
    PackageOrder order = new PackageOrder(builder);
    order.findUses();
    return order.sort();
  }

  private void findUses() {
    for (int i = 0; i < builder.packageCount(); i++) {
      uses.add(new LinkedHashSet<>());
    }
    for (int i = 0; i < builder.interfaceCount(); i++) {
      InterfaceDraft draft = builder.get(new InterfaceId(i));
      Set<PackageId> used = uses.get(draft.packageId().index());
      for (TypeId type : draft.types().values()) {
        if (builder.get(type).kind() instanceof TypeDef.Kind.Alias(Type.Ref(TypeId target))
            && builder.get(target).owner() instanceof TypeDef.Owner.OfInterface(InterfaceId of)) {
          used.add(builder.get(of).packageId());
        }
      }
    }
    for (int i = 0; i < builder.worldCount(); i++) {
      WorldDraft draft = builder.get(new WorldId(i));
      Set<PackageId> used = uses.get(draft.packageId().index());
      addUses(draft.imports().values(), used);
      addUses(draft.exports().values(), used);
    }
  }

  private void addUses(Collection<WorldItem> items, Set<PackageId> used) {
    for (WorldItem item : items) {
      if (item instanceof WorldItem.OfInterface of) {
        used.add(builder.get(of.id()).packageId());
      }
    }
  }

  private record Visit(PackageId id, Iterator<PackageId> rest) {}

  /** Depth first, with a stack of its own, because chains of packages may be long. */
  private List<PackageId> sort() {
    List<PackageId> order = new ArrayList<>();
    BitSet met = new BitSet();
    Deque<Visit> stack = new ArrayDeque<>();
    for (int i = 0; i < uses.size(); i++) {
      visit(new PackageId(i), met, stack);
      while (!stack.isEmpty()) {
        Visit top = stack.element();
        if (top.rest.hasNext()) {
          visit(top.rest.next(), met, stack);
        } else {
          order.add(top.id);
          stack.pop();
        }
      }
    }
    return order;
  }

  private void visit(PackageId id, BitSet met, Deque<Visit> stack) {
    if (!met.get(id.index())) {
      met.set(id.index());
      stack.push(new Visit(id, uses.get(id.index()).iterator()));
    }
  }
}
