package dev.witj.wit.internal;

import dev.witj.diagnostics.Diagnostics;
import dev.witj.diagnostics.Span;
import dev.witj.wit.Docs;
import dev.witj.wit.Function;
import dev.witj.wit.InterfaceId;
import dev.witj.wit.ResolveBuilder;
import dev.witj.wit.ResolveBuilder.WorldDraft;
import dev.witj.wit.Stability;
import dev.witj.wit.Type;
import dev.witj.wit.TypeDef;
import dev.witj.wit.TypeId;
import dev.witj.wit.WitCode;
import dev.witj.wit.WorldId;
import dev.witj.wit.WorldItem;
import dev.witj.wit.WorldKey;
import dev.witj.wit.internal.Syntax.Identifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a world complete: copies what it includes, then adds the interfaces that its imports and
 * exports use.
 *
 * <p>An interface that an import uses becomes an import before it. One that an export uses becomes
 * an export before it if the world exports it anyway, and otherwise an import; if an export then
 * needs one and the same interface both ways, the world has no meaning.
 */
final class WorldExpander {
  private final ResolveBuilder builder;
  private final WorldBudget budget;
  private final WorldId id;
  private final WorldDraft world;
  private final Diagnostics errors;

  WorldExpander(ResolveBuilder builder, WorldBudget budget, WorldId id, Diagnostics errors) {
    this.builder = builder;
    this.budget = budget;
    this.id = id;
    this.world = builder.get(id);
    this.errors = errors;
  }

  // Includes

  void include(WorldResolver.IncludedWorld of) {
    WorldDraft included = builder.get(of.world());
    Map<String, String> renames = new HashMap<>();
    Set<Identifier> unused = new LinkedHashSet<>();
    Map<String, Identifier> renamed = new HashMap<>();
    for (Syntax.Rename rename : of.include().names()) {
      Identifier from = rename.from();
      Identifier before = renamed.putIfAbsent(from.name(), from);
      if (before != null) {
        errors.report(
            WitCode.RENAMED_TWICE
                .error(from.name())
                .at(from.span())
                .with(before.span(), "the first one is here"));
        continue;
      }
      renames.put(from.name(), rename.to().name());
      unused.add(from);
    }
    Set<WorldKey> keys = new HashSet<>(included.imports().keySet());
    keys.addAll(included.exports().keySet());
    unused.removeIf(name -> keys.contains(new WorldKey.Name(name.name())));
    Span at = of.include().from().item().span();
    for (Identifier name : unused) {
      errors.report(
          WitCode.INCLUDE_NAME_NOT_FOUND
              .error(included.name(), name.name())
              .at(at)
              .with(name.span(), "named here")
              .note("an interface that stands under its own name cannot be renamed"));
    }
    boolean foreign = !included.packageId().equals(world.packageId());
    WorldCloner cloner = new WorldCloner(builder, of.world(), id);
    copy(included.imports(), world.imports(), "import", renames, cloner, foreign, at);
    copy(included.exports(), world.exports(), "export", renames, cloner, foreign, at);
  }

  private void copy(
      Map<WorldKey, WorldItem> from,
      Map<WorldKey, WorldItem> into,
      String word,
      Map<String, String> renames,
      WorldCloner cloner,
      boolean foreign,
      Span at) {
    from.forEach(
        (key, item) -> {
          if (!budget.take(item, at, errors)) {
            return;
          }
          switch (key) {
            case WorldKey.Id _ -> {
              WorldItem before = into.get(key);
              WorldItem kept = foreign ? withoutSince(item) : item;
              into.put(key, before == null ? kept : merge(before, kept, at));
            }
            case WorldKey.Name(String name) -> {
              String to = rename(name, item, renames);
              WorldKey newKey = new WorldKey.Name(to);
              WorldItem before = into.get(newKey);
              if (before != null) {
                errors.report(
                    WitCode.INCLUDED_NAME_CONFLICT
                        .error(word, to, describe(before))
                        .at(at)
                        .with(span(before), "first defined here")
                        .help("rename it: `include … with { " + name + " as … }`"));
              } else {
                into.put(newKey, cloner.clone(item, to));
              }
            }
          }
        });
  }

