package dev.witj.wit.internal;

import dev.witj.diagnostics.Diagnostics;
import dev.witj.diagnostics.Span;
import dev.witj.wit.Docs;
import dev.witj.wit.Function;
import dev.witj.wit.InterfaceId;
import dev.witj.wit.Package;
import dev.witj.wit.PackageId;
import dev.witj.wit.Resolve;
import dev.witj.wit.ResolveBuilder;
import dev.witj.wit.ResolveBuilder.InterfaceDraft;
import dev.witj.wit.ResolveBuilder.PackageDraft;
import dev.witj.wit.ResolveBuilder.WorldDraft;
import dev.witj.wit.Stability;
import dev.witj.wit.Type;
import dev.witj.wit.TypeDef;
import dev.witj.wit.TypeId;
import dev.witj.wit.WitCode;
import dev.witj.wit.World;
import dev.witj.wit.WorldId;
import dev.witj.wit.WorldItem;
import dev.witj.wit.WorldKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Adds one resolve to another.
 *
 * <p>First what both have is paired by name and compared. Interfaces may each have types and
 * functions that the other has not, and the result has them all; worlds have to be the same,
 * because an added import or export would change what a component of that world is. Then all that
 * has no pair is copied. At last the packages are sorted again, since a package that was there may
 * now use one that came later.
 */
public final class Merger {
  private final ResolveBuilder into;
  private final Resolve from;
  private final Diagnostics errors = new Diagnostics();
  private final Map<PackageId, PackageId> packages = new HashMap<>();
  private final Map<InterfaceId, InterfaceId> interfaces = new HashMap<>();
  private final Map<WorldId, WorldId> worlds = new HashMap<>();
  private final Map<TypeId, TypeId> types = new HashMap<>();

  private Merger(ResolveBuilder into, Resolve from) {
    this.into = into;
    this.from = from;
  }

  /**
   * Both resolves as one.
   *
   * @throws dev.witj.diagnostics.DiagnosticException if they hold different things under one name
   */
  public static Resolve merge(Resolve into, Resolve from) {
    return merge(new ResolveBuilder(into), from).freeze();
  }

  static ResolveBuilder merge(ResolveBuilder into, Resolve from) {
    Merger merger = new Merger(into, from);
    merger.pair();
    merger.errors.throwIfErrors();
    boolean overlap = !merger.packages.isEmpty();
    merger.copy();
    return overlap ? new Resorter(into).sorted() : into;
  }

  // Pairing: everything is paired by name before anything is compared

  private void pair() {
    for (int i = 0; i < from.packages().size(); i++) {
      Package of = from.packages().get(i);
      @Nullable PackageId existing = into.find(of.name()).orElse(null);
      if (existing != null) {
        packages.put(new PackageId(i), existing);
        PackageDraft draft = into.get(existing);
        of.interfaces()
            .forEach(
                (name, id) -> {
                  InterfaceId known = draft.interfaces().get(name);
                  if (known != null) {
                    pair(id, known);
                  }
                });
      }
    }
    packages.forEach(
        (id, existing) -> {
          PackageDraft draft = into.get(existing);
          from.get(id)
              .worlds()
              .forEach(
                  (name, world) -> {
                    WorldId known = draft.worlds().get(name);
                    if (known != null) {
                      pair(world, known);
                    }
                  });
        });
    Map<TypeId, TypeId> named = new HashMap<>(types);
    named.forEach(this::compare);
    interfaces.forEach(this::compare);
    worlds.forEach(this::compare);
  }

  private void pair(InterfaceId id, InterfaceId existing) {
    interfaces.put(id, existing);
    Map<String, TypeId> known = into.get(existing).types();
    from.get(id)
        .types()
        .forEach(
            (name, type) -> {
              TypeId twin = known.get(name);
              if (twin != null) {
                types.put(type, twin);
              }
            });
  }

  private void pair(WorldId id, WorldId existing) {
    worlds.put(id, existing);
    WorldDraft draft = into.get(existing);
    pair(from.get(id).imports(), draft.imports(), existing, "import");
    pair(from.get(id).exports(), draft.exports(), existing, "export");
  }

