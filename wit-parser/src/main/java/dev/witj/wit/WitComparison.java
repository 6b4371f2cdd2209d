package dev.witj.wit;

import dev.witj.wit.WitDiff.Bump;
import dev.witj.wit.WitDiff.Change;
import dev.witj.wit.WitDiff.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Makes a {@link WitDiff}. Items are matched by name; interfaces of other packages by their name
 * and semver track, those of the compared packages themselves without version.
 */
final class WitComparison {
  /** Which side of an interface a component is on. */
  enum Role {
    IMPORTED,
    EXPORTED,
    BOTH
  }

  private final ComparedSide before;
  private final ComparedSide after;
  private final TypeComparison types;
  private final List<Change> changes = new ArrayList<>();

  WitComparison(Resolve before, Resolve after) {
    this.before = new ComparedSide(before);
    this.after = new ComparedSide(after);
    this.types = new TypeComparison(this.before, this.after);
  }

  WitDiff worlds(WorldId oldWorld, WorldId newWorld) {
    before.home = before.resolve.get(oldWorld).packageId();
    after.home = after.resolve.get(newWorld).packageId();
    before.label(before.resolve.get(oldWorld));
    after.label(after.resolve.get(newWorld));
    compareWorlds("", oldWorld, newWorld, true);
    return diff(before.resolve.qualifiedName(oldWorld), after.resolve.qualifiedName(newWorld));
  }

  WitDiff packages(PackageId oldPackage, PackageId newPackage) {
    before.home = oldPackage;
    after.home = newPackage;
    Package was = before.resolve.get(oldPackage);
    Package is = after.resolve.get(newPackage);
    was.worlds().values().forEach(id -> before.label(before.resolve.get(id)));
    is.worlds().values().forEach(id -> after.label(after.resolve.get(id)));
    docs("package", was.docs(), is.docs());
    match(
        was.interfaces(),
        is.interfaces(),
        (name, _) -> gone("interface " + name, Optional.empty(), Role.IMPORTED),
        (name, _) -> come("interface " + name, Optional.empty(), Role.IMPORTED),
        (name, old, now) ->
            interfaces("interface " + name + ": ", old, now, role(was, old, is, now)));
    match(
        was.worlds(),
        is.worlds(),
        (name, _) -> gone("world " + name, Optional.empty(), Role.IMPORTED),
        (name, _) -> come("world " + name, Optional.empty(), Role.IMPORTED),
        (name, old, now) -> compareWorlds("world " + name + ": ", old, now, false));
    return diff(was.name().toString(), is.name().toString());
  }

  private WitDiff diff(String was, String is) {
    return new WitDiff(
        was,
        is,
        before.resolve.get(before.home).name().version(),
        after.resolve.get(after.home).name().version(),
        changes);
  }

  /** The role an interface of the package has in the package's own worlds. */
  private Role role(Package was, InterfaceId old, Package is, InterfaceId now) {
    Set<Role> found = new LinkedHashSet<>();
    before.roles(was, old, found);
    after.roles(is, now, found);
    if (found.isEmpty()) {
      return Role.IMPORTED;
    }
    return found.size() == 1 ? found.iterator().next() : Role.BOTH;
  }

  /**
   * Compares what two worlds import and export.
   *
   * @param deep whether named interfaces of the package itself are compared too
   */
  private void compareWorlds(String path, WorldId oldWorld, WorldId newWorld, boolean deep) {
    World was = before.resolve.get(oldWorld);
    World is = after.resolve.get(newWorld);
    docs(path + "world", was.docs(), is.docs());
    stability(path + "world", was.stability(), is.stability());
    items(path + "import ", was.imports(), is.imports(), Role.IMPORTED, deep);
    items(path + "export ", was.exports(), is.exports(), Role.EXPORTED, deep);
  }

  private void items(
      String path,
      SequencedMap<WorldKey, WorldItem> was,
      SequencedMap<WorldKey, WorldItem> is,
      Role role,
      boolean deep) {
    SequencedMap<String, WorldItem> old = before.named(was);
    SequencedMap<String, WorldItem> now = after.named(is);
    match(
        old,
        now,
        (name, item) -> gone(path + name, before.itemText(item), role),
        (name, item) -> come(path + name, after.itemText(item), role),
        (name, from, to) -> item(path + name, from, to, role, deep));
  }

  private void item(String path, WorldItem was, WorldItem is, Role role, boolean deep) {
    switch (was) {
      case WorldItem.OfInterface old when is instanceof WorldItem.OfInterface now -> {
        docs(path, old.docs(), now.docs());
        stability(path, old.stability(), now.stability());
        Interface target = before.resolve.get(old.id());
        boolean own = target.name().isPresent() && target.packageId().equals(before.home);
        if (!own || deep) {
          interfaces(path + ": ", old.id(), now.id(), role);
        }
      }
      case WorldItem.OfFunction(Function old)
          when is instanceof WorldItem.OfFunction(Function now) ->
          functions(path, old, now);
      case WorldItem.OfType old when is instanceof WorldItem.OfType now ->
          definitions(path, old.id(), now.id());
      case WorldItem.OfInterface _, WorldItem.OfFunction _, WorldItem.OfType _ ->
          changed(path, before.itemText(was), after.itemText(is), "it is another kind of item");
    }
  }