  /** The new name of an item; the functions of a resource follow its new name. */
  private String rename(String name, WorldItem item, Map<String, String> renames) {
    if (item instanceof WorldItem.OfFunction(Function function)
        && function.resource().isPresent()) {
      String resource = builder.get(function.resource().get()).name().orElse("");
      String to = renames.get(resource);
      return to == null ? name : name.replace("]" + resource, "]" + to);
    }
    return renames.getOrDefault(name, name);
  }

  /** Versions of another package say nothing here. */
  private static WorldItem withoutSince(WorldItem item) {
    return item instanceof WorldItem.OfInterface of && of.stability() instanceof Stability.Stable
        ? withStability(of, Stability.unknown())
        : item;
  }

  private WorldItem merge(WorldItem before, WorldItem other, Span at) {
    if (!(before instanceof WorldItem.OfInterface old)
        || !(other instanceof WorldItem.OfInterface of)
        || of.stability().isUnknown()
        || of.stability().equals(old.stability())) {
      return before;
    }
    if (old.stability().isUnknown()) {
      return withStability(old, of.stability());
    }
    errors.report(
        WitCode.INCLUDED_STABILITY_MISMATCH
            .error(builder.get(of.id()).name().orElse(""))
            .at(at)
            .with(old.span(), "the other comes from here"));
    return before;
  }

  private static WorldItem withStability(WorldItem.OfInterface of, Stability stability) {
    return new WorldItem.OfInterface(of.id(), of.docs(), stability, of.externalId(), of.span());
  }

  // Elaboration

  void elaborate() {
    Map<WorldKey, WorldItem> imports = new LinkedHashMap<>();
    // In the order a component has them: interfaces, types, functions.
    world
        .imports()
        .forEach(
            (key, item) -> {
              if (item instanceof WorldItem.OfInterface of) {
                addImport(imports, key, of);
              }
            });
    world
        .imports()
        .forEach(
            (key, item) -> {
              if (item instanceof WorldItem.OfType(TypeId type, Span span)) {
                InterfaceId needed = neededInterface(type);
                if (needed != null) {
                  addImport(
                      imports,
                      new WorldKey.Id(needed),
                      needed(needed, builder.get(type).stability(), span));
                }
              }
            });
    world
        .imports()
        .forEach(
            (key, item) -> {
              if (item instanceof WorldItem.OfType) {
                imports.put(key, item);
              }
            });
    world
        .imports()
        .forEach(
            (key, item) -> {
              if (item instanceof WorldItem.OfFunction) {
                imports.put(key, item);
              }
            });
    Map<WorldKey, WorldItem> exports = new LinkedHashMap<>();
    world
        .exports()
        .forEach(
            (key, item) -> {
              if (item instanceof WorldItem.OfFunction) {
                exports.put(key, item);
              }
            });
    new Exports(imports, exports).addAll();
    world.imports().clear();
    world.imports().putAll(imports);
    world.exports().clear();
    world.exports().putAll(exports);
  }

  private static WorldItem.OfInterface needed(InterfaceId id, Stability stability, Span span) {
    return new WorldItem.OfInterface(id, Docs.none(), stability, Optional.empty(), span);
  }

  /** Adds an interface behind all that it uses; a stack, because chains may be long. */
  private void addImport(
      Map<WorldKey, WorldItem> imports, WorldKey key, WorldItem.OfInterface item) {
    if (imports.containsKey(key)) {
      return;
    }
    Set<InterfaceId> entered = new HashSet<>();
    Deque<Step> steps = new ArrayDeque<>();
    steps.push(new Step(key, item, false));
    while (!steps.isEmpty()) {
      Step step = steps.pop();
      if (imports.containsKey(step.key)) {
        continue;
      }
      if (step.ready) {
        if (budget.take(1, item.span(), errors)) {
          imports.put(step.key, step.item);
        }
        continue;
      }
      if (step.key instanceof WorldKey.Id && !entered.add(step.item.id())) {
        continue;
      }
      steps.push(new Step(step.key, step.item, true));
      for (InterfaceId needed : neededInterfaces(step.item.id()).reversed()) {
        steps.push(
            new Step(
                new WorldKey.Id(needed), needed(needed, item.stability(), item.span()), false));
      }
    }
  }

