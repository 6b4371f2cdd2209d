package dev.witj.encode.internal.names;

import dev.witj.names.Version;
import dev.witj.wit.Function;
import dev.witj.wit.Interface;
import dev.witj.wit.Resolve;
import dev.witj.wit.TypeDef;
import dev.witj.wit.TypeId;
import dev.witj.wit.World;
import dev.witj.wit.WorldId;
import dev.witj.wit.WorldItem;
import dev.witj.wit.WorldKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** The items of a world by the names that core modules use. */
public final class WorldIndex {
  private final Resolve resolve;
  private final SequencedMap<String, WorldItem> imports;
  private final SequencedMap<String, WorldItem> exports;

  /** Those of a world. */
  public WorldIndex(Resolve resolve, WorldId id) {
    this.resolve = resolve;
    World world = resolve.get(id);
    this.imports = named(resolve, world.imports());
    this.exports = named(resolve, world.exports());
  }

  private static SequencedMap<String, WorldItem> named(
      Resolve resolve, SequencedMap<WorldKey, WorldItem> items) {
    SequencedMap<String, WorldItem> named = new LinkedHashMap<>();
    items.forEach((key, item) -> named.put(resolve.name(key), item));
    return named;
  }

  /** The WIT. */
  public Resolve resolve() {
    return resolve;
  }

  /** The items on one side, by their names in the world. */
  public SequencedMap<String, WorldItem> items(boolean imported) {
    return imported ? imports : exports;
  }

  /** Interfaces on one side. */
  public List<String> interfaces(boolean imported) {
    List<String> names = new ArrayList<>();
    items(imported)
        .forEach(
            (name, item) -> {
              if (item instanceof WorldItem.OfInterface) {
                names.add(name);
              }
            });
    return names;
  }

  /**
   * The interface of a name; a version is as good as another on its semver track if it is not there
   * itself.
   */
  public Optional<Owner> find(String name, boolean imported) {
    if (items(imported).get(name) instanceof WorldItem.OfInterface mention) {
      return Optional.of(Owner.of(name, mention.id()));
    }
    Optional<String> track = track(name);
    if (track.isEmpty()) {
      return Optional.empty();
    }
    for (Map.Entry<String, WorldItem> entry : items(imported).entrySet()) {
      if (entry.getValue() instanceof WorldItem.OfInterface mention
          && track(entry.getKey()).equals(track)) {
        return Optional.of(Owner.of(entry.getKey(), mention.id()));
      }
    }
    return Optional.empty();
  }

  /**
   * The name of an interface with the track of its version for the version, which may be cut off
   * there already; empty if it is not the name of an interface.
   */
  public static Optional<String> track(String name) {
    int at = name.indexOf('@');
    if (at < 0) {
      return name.indexOf('/') < 0 ? Optional.empty() : Optional.of(name);
    }
    String version = name.substring(at + 1);
    // The names of `cm32p2` say the track alone: `@0.2`.
    String full =
        switch ((int) version.chars().filter(c -> c == '.').count()) {
          case 0 -> version + ".0.0";
          case 1 -> version + ".0";
          default -> version;
        };
    return Version.parse(full).map(parsed -> name.substring(0, at + 1) + parsed.track());
  }

  /** The functions at the top of the world on one side. */
  public Optional<Function> function(String name, boolean imported) {
    return items(imported).get(name) instanceof WorldItem.OfFunction(var function)
        ? Optional.of(function)
        : Optional.empty();
  }

  /** A function. */
  public Optional<Function> function(Owner owner, String name, boolean imported) {
    return owner.id().isEmpty()
        ? function(name, imported)
        : Optional.ofNullable(resolve.get(owner.id().get()).functions().get(name));
  }

  /** All functions of an owner. */
  public List<Function> functions(Owner owner, boolean imported) {
    if (owner.id().isPresent()) {
      return List.copyOf(resolve.get(owner.id().get()).functions().values());
    }
    List<Function> functions = new ArrayList<>();
    for (WorldItem item : items(imported).values()) {
      if (item instanceof WorldItem.OfFunction(var function)) {
        functions.add(function);
      }
    }
    return functions;
  }

  /** A resource of an interface, or one that the world imports. */
  public Optional<TypeId> resource(Owner owner, String name) {
    Optional<TypeId> type = Optional.empty();
    if (owner.id().isPresent()) {
      Interface of = resolve.get(owner.id().get());
      type = Optional.ofNullable(of.types().get(name));
    } else if (imports.get(name) instanceof WorldItem.OfType(var id, _)) {
      type = Optional.of(id);
    }
    return type.filter(id -> resolve.get(id).kind() instanceof TypeDef.Kind.Resource);
  }

  /** The streams and futures that a function mentions, what is inside of one before it. */
  public List<TypeId> payloads(Function function) {
    return Payloads.of(resolve, function);
  }
}