  private void pair(
      Map<WorldKey, WorldItem> items,
      Map<WorldKey, WorldItem> known,
      WorldId world,
      String direction) {
    Set<WorldKey> missing = new LinkedHashSet<>(known.keySet());
    items.forEach(
        (key, item) -> {
          WorldKey mapped = twin(key);
          WorldItem twin = known.get(mapped);
          missing.remove(mapped);
          if (twin == null) {
            reportWorld(world, direction, from.name(key), WorldExpander.span(item));
          } else if (item instanceof WorldItem.OfType(TypeId type, _)
              && twin instanceof WorldItem.OfType(TypeId twinType, _)) {
            types.put(type, twinType);
          } else if (key instanceof WorldKey.Name
              && item instanceof WorldItem.OfInterface of
              && twin instanceof WorldItem.OfInterface twinOf
              && from.get(of.id()).name().isEmpty()
              && into.get(twinOf.id()).name().isEmpty()) {
            pair(of.id(), twinOf.id());
          }
        });
    for (WorldKey key : missing) {
      WorldItem item = known.get(key);
      if (item != null) {
        reportWorld(world, direction, into.name(key), WorldExpander.span(item));
      }
    }
  }

  private WorldKey twin(WorldKey key) {
    if (!(key instanceof WorldKey.Id(InterfaceId id))) {
      return key;
    }
    InterfaceId twin = interfaces.get(id);
    // An interface without a twin has a name that no plain name equals.
    return twin == null ? new WorldKey.Name(from.name(key)) : new WorldKey.Id(twin);
  }

  private void reportWorld(WorldId world, String direction, String name, Span span) {
    errors.report(
        WitCode.MERGE_WORLD_CONFLICT
            .error(
                into.get(world).name(),
                into.get(into.get(world).packageId()).name(),
                direction,
                name)
            .at(span));
  }

  // Comparing

  private void compare(TypeId id, TypeId twin) {
    TypeDef a = from.get(id);
    TypeDef b = into.get(twin);
    if (!same(a.kind(), b.kind())) {
      conflict("type", a.name().orElse(""), a.span(), b.span());
    }
  }

  private void compare(InterfaceId id, InterfaceId twin) {
    Map<String, Function> known = into.get(twin).functions();
    from.get(id)
        .functions()
        .forEach(
            (name, function) -> {
              Function other = known.get(name);
              if (other != null) {
                compare(function, other);
              }
            });
  }

  private void compare(WorldId id, WorldId twin) {
    World world = from.get(id);
    WorldDraft draft = into.get(twin);
    compare(world.imports(), draft.imports());
    compare(world.exports(), draft.exports());
  }

  private void compare(Map<WorldKey, WorldItem> items, Map<WorldKey, WorldItem> known) {
    items.forEach(
        (key, item) -> {
          WorldItem twin = known.get(twin(key));
          if (twin == null) {
            return; // reported while pairing
          }
          boolean same =
              switch (item) {
                case WorldItem.OfInterface of ->
                    twin instanceof WorldItem.OfInterface other
                        && other.id().equals(interfaces.get(of.id()));
                case WorldItem.OfType _ -> twin instanceof WorldItem.OfType;
                case WorldItem.OfFunction(Function function) ->
                    twin instanceof WorldItem.OfFunction(Function other) && same(function, other);
              };
          if (!same) {
            conflict("item", from.name(key), WorldExpander.span(item), WorldExpander.span(twin));
          }
        });
  }

  private void compare(Function a, Function b) {
    if (!same(a, b)) {
      conflict("function", a.name(), a.span(), b.span());
    }
  }

  private void conflict(String what, String name, Span a, Span b) {
    errors.report(WitCode.MERGE_CONFLICT.error(what, name).at(a).with(b, "the other is here"));
  }