  private record Step(WorldKey key, WorldItem.OfInterface item, boolean ready) {}

  private List<InterfaceId> neededInterfaces(InterfaceId of) {
    List<InterfaceId> needed = new ArrayList<>();
    for (TypeId type : builder.get(of).types().values()) {
      InterfaceId from = neededInterface(type);
      if (from != null && !needed.contains(from)) {
        needed.add(from);
      }
    }
    return needed;
  }

  /** The interface a type is used from, if it is. */
  private @Nullable InterfaceId neededInterface(TypeId type) {
    TypeDef def = builder.get(type);
    return def.kind() instanceof TypeDef.Kind.Alias(Type.Ref(TypeId target))
            && builder.get(target).owner() instanceof TypeDef.Owner.OfInterface owner
            && !owner.equals(def.owner())
        ? owner.id()
        : null;
  }

  /** The exports of interfaces, and the imports they bring with them. */
  private final class Exports {
    private final Map<WorldKey, WorldItem> imports;
    private final Map<WorldKey, WorldItem> exports;
    private final Set<InterfaceId> exported = new HashSet<>();
    private final Set<InterfaceId> required = new HashSet<>();

    Exports(Map<WorldKey, WorldItem> imports, Map<WorldKey, WorldItem> exports) {
      this.imports = imports;
      this.exports = exports;
    }

    void addAll() {
      world
          .exports()
          .forEach(
              (_, item) -> {
                if (item instanceof WorldItem.OfInterface of) {
                  exported.add(of.id());
                }
              });
      world
          .exports()
          .forEach(
              (key, item) -> {
                if (item instanceof WorldItem.OfInterface of && !add(key, of)) {
                  errors.report(
                      WitCode.INCOMPATIBLE_DEPENDENCY
                          .error(builder.name(key))
                          .at(world.span())
                          .with(of.span(), "exported here")
                          .note(
                              "of what an export uses, what the world exports comes from the world"
                                  + " itself, and all else is imported together with what it uses")
                          .help("export every interface on the way, or none of them"));
                }
              });
    }

    private boolean add(WorldKey root, WorldItem.OfInterface item) {
      Deque<ExportStep> steps = new ArrayDeque<>();
      steps.push(new ExportStep(root, item, true, false));
      while (!steps.isEmpty()) {
        ExportStep step = steps.pop();
        InterfaceId of = step.item.id();
        if (step.ready) {
          if (!step.export) {
            required.add(of);
            if (budget.take(1, item.span(), errors)) {
              imports.putIfAbsent(step.key, step.item);
            }
          } else if (required.contains(of)) {
            return false;
          } else {
            exports.put(step.key, step.item);
          }
          continue;
        }
        if (exports.containsKey(step.key)) {
          if (step.export) {
            continue;
          }
          return false;
        }
        if (!step.export && required.contains(of)) {
          continue;
        }
        steps.push(new ExportStep(step.key, step.item, step.export, true));
        for (InterfaceId needed : neededInterfaces(of).reversed()) {
          steps.push(
              new ExportStep(
                  new WorldKey.Id(needed),
                  needed(needed, item.stability(), item.span()),
                  step.export && exported.contains(needed),
                  false));
        }
      }
      return true;
    }
  }

  private record ExportStep(
      WorldKey key, WorldItem.OfInterface item, boolean export, boolean ready) {}

  // Words

  static String describe(WorldItem item) {
    return switch (item) {
      case WorldItem.OfInterface _ -> "an interface";
      case WorldItem.OfFunction _ -> "a function";
      case WorldItem.OfType _ -> "a type";
    };
  }

  static Span span(WorldItem item) {
    return switch (item) {
      case WorldItem.OfInterface of -> of.span();
      case WorldItem.OfFunction(Function function) -> function.span();
      case WorldItem.OfType of -> of.span();
    };
  }
}
