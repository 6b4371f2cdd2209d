package dev.witj.wit;

import dev.witj.names.Version;
import dev.witj.wit.WitDiff.Bump;
import dev.witj.wit.WitDiff.Change;
import dev.witj.wit.WitDiff.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

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

  private final Side before;
  private final Side after;
  private final TypeComparison types;
  private final List<Change> changes = new ArrayList<>();

  WitComparison(Resolve before, Resolve after) {
    this.before = new Side(before);
    this.after = new Side(after);
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

  /** One of the two resolves. */
  static final class Side {
    final Resolve resolve;
    PackageId home = new PackageId(0);

    /** What stands for inline interfaces, which have no name of their own. */
    private final Map<InterfaceId, String> labels = new LinkedHashMap<>();

    Side(Resolve resolve) {
      this.resolve = resolve;
    }

    void label(World world) {
      for (SequencedMap<WorldKey, WorldItem> items : List.of(world.imports(), world.exports())) {
        items.forEach(
            (key, item) -> {
              if (item instanceof WorldItem.OfInterface of
                  && resolve.get(of.id()).name().isEmpty()) {
                labels.put(of.id(), world.name() + "/" + resolve.name(key));
              }
            });
      }
    }

    void roles(Package of, InterfaceId id, Set<Role> into) {
      for (WorldId world : of.worlds().values()) {
        if (uses(resolve.get(world).imports(), id)) {
          into.add(Role.IMPORTED);
        }
        if (uses(resolve.get(world).exports(), id)) {
          into.add(Role.EXPORTED);
        }
      }
    }

    private static boolean uses(SequencedMap<WorldKey, WorldItem> items, InterfaceId id) {
      return items.values().stream()
          .anyMatch(item -> item instanceof WorldItem.OfInterface of && of.id().equals(id));
    }

    /** The items under names in which versions that do not matter are left out. */
    SequencedMap<String, WorldItem> named(SequencedMap<WorldKey, WorldItem> items) {
      SequencedMap<String, WorldItem> named = new LinkedHashMap<>();
      items.forEach(
          (key, item) -> {
            String name =
                switch (key) {
                  case WorldKey.Name(String plain) -> plain;
                  case WorldKey.Id(InterfaceId id) -> identity(id);
                };
            // Two patch versions of one interface: both stay, told apart by their full names.
            if (named.containsKey(name)) {
              name = resolve.name(key);
            }
            named.put(name, item);
          });
      return named;
    }

    /** What makes an interface the same one in another version of the text. */
    String identity(InterfaceId id) {
      Interface of = resolve.get(id);
      if (of.name().isEmpty()) {
        return labels.getOrDefault(id, "interface");
      }
      PackageName name = resolve.get(of.packageId()).name();
      Optional<Version> version = of.packageId().equals(home) ? Optional.empty() : name.version();
      return name.withoutVersion()
          + "/"
          + of.name().get()
          + version.map(v -> "@" + v.track()).orElse("");
    }

    String identity(TypeDef type) {
      String name = type.name().orElse("");
      return switch (type.owner()) {
        case TypeDef.Owner.None() -> name;
        case TypeDef.Owner.OfWorld _ -> name;
        case TypeDef.Owner.OfInterface(InterfaceId id) -> identity(id) + "." + name;
      };
    }

    /** What a type is: a primitive, or a definition that is no alias. */
    Type behindAliases(Type type) {
      Type at = type;
      while (at instanceof Type.Ref(TypeId id)
          && resolve.get(id).kind() instanceof TypeDef.Kind.Alias(Type target)) {
        at = target;
      }
      return at;
    }

    Optional<String> itemText(WorldItem item) {
      return switch (item) {
        case WorldItem.OfInterface _ -> Optional.empty();
        case WorldItem.OfFunction(Function function) -> Optional.of(text(function));
        case WorldItem.OfType of -> Optional.of(text(of.id()));
      };
    }

    /** What a message calls a function. */
    String name(Function function) {
      String owner =
          function.resource().flatMap(id -> resolve.get(id).name()).map(r -> r + ".").orElse("");
      return function.kind() instanceof Function.Kind.Constructor
          ? "constructor " + function.itemName()
          : "func " + owner + function.itemName();
    }

    String text(TypeId id) {
      return WitPrinter.definition(resolve, home, id);
    }

    String text(Function function) {
      return WitPrinter.function(resolve, home, function);
    }

    String text(Type type) {
      return WitPrinter.type(resolve, home, type);
    }

    /** A definition with all its documentation, to see whether that changed. */
    List<Docs> documented(TypeId id) {
      TypeDef type = resolve.get(id);
      List<Docs> all = new ArrayList<>(List.of(type.docs()));
      switch (type.kind()) {
        case TypeDef.Kind.Rec(List<TypeDef.Field> fields) ->
            fields.forEach(field -> all.add(field.docs()));
        case TypeDef.Kind.Variant(List<TypeDef.Case> cases) ->
            cases.forEach(one -> all.add(one.docs()));
        case TypeDef.Kind.Enumeration(List<TypeDef.EnumCase> cases) ->
            cases.forEach(one -> all.add(one.docs()));
        case TypeDef.Kind.Flags(List<TypeDef.Flag> flags) ->
            flags.forEach(flag -> all.add(flag.docs()));
        case TypeDef.Kind.Tuple _,
            TypeDef.Kind.Opt _,
            TypeDef.Kind.Result _,
            TypeDef.Kind.ListOf _,
            TypeDef.Kind.FixedListOf _,
            TypeDef.Kind.MapOf _,
            TypeDef.Kind.Future _,
            TypeDef.Kind.Stream _,
            TypeDef.Kind.Resource _,
            TypeDef.Kind.Handle _,
            TypeDef.Kind.Alias _ -> {}
      }
      return all;
    }
  }

  /** Compares types by structure; the answer is the first difference. */
  private static final class TypeComparison {
    private static final int MAX_DEPTH = 500;

    private record Pair(TypeId before, TypeId after) {}

    private final Side before;
    private final Side after;

    /** Types are trees over shared definitions: each pair is compared once. */
    private final Map<Pair, Optional<String>> known = new LinkedHashMap<>();

    private int depth;

    TypeComparison(Side before, Side after) {
      this.before = before;
      this.after = after;
    }

    Optional<String> difference(Function was, Function is) {
      if (was.async() != is.async()) {
        return Optional.of(is.async() ? "it is async now" : "it is no longer async");
      }
      return parts(
              "parameter",
              was.params(),
              is.params(),
              Function.Param::name,
              (a, b) -> difference(a.type(), b.type()))
          .or(() -> optional("result", was.result(), is.result()));
    }

    /** Compares what two definitions say, where the same name alone is no answer. */
    Optional<String> differenceOfDefinitions(TypeId was, TypeId is) {
      if (before.resolve.get(was).kind() instanceof TypeDef.Kind.Alias(Type old)
          && after.resolve.get(is).kind() instanceof TypeDef.Kind.Alias(Type now)) {
        return difference(old, now);
      }
      return structural(new Type.Ref(was), new Type.Ref(is));
    }

    /**
     * Compares two types where they are mentioned. Definitions of one name in one place are the
     * same here: if they differ, that is a change of its own.
     */
    Optional<String> difference(Type was, Type is) {
      if (was instanceof Type.Ref(TypeId a) && is instanceof Type.Ref(TypeId b)) {
        TypeDef old = before.resolve.get(a);
        TypeDef now = after.resolve.get(b);
        if (old.name().isPresent()
            && now.name().isPresent()
            && before.identity(old).equals(after.identity(now))) {
          return Optional.empty();
        }
      }
      return structural(was, is);
    }

    private Optional<String> structural(Type was, Type is) {
      Type old = before.behindAliases(was);
      Type now = after.behindAliases(is);
      if (!(old instanceof Type.Ref(TypeId a)) || !(now instanceof Type.Ref(TypeId b))) {
        return old.equals(now) ? Optional.empty() : other(was, is);
      }
      Pair pair = new Pair(a, b);
      Optional<String> answer = known.get(pair);
      if (answer == null) {
        // Only renamed definitions are followed, each once; a long chain of them is not worth it.
        answer = depth < MAX_DEPTH ? descend(a, b) : other(was, is);
        known.put(pair, answer);
      }
      return answer;
    }

    private Optional<String> descend(TypeId was, TypeId is) {
      depth++;
      Optional<String> answer = kinds(was, is);
      depth--;
      return answer;
    }

    private Optional<String> kinds(TypeId was, TypeId is) {
      TypeDef old = before.resolve.get(was);
      TypeDef now = after.resolve.get(is);
      return switch (old.kind()) {
        case TypeDef.Kind.Rec(var a) when now.kind() instanceof TypeDef.Kind.Rec(var b) ->
            parts("field", a, b, TypeDef.Field::name, (x, y) -> difference(x.type(), y.type()));
        case TypeDef.Kind.Variant(var a) when now.kind() instanceof TypeDef.Kind.Variant(var b) ->
            parts(
                "case",
                a,
                b,
                TypeDef.Case::name,
                (x, y) -> optional("payload", x.type(), y.type()));
        case TypeDef.Kind.Enumeration(var a)
            when now.kind() instanceof TypeDef.Kind.Enumeration(var b) ->
            parts("case", a, b, TypeDef.EnumCase::name, (_, _) -> Optional.empty());
        case TypeDef.Kind.Flags(var a) when now.kind() instanceof TypeDef.Kind.Flags(var b) ->
            parts("flag", a, b, TypeDef.Flag::name, (_, _) -> Optional.empty());
        case TypeDef.Kind.Tuple(var a) when now.kind() instanceof TypeDef.Kind.Tuple(var b) ->
            tuples(a, b);
        case TypeDef.Kind.Opt(Type a) when now.kind() instanceof TypeDef.Kind.Opt(Type b) ->
            within("option", difference(a, b));
        case TypeDef.Kind.Result(var okA, var errA)
            when now.kind() instanceof TypeDef.Kind.Result(var okB, var errB) ->
            optional("ok", okA, okB).or(() -> optional("error", errA, errB));
        case TypeDef.Kind.ListOf(Type a) when now.kind() instanceof TypeDef.Kind.ListOf(Type b) ->
            within("element", difference(a, b));
        case TypeDef.Kind.FixedListOf(Type a, int n)
            when now.kind() instanceof TypeDef.Kind.FixedListOf(Type b, int m) ->
            n == m ? within("element", difference(a, b)) : other(was, is);
        case TypeDef.Kind.MapOf(Type keyA, Type valueA)
            when now.kind() instanceof TypeDef.Kind.MapOf(Type keyB, Type valueB) ->
            within("key", difference(keyA, keyB))
                .or(() -> within("value", difference(valueA, valueB)));
        case TypeDef.Kind.Future(var a) when now.kind() instanceof TypeDef.Kind.Future(var b) ->
            optional("payload", a, b);
        case TypeDef.Kind.Stream(var a) when now.kind() instanceof TypeDef.Kind.Stream(var b) ->
            optional("element", a, b);
        case TypeDef.Kind.Handle(TypeId a, boolean own)
            when now.kind() instanceof TypeDef.Kind.Handle(TypeId b, boolean nowOwn) ->
            own == nowOwn ? difference(new Type.Ref(a), new Type.Ref(b)) : other(was, is);
        case TypeDef.Kind.Resource()
            when now.kind() instanceof TypeDef.Kind.Resource()
                && before.identity(old).equals(after.identity(now)) ->
            Optional.empty();
        case TypeDef.Kind.Rec _,
            TypeDef.Kind.Variant _,
            TypeDef.Kind.Enumeration _,
            TypeDef.Kind.Flags _,
            TypeDef.Kind.Tuple _,
            TypeDef.Kind.Opt _,
            TypeDef.Kind.Result _,
            TypeDef.Kind.ListOf _,
            TypeDef.Kind.FixedListOf _,
            TypeDef.Kind.MapOf _,
            TypeDef.Kind.Future _,
            TypeDef.Kind.Stream _,
            TypeDef.Kind.Resource _,
            TypeDef.Kind.Handle _,
            TypeDef.Kind.Alias _ ->
            other(was, is);
      };
    }

    private Optional<String> other(TypeId was, TypeId is) {
      return other(new Type.Ref(was), new Type.Ref(is));
    }

    private Optional<String> other(Type was, Type is) {
      String old = before.text(was);
      String now = after.text(is);
      return Optional.of(
          old.equals(now)
              ? "`" + old + "` is another type now"
              : "`" + old + "` became `" + now + "`");
    }

    private Optional<String> tuples(List<Type> was, List<Type> is) {
      if (was.size() != is.size()) {
        return Optional.of("a tuple of " + was.size() + " became one of " + is.size());
      }
      for (int i = 0; i < was.size(); i++) {
        Optional<String> difference = difference(was.get(i), is.get(i));
        if (difference.isPresent()) {
          return within("item " + i, difference);
        }
      }
      return Optional.empty();
    }

    private Optional<String> optional(String what, Optional<Type> was, Optional<Type> is) {
      if (was.isPresent() && is.isPresent()) {
        return within(what, difference(was.get(), is.get()));
      }
      if (was.isEmpty() && is.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          was.map(type -> what + " `" + before.text(type) + "` was removed")
              .orElseGet(() -> what + " `" + after.text(is.orElseThrow()) + "` was added"));
    }

    /** Parts in order, each with a name: all of it belongs to the type. */
    private static <T> Optional<String> parts(
        String what,
        List<T> was,
        List<T> is,
        java.util.function.Function<T, String> name,
        BiFunction<T, T, Optional<String>> inner) {
      List<String> old = was.stream().map(name).toList();
      List<String> now = is.stream().map(name).toList();
      if (!old.equals(now)) {
        Set<String> more = new LinkedHashSet<>(now);
        old.forEach(more::remove);
        Set<String> fewer = new LinkedHashSet<>(old);
        now.forEach(fewer::remove);
        if (more.size() == 1 && fewer.size() == 1) {
          return Optional.of(
              what + " `" + fewer.iterator().next() + "` became `" + more.iterator().next() + "`");
        }
        if (!fewer.isEmpty()) {
          return Optional.of(what + " `" + fewer.iterator().next() + "` was removed");
        }
        if (!more.isEmpty()) {
          return Optional.of(what + " `" + more.iterator().next() + "` was added");
        }
        return Optional.of("the order of its " + what + "s changed");
      }
      for (int i = 0; i < was.size(); i++) {
        Optional<String> difference = inner.apply(was.get(i), is.get(i));
        if (difference.isPresent()) {
          return within(what + " `" + old.get(i) + "`", difference);
        }
      }
      return Optional.empty();
    }

    private static Optional<String> within(String where, Optional<String> difference) {
      return difference.map(text -> where + ": " + text);
    }
  }
}
