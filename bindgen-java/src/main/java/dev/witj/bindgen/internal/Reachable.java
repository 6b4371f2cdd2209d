package dev.witj.bindgen.internal;

import dev.witj.wit.Function;
import dev.witj.wit.InterfaceId;
import dev.witj.wit.Resolve;
import dev.witj.wit.Type;
import dev.witj.wit.TypeDef;
import dev.witj.wit.TypeId;
import dev.witj.wit.World;
import dev.witj.wit.WorldId;
import dev.witj.wit.WorldItem;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The interfaces whose Java code a world needs: those it names and those whose types they use. */
final class Reachable {
  private final Resolve resolve;
  private final Set<InterfaceId> interfaces = new LinkedHashSet<>();
  private final Deque<InterfaceId> pending = new ArrayDeque<>();
  private final Set<TypeId> seen = new HashSet<>();

  Reachable(Resolve resolve) {
    this.resolve = resolve;
  }

  /** All of them, in the order in which they are met. */
  Set<InterfaceId> from(WorldId id) {
    World world = resolve.get(id);
    Stream.concat(world.imports().values().stream(), world.exports().values().stream())
        .forEach(
            item -> {
              switch (item) {
                case WorldItem.OfInterface of -> add(of.id());
                case WorldItem.OfFunction(var function) -> visit(function);
                case WorldItem.OfType(var type, _) -> visit(type);
              }
            });
    while (!pending.isEmpty()) {
      var of = resolve.get(pending.remove());
      of.types().values().forEach(this::visit);
      of.functions().values().forEach(this::visit);
    }
    return interfaces;
  }

  private void add(InterfaceId id) {
    if (interfaces.add(id)) {
      pending.add(id);
    }
  }

  private void visit(Function function) {
    function.params().forEach(param -> visit(param.type()));
    visit(function.result());
  }

  private void visit(Optional<Type> type) {
    type.ifPresent(this::visit);
  }

  private void visit(Type type) {
    if (type instanceof Type.Ref(var id)) {
      visit(id);
    }
  }

  private void visit(TypeId id) {
    if (!seen.add(id)) {
      return;
    }
    TypeDef definition = resolve.get(id);
    if (definition.owner() instanceof TypeDef.Owner.OfInterface(var owner)) {
      add(owner);
    }
    definition.kind().mentions().forEach(this::visit);
  }
}
