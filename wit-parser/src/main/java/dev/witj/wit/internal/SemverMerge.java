package dev.witj.wit.internal;

import dev.witj.names.Version;
import dev.witj.wit.Arena;
import dev.witj.wit.Interface;
import dev.witj.wit.InterfaceId;
import dev.witj.wit.Resolve;
import dev.witj.wit.Type;
import dev.witj.wit.TypeDef;
import dev.witj.wit.TypeId;
import dev.witj.wit.WitCode;
import dev.witj.wit.World;
import dev.witj.wit.WorldId;
import dev.witj.wit.WorldItem;
import dev.witj.wit.WorldKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * Merges the imports of a world that are versions of one interface on one semver track: only the
 * newest stays, and what used the others uses it. The interfaces and types of the result are sorted
 * again, since an older package may now use a newer one.
 */
public final class SemverMerge {
  private final Resolve resolve;
  private final World world;

  /** What is replaced by what. */
  private final Map<InterfaceId, InterfaceId> newer = new LinkedHashMap<>();

  private SemverMerge(Resolve resolve, World world) {
    this.resolve = resolve;
    this.world = world;
  }

  /** The resolve in which the imports of a world are merged. */
  public static Resolve merge(Resolve resolve, WorldId id) {
    SemverMerge merge = new SemverMerge(resolve, resolve.get(id));
    merge.findNewest();
    return merge.newer.isEmpty() ? resolve : merge.apply(id);
  }

  private void findNewest() {
    Map<String, InterfaceId> newest = new LinkedHashMap<>();
    List<InterfaceId> imported = new ArrayList<>();
    for (WorldKey key : world.imports().keySet()) {
      if (key instanceof WorldKey.Id(InterfaceId id) && version(id).isPresent()) {
        imported.add(id);
        newest.merge(track(id), id, (a, b) -> compare(a, b) >= 0 ? a : b);
      }
    }
    for (InterfaceId id : imported) {
      InterfaceId best = newest.get(track(id));
      if (best != null && !best.equals(id)) {
        newer.put(id, best);
      }
    }
  }

  private Optional<Version> version(InterfaceId id) {
    return resolve.get(resolve.get(id).packageId()).name().version();
  }

  private int compare(InterfaceId a, InterfaceId b) {
    return version(a).orElseThrow().compareTo(version(b).orElseThrow());
  }

  private String track(InterfaceId id) {
    Interface of = resolve.get(id);
    return resolve.get(of.packageId()).name().track() + "/" + of.name().orElseThrow();
  }

  private Resolve apply(WorldId id) {
    SequencedMap<WorldKey, WorldItem> imports = new LinkedHashMap<>(world.imports());
    newer.keySet().forEach(old -> imports.remove(new WorldKey.Id(old)));

    // Only what this world still has is pointed at the newer types; the same old interface keeps
    // its meaning for everybody who does not.
    Set<TypeDef.Owner> users = new LinkedHashSet<>(List.of(new TypeDef.Owner.OfWorld(id)));
    for (SequencedMap<WorldKey, WorldItem> items : List.of(imports, world.exports())) {
      for (WorldItem item : items.values()) {
        if (item instanceof WorldItem.OfInterface of) {
          users.add(new TypeDef.Owner.OfInterface(of.id()));
        }
      }
    }
    List<TypeDef> types = new ArrayList<>(resolve.types().entries());
    types.replaceAll(type -> users.contains(type.owner()) ? retargeted(type) : type);
    Resolve changed =
        new Resolve(resolve.packages(), resolve.worlds(), resolve.interfaces(), new Arena<>(types));
    List<World> worlds = new ArrayList<>(resolve.worlds().entries());
    worlds.set(
        id.index(),
        new World(
            world.name(),
            imports,
            world.exports(),
            world.packageId(),
            world.docs(),
            world.stability(),
            world.span()));
    List<WorldId> all = new ArrayList<>();
    for (int i = 0; i < worlds.size(); i++) {
      all.add(new WorldId(i));
    }
    return sorted(Elaboration.complete(changed, worlds, all));
  }

  private TypeDef retargeted(TypeDef type) {
    if (!(type.kind() instanceof TypeDef.Kind.Alias(Type.Ref(TypeId target)))
        || !(resolve.get(target).owner() instanceof TypeDef.Owner.OfInterface(InterfaceId old))
        || !newer.containsKey(old)) {
      return type;
    }
    InterfaceId best = newer.get(old);
    String name = resolve.get(target).name().orElseThrow();
    TypeId there = resolve.get(best).types().get(name);
    if (there == null) {
      throw WitCode.VERSIONS_NOT_COMPATIBLE
          .error(
              resolve.qualifiedName(best).orElseThrow(),
              resolve.qualifiedName(old).orElseThrow(),
              name)
          .at(type.span())
          .toException();
    }
    return new TypeDef(
        type.name(),
        new TypeDef.Kind.Alias(new Type.Ref(there)),
        type.owner(),
        type.docs(),
        type.stability(),
        type.externalId(),
        type.span());
  }

  /** Puts types and interfaces behind what they depend on, otherwise in the old order. */
  private static Resolve sorted(Resolve resolve) {
    List<Integer> types =
        order(
            resolve.types().size(),
            i -> {
              List<Integer> uses = new ArrayList<>();
              new IdMap(
                      id -> {
                        uses.add(id.index());
                        return id;
                      },
                      id -> id)
                  .map(resolve.types().get(i));
              return uses;
            });
    List<Integer> interfaces =
        order(
            resolve.interfaces().size(),
            i -> {
              List<Integer> uses = new ArrayList<>();
              for (TypeId id : resolve.interfaces().get(i).types().values()) {
                if (resolve.get(id).kind() instanceof TypeDef.Kind.Alias(Type.Ref(TypeId target))
                    && resolve.get(target).owner()
                        instanceof TypeDef.Owner.OfInterface(InterfaceId used)
                    && used.index() != i) {
                  uses.add(used.index());
                }
              }
              return uses;
            });
    ToIntFunction<Integer> newType = places(types);
    ToIntFunction<Integer> newInterface = places(interfaces);
    IdMap map =
        new IdMap(
            id -> new TypeId(newType.applyAsInt(id.index())),
            id -> new InterfaceId(newInterface.applyAsInt(id.index())));
    return new Resolve(
        new Arena<>(resolve.packages().stream().map(map::map).toList()),
        new Arena<>(resolve.worlds().stream().map(map::map).toList()),
        new Arena<>(interfaces.stream().map(resolve.interfaces()::get).map(map::map).toList()),
        new Arena<>(types.stream().map(resolve.types()::get).map(map::map).toList()));
  }

  private static ToIntFunction<Integer> places(List<Integer> order) {
    Map<Integer, Integer> places = new HashMap<>();
    for (int i = 0; i < order.size(); i++) {
      places.put(order.get(i), i);
    }
    return old -> places.getOrDefault(old, 0);
  }

  /**
   * All numbers below a size, each behind those it uses.
   *
   * @throws dev.witj.diagnostics.DiagnosticException if that cannot be, since the newer version of
   *     an interface uses the older one of its user
   */
  private static List<Integer> order(int size, IntFunction<List<Integer>> uses) {
    List<Integer> order = Toposort.order(IntStream.range(0, size).mapToObj(uses).toList());
    if (order.size() < size) {
      throw WitCode.VERSIONS_CYCLE.error().toException();
    }
    return order;
  }
}