  private void interfaces(String path, InterfaceId oldId, InterfaceId newId, Role role) {
    Interface was = before.resolve.get(oldId);
    Interface is = after.resolve.get(newId);
    String whole = path.substring(0, path.length() - 2);
    docs(whole, was.docs(), is.docs());
    stability(whole, was.stability(), is.stability());
    match(
        was.types(),
        is.types(),
        (name, id) -> gone(path + "type " + name, Optional.of(before.text(id)), role),
        (name, id) -> come(path + "type " + name, Optional.of(after.text(id)), role),
        (name, old, now) -> definitions(path + "type " + name, old, now));
    match(
        was.functions(),
        is.functions(),
        (_, f) -> gone(path + before.name(f), Optional.of(before.text(f)), role),
        (_, f) -> come(path + after.name(f), Optional.of(after.text(f)), role),
        (_, old, now) -> functions(path + before.name(old), old, now));
  }

  private void definitions(String path, TypeId was, TypeId is) {
    TypeDef old = before.resolve.get(was);
    TypeDef now = after.resolve.get(is);
    Optional<String> difference = types.differenceOfDefinitions(was, is);
    if (difference.isPresent()) {
      changed(path, Optional.of(before.text(was)), Optional.of(after.text(is)), difference.get());
      return;
    }
    stability(path, old.stability(), now.stability());
    note(path, old.externalId(), now.externalId(), "its external id changed", Bump.PATCH);
    if (!before.documented(was).equals(after.documented(is))) {
      quiet(path, "its documentation changed", Bump.PATCH);
    }
  }

  private void functions(String path, Function was, Function is) {
    Optional<String> difference = types.difference(was, is);
    if (difference.isPresent()) {
      changed(path, Optional.of(before.text(was)), Optional.of(after.text(is)), difference.get());
      return;
    }
    docs(path, was.docs(), is.docs());
    stability(path, was.stability(), is.stability());
    note(path, was.externalId(), is.externalId(), "its external id changed", Bump.PATCH);
  }

  /** What is done with an item that is there before and after. */
  private interface Both<T> {
    void accept(String name, T was, T is);
  }

  private static <T> void match(
      SequencedMap<String, T> was,
      SequencedMap<String, T> is,
      BiConsumer<String, T> gone,
      BiConsumer<String, T> come,
      Both<T> both) {
    was.forEach(
        (name, item) -> {
          T now = is.get(name);
          if (now == null) {
            gone.accept(name, item);
          } else {
            both.accept(name, item, now);
          }
        });
    is.forEach(
        (name, item) -> {
          if (!was.containsKey(name)) {
            come.accept(name, item);
          }
        });
  }

  /**
   * Something is no longer there. Who used it is broken; an export that nobody calls any more, or
   * an import that nobody needs any more, breaks nobody on the other side.
   */
  private void gone(String path, Optional<String> text, Role role) {
    changes.add(
        new Change(
            path,
            Kind.REMOVED,
            text,
            Optional.empty(),
            Optional.empty(),
            role != Role.EXPORTED,
            role != Role.IMPORTED,
            Bump.MAJOR));
  }

  /** Something is there that was not: who must offer it now and does not is broken. */
  private void come(String path, Optional<String> text, Role role) {
    boolean breaksComponents = role != Role.IMPORTED;
    changes.add(
        new Change(
            path,
            Kind.ADDED,
            Optional.empty(),
            text,
            Optional.empty(),
            breaksComponents,
            role != Role.EXPORTED,
            breaksComponents ? Bump.MAJOR : Bump.MINOR));
  }

  private void changed(String path, Optional<String> was, Optional<String> is, String difference) {
    changes.add(
        new Change(path, Kind.CHANGED, was, is, Optional.of(difference), true, true, Bump.MAJOR));
  }

  private void quiet(String path, String reason, Bump bump) {
    changes.add(
        new Change(
            path,
            Kind.CHANGED,
            Optional.empty(),
            Optional.empty(),
            Optional.of(reason),
            false,
            false,
            bump));
  }

  private <T> void note(String path, T was, T is, String reason, Bump bump) {
    if (!was.equals(is)) {
      quiet(path, reason, bump);
    }
  }

  private void docs(String path, Docs was, Docs is) {
    note(path, was, is, "its documentation changed", Bump.PATCH);
  }

  private void stability(String path, Stability was, Stability is) {
    if (was.equals(is)) {
      return;
    }
    if (is instanceof Stability.Unstable(String feature, _)
        && !(was instanceof Stability.Unstable)) {
      changes.add(
          new Change(
              path,
              Kind.CHANGED,
              Optional.empty(),
              Optional.empty(),
              Optional.of("it is only there with the feature `" + feature + "` now"),
              true,
              true,
              Bump.MAJOR));
      return;
    }
    boolean stabilised = was instanceof Stability.Unstable && !(is instanceof Stability.Unstable);
    quiet(
        path,
        stabilised ? "it is no longer unstable" : "its gate changed",
        stabilised ? Bump.MINOR : Bump.PATCH);
  }
}