  private boolean same(Function a, Function b) {
    if (a.async() != b.async()
        || a.params().size() != b.params().size()
        || !a.kind().getClass().equals(b.kind().getClass())) {
      return false;
    }
    for (int i = 0; i < a.params().size(); i++) {
      if (!a.params().get(i).name().equals(b.params().get(i).name())
          || !same(a.params().get(i).type(), b.params().get(i).type())) {
        return false;
      }
    }
    return same(a.result(), b.result());
  }

  private boolean same(Optional<Type> a, Optional<Type> b) {
    return a.isPresent() == b.isPresent() && (a.isEmpty() || same(a.get(), b.get()));
  }

  private boolean same(Type a, Type b) {
    if (!(a instanceof Type.Ref(TypeId id)) || !(b instanceof Type.Ref(TypeId twin))) {
      return a.equals(b);
    }
    return same(id, twin);
  }

  /** Named types are the same if they were paired, anonymous ones if they are made the same way. */
  private boolean same(TypeId id, TypeId twin) {
    TypeId known = types.get(id);
    if (known != null) {
      return known.equals(twin);
    }
    TypeDef a = from.get(id);
    if (!(a.owner() instanceof TypeDef.Owner.None) || !same(a.kind(), into.get(twin).kind())) {
      return false;
    }
    types.put(id, twin);
    return true;
  }

  private boolean same(TypeDef.Kind a, TypeDef.Kind b) {
    return switch (a) {
      case TypeDef.Kind.Rec(List<TypeDef.Field> fields) ->
          b instanceof TypeDef.Kind.Rec(List<TypeDef.Field> others)
              && all(
                  fields, others, (x, y) -> x.name().equals(y.name()) && same(x.type(), y.type()));
      case TypeDef.Kind.Variant(List<TypeDef.Case> cases) ->
          b instanceof TypeDef.Kind.Variant(List<TypeDef.Case> others)
              && all(
                  cases, others, (x, y) -> x.name().equals(y.name()) && same(x.type(), y.type()));
      case TypeDef.Kind.Enumeration(List<TypeDef.EnumCase> cases) ->
          b instanceof TypeDef.Kind.Enumeration(List<TypeDef.EnumCase> others)
              && all(cases, others, (x, y) -> x.name().equals(y.name()));
      case TypeDef.Kind.Flags(List<TypeDef.Flag> flags) ->
          b instanceof TypeDef.Kind.Flags(List<TypeDef.Flag> others)
              && all(flags, others, (x, y) -> x.name().equals(y.name()));
      case TypeDef.Kind.Tuple(List<Type> elements) ->
          b instanceof TypeDef.Kind.Tuple(List<Type> others) && all(elements, others, this::same);
      case TypeDef.Kind.Opt(Type type) ->
          b instanceof TypeDef.Kind.Opt(Type other) && same(type, other);
      case TypeDef.Kind.Result(Optional<Type> ok, Optional<Type> err) ->
          b instanceof TypeDef.Kind.Result(Optional<Type> otherOk, Optional<Type> otherErr)
              && same(ok, otherOk)
              && same(err, otherErr);
      case TypeDef.Kind.ListOf(Type element) ->
          b instanceof TypeDef.Kind.ListOf(Type other) && same(element, other);
      case TypeDef.Kind.FixedListOf(Type element, int length) ->
          b instanceof TypeDef.Kind.FixedListOf(Type other, int otherLength)
              && length == otherLength
              && same(element, other);
      case TypeDef.Kind.MapOf(Type key, Type value) ->
          b instanceof TypeDef.Kind.MapOf(Type otherKey, Type otherValue)
              && same(key, otherKey)
              && same(value, otherValue);
      case TypeDef.Kind.Future(Optional<Type> payload) ->
          b instanceof TypeDef.Kind.Future(Optional<Type> other) && same(payload, other);
      case TypeDef.Kind.Stream(Optional<Type> element) ->
          b instanceof TypeDef.Kind.Stream(Optional<Type> other) && same(element, other);
      case TypeDef.Kind.Resource() -> b instanceof TypeDef.Kind.Resource;
      case TypeDef.Kind.Handle(TypeId resource, boolean own) ->
          b instanceof TypeDef.Kind.Handle(TypeId other, boolean otherOwn)
              && own == otherOwn
              && same(resource, other);
      case TypeDef.Kind.Alias(Type target) ->
          b instanceof TypeDef.Kind.Alias(Type other) && same(target, other);
    };
  }

