package dev.witj.wit.internal;

import dev.witj.diagnostics.Diagnostics;
import dev.witj.wit.Resolve;
import dev.witj.wit.ResolveBuilder;
import dev.witj.wit.ResolveBuilder.WorldDraft;
import dev.witj.wit.TypeId;
import dev.witj.wit.WitCode;
import dev.witj.wit.WitDiff;
import dev.witj.wit.World;
import dev.witj.wit.WorldId;
import dev.witj.wit.WorldItem;
import dev.witj.wit.WorldKey;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Adds the items of one world to another. What both have must be the same; what an export of either
 * means must not change by what the other brings.
 */
public final class WorldMerge {
  private final Resolve resolve;
  private final WorldId from;
  private final WorldId into;

  private WorldMerge(Resolve resolve, WorldId from, WorldId into) {
    this.resolve = resolve;
    this.from = from;
    this.into = into;
  }

  /**
   * The resolve in which one world has the items of both.
   *
   * @throws dev.witj.diagnostics.DiagnosticException if both have different things under one name,
   *     or if an export would mean something else in the result
   */
  public static Resolve merge(Resolve resolve, WorldId from, WorldId into) {
    WorldMerge merge = new WorldMerge(resolve, from, into);
    merge.check();
    return merge.merged();
  }

  private void check() {
    World source = resolve.get(from);
    World target = resolve.get(into);
    List<WitDiff.Change> changes =
        WitDiff.ofWorlds(resolve, into, resolve, from).changes().stream()
            .filter(change -> change.bump().compareTo(WitDiff.Bump.PATCH) > 0)
            .toList();
    check("import", source.imports(), target.imports(), changes);
    check("export", source.exports(), target.exports(), changes);
  }

  private void check(
      String word,
      Map<WorldKey, WorldItem> source,
      Map<WorldKey, WorldItem> target,
      List<WitDiff.Change> changes) {
    for (WorldKey key : source.keySet()) {
      if (!(key instanceof WorldKey.Name(String name)) || !target.containsKey(key)) {
        continue;
      }
      String path = word + " " + name;
      for (WitDiff.Change change : changes) {
        if (change.path().equals(path) || change.path().startsWith(path + ": ")) {
          throw WitCode.MERGED_WORLDS_CONFLICT
              .error(resolve.qualifiedName(into), resolve.qualifiedName(from), word, name)
              .note(change.summary())
              .toException();
        }
      }
    }
  }

  private Resolve merged() {
    ResolveBuilder builder = new ResolveBuilder(resolve);
    WorldCloner cloner = new WorldCloner(builder, from, into);
    World source = resolve.get(from);
    WorldDraft target = builder.get(into);
    source
        .imports()
        .forEach(
            (key, item) -> {
              if (item instanceof WorldItem.OfType(TypeId here, _)
                  && target.imports().get(key) instanceof WorldItem.OfType(TypeId there, _)) {
                cloner.know(here, there);
              }
            });
    add(source.imports(), target.imports(), cloner);
    add(source.exports(), target.exports(), cloner);
    Diagnostics errors = new Diagnostics();
    new WorldExpander(builder, new WorldBudget(builder), into, errors).elaborate();
    errors.throwIfErrors();
    return builder.freeze();
  }

  private static void add(
      SequencedMap<WorldKey, WorldItem> source,
      Map<WorldKey, WorldItem> target,
      WorldCloner cloner) {
    source.forEach(
        (key, item) -> {
          if (!target.containsKey(key)) {
            target.put(
                key,
                switch (key) {
                  case WorldKey.Id _ -> item;
                  case WorldKey.Name(String name) -> cloner.clone(item, name);
                });
          }
        });
  }
}