  private static <T> boolean all(List<T> a, List<T> b, BiPredicate<T, T> same) {
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      if (!same.test(a.get(i), b.get(i))) {
        return false;
      }
    }
    return true;
  }

  // Copying

  private void copy() {
    Set<InterfaceId> oldInterfaces = new HashSet<>(interfaces.keySet());
    Set<WorldId> oldWorlds = new HashSet<>(worlds.keySet());
    for (int i = 0; i < from.packages().size(); i++) {
      Package of = from.packages().get(i);
      PackageId id = packages.computeIfAbsent(new PackageId(i), _ -> into.add(of.name()));
      PackageDraft draft = into.get(id);
      draft.setDocs(merged(draft.docs(), of.docs()));
    }
    for (int i = 0; i < from.interfaces().size(); i++) {
      InterfaceId id = new InterfaceId(i);
      if (!interfaces.containsKey(id)) {
        var of = from.get(id);
        InterfaceDraft draft =
            new InterfaceDraft(
                of.name(), map(of.packageId()), of.docs(), of.stability(), of.span());
        draft.setCloneOf(of.cloneOf().map(interfaces::get));
        InterfaceId added = into.add(draft);
        interfaces.put(id, added);
        if (draft.cloneOf().isEmpty()) {
          of.name().ifPresent(name -> into.get(draft.packageId()).interfaces().put(name, added));
        }
      }
    }
    for (int i = 0; i < from.worlds().size(); i++) {
      WorldId id = new WorldId(i);
      if (!worlds.containsKey(id)) {
        World of = from.get(id);
        WorldDraft draft =
            new WorldDraft(of.name(), map(of.packageId()), of.docs(), of.stability(), of.span());
        WorldId added = into.add(draft);
        worlds.put(id, added);
        into.get(draft.packageId()).worlds().put(of.name(), added);
      }
    }
    copyTypes();
    for (int i = 0; i < from.interfaces().size(); i++) {
      copy(new InterfaceId(i), oldInterfaces.contains(new InterfaceId(i)));
    }
    for (int i = 0; i < from.worlds().size(); i++) {
      copy(new WorldId(i), oldWorlds.contains(new WorldId(i)));
    }
  }

  private void copyTypes() {
    for (int i = 0; i < from.types().size(); i++) {
      TypeId id = new TypeId(i);
      TypeDef of = from.get(id);
      TypeId twin = types.get(id);
      if (twin != null) {
        TypeDef old = into.get(twin);
        into.set(
            twin,
            new TypeDef(
                old.name(),
                old.kind(),
                old.owner(),
                merged(old.docs(), of.docs()),
                merged(old.stability(), of.stability(), of.span()),
                old.externalId().or(of::externalId),
                old.span()));
        continue;
      }
      types.put(
          id,
          into.add(
              new TypeDef(
                  of.name(),
                  of.kind().map(this::map, this::map),
                  switch (of.owner()) {
                    case TypeDef.Owner.None() -> of.owner();
                    case TypeDef.Owner.OfWorld(WorldId world) ->
                        new TypeDef.Owner.OfWorld(map(world));
                    case TypeDef.Owner.OfInterface(InterfaceId owner) ->
                        new TypeDef.Owner.OfInterface(map(owner));
                  },
                  of.docs(),
                  of.stability(),
                  of.externalId(),
                  of.span())));
    }
  }

  private void copy(InterfaceId id, boolean existed) {
    var of = from.get(id);
    InterfaceDraft draft = into.get(map(id));
    if (existed) {
      draft.setDocs(merged(draft.docs(), of.docs()));
      draft.setStability(merged(draft.stability(), of.stability(), of.span()));
    }
    of.types().forEach((name, type) -> draft.types().putIfAbsent(name, map(type)));
    of.functions()
        .forEach(
            (name, function) ->
                draft.functions().merge(name, map(function), (old, _) -> merged(old, function)));
  }

  private void copy(WorldId id, boolean existed) {
    World of = from.get(id);
    WorldDraft draft = into.get(map(id));
    if (existed) {
      draft.setDocs(merged(draft.docs(), of.docs()));
      draft.setStability(merged(draft.stability(), of.stability(), of.span()));
    }
    of.imports().forEach((key, item) -> copy(key, item, draft.imports()));
    of.exports().forEach((key, item) -> copy(key, item, draft.exports()));
  }

  private void copy(WorldKey key, WorldItem item, Map<WorldKey, WorldItem> items) {
    items.merge(map(key), map(item), this::merged);
  }

  private WorldItem merged(WorldItem old, WorldItem other) {
    if (old instanceof WorldItem.OfInterface a && other instanceof WorldItem.OfInterface b) {
      return new WorldItem.OfInterface(
          a.id(),
          merged(a.docs(), b.docs()),
          merged(a.stability(), b.stability(), b.span()),
          a.externalId().or(b::externalId),
          a.span());
    }
    if (old instanceof WorldItem.OfFunction(Function a)
        && other instanceof WorldItem.OfFunction(Function b)) {
      return new WorldItem.OfFunction(merged(a, b));
    }
    return old;
  }

  private Function merged(Function old, Function other) {
    return new Function(
        old.name(),
        old.kind(),
        old.async(),
        old.params(),
        old.result(),
        merged(old.docs(), other.docs()),
        merged(old.stability(), other.stability(), other.span()),
        old.externalId().or(other::externalId),
        old.span());
  }

  private static Docs merged(Docs old, Docs other) {
    return old.contents().isPresent() ? old : other;
  }

  private Stability merged(Stability old, Stability other, Span span) {
    if (other.isUnknown() || old.equals(other)) {
      return old;
    }
    if (!old.isUnknown()) {
      throw WitCode.STABILITY_MISMATCH.error().at(span).toException();
    }
    return other;
  }

  // Ids

  private PackageId map(PackageId id) {
    return known(packages.get(id));
  }

  private InterfaceId map(InterfaceId id) {
    return known(interfaces.get(id));
  }

  private WorldId map(WorldId id) {
    return known(worlds.get(id));
  }

  private TypeId map(TypeId id) {
    return known(types.get(id));
  }

  private static <T> T known(@Nullable T id) {
    if (id == null) {
      throw new IllegalStateException("an entry refers to one that comes after it");
    }
    return id;
  }

  private Type map(Type type) {
    return type instanceof Type.Ref(TypeId id) ? new Type.Ref(map(id)) : type;
  }

  private WorldKey map(WorldKey key) {
    return key instanceof WorldKey.Id(InterfaceId id) ? new WorldKey.Id(map(id)) : key;
  }

  private WorldItem map(WorldItem item) {
    return switch (item) {
      case WorldItem.OfInterface of ->
          new WorldItem.OfInterface(
              map(of.id()), of.docs(), of.stability(), of.externalId(), of.span());
      case WorldItem.OfType(TypeId id, Span span) -> new WorldItem.OfType(map(id), span);
      case WorldItem.OfFunction(Function function) -> new WorldItem.OfFunction(map(function));
    };
  }

  private Function map(Function of) {
    return new Function(
        of.name(),
        switch (of.kind()) {
          case Function.Kind.Freestanding() -> of.kind();
          case Function.Kind.Method(TypeId id) -> new Function.Kind.Method(map(id));
          case Function.Kind.Static(TypeId id) -> new Function.Kind.Static(map(id));
          case Function.Kind.Constructor(TypeId id) -> new Function.Kind.Constructor(map(id));
        },
        of.async(),
        of.params().stream()
            .map(param -> new Function.Param(param.name(), map(param.type()), param.span()))
            .toList(),
        of.result().map(this::map),
        of.docs(),
        of.stability(),
        of.externalId(),
        of.span());
  }
}
