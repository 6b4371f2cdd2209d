package dev.witj.wit.internal;

import dev.witj.wit.Function;
import dev.witj.wit.Interface;
import dev.witj.wit.InterfaceId;
import dev.witj.wit.Package;
import dev.witj.wit.PackageId;
import dev.witj.wit.Resolve;
import dev.witj.wit.Type;
import dev.witj.wit.TypeDef;
import dev.witj.wit.TypeId;
import dev.witj.wit.World;
import dev.witj.wit.WorldId;
import dev.witj.wit.WorldItem;
import dev.witj.wit.WorldKey;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Whether two resolves say the same. Packages, worlds, interfaces and named types are each other's
 * counterparts by their names, inline interfaces by their places in worlds; an anonymous type has
 * no identity and is compared by what it is.
 */
public final class Equivalence {
  private final Resolve one;
  private final Resolve other;
  private final Map<InterfaceId, InterfaceId> counterparts = new HashMap<>();
  private final Set<InterfaceId> taken = new HashSet<>();
  private final Set<Pair> pairs = new HashSet<>();

  /** Definitions that must still be compared: a list, because types may nest deep. */
  private final Deque<Pair> open = new ArrayDeque<>();

  private record Pair(TypeId one, TypeId other) {}

  private Equivalence(Resolve one, Resolve other) {
    this.one = one;
    this.other = other;
  }

  /** Whether two resolves say the same, wherever it stands and however it is numbered. */
  public static boolean holds(Resolve one, Resolve other) {
    return one.equals(other) || new Equivalence(one, other).holds();
  }

  private boolean holds() {
    Map<String, Package> there = new HashMap<>();
    other.packages().forEach(pkg -> there.put(pkg.name().toString(), pkg));
    Map<Package, Package> matched = new LinkedHashMap<>();
    for (Package pkg : one.packages()) {
      Package counterpart = there.get(pkg.name().toString());
      if (counterpart == null || !match(pkg, counterpart)) {
        return false;
      }
      matched.put(pkg, counterpart);
    }
    return there.size() == matched.size()
        && matched.entrySet().stream().allMatch(e -> sameWorlds(e.getKey(), e.getValue()))
        && counterparts.entrySet().stream()
            .allMatch(e -> same(one.get(e.getKey()), other.get(e.getValue())))
        && sameDefinitions();
  }

  // Counterparts

  private boolean match(Package of, Package counterpart) {
    return of.docs().equals(counterpart.docs())
        && all(of.interfaces(), counterpart.interfaces(), this::match)
        && all(of.worlds(), counterpart.worlds(), this::match);
  }

  private boolean match(WorldId of, WorldId counterpart) {
    World here = one.get(of);
    World there = other.get(counterpart);
    return all(items(one, here.imports()), items(other, there.imports()), this::match)
        && all(items(one, here.exports()), items(other, there.exports()), this::match);
  }

  private boolean match(WorldItem of, WorldItem counterpart) {
    return !(of instanceof WorldItem.OfInterface here)
        || (counterpart instanceof WorldItem.OfInterface there && match(here.id(), there.id()));
  }

  private boolean match(InterfaceId of, InterfaceId counterpart) {
    InterfaceId before = counterparts.putIfAbsent(of, counterpart);
    return before == null ? taken.add(counterpart) : before.equals(counterpart);
  }

  /** The items of a world by names that mean the same in both resolves. */
  private static Map<String, WorldItem> items(Resolve resolve, Map<WorldKey, WorldItem> items) {
    Map<String, WorldItem> named = new LinkedHashMap<>();
    items.forEach((key, item) -> named.put(resolve.name(key), item));
    return named;
  }

  // Contents

  private boolean sameWorlds(Package of, Package counterpart) {
    return all(
        of.worlds(), counterpart.worlds(), (here, there) -> same(one.get(here), other.get(there)));
  }

  private boolean same(World of, World counterpart) {
    return of.docs().equals(counterpart.docs())
        && of.stability().equals(counterpart.stability())
        && all(items(one, of.imports()), items(other, counterpart.imports()), this::same)
        && all(items(one, of.exports()), items(other, counterpart.exports()), this::same);
  }

  private boolean same(WorldItem of, WorldItem counterpart) {
    return switch (of) {
      // The interfaces have been found to be counterparts.
      case WorldItem.OfInterface here when counterpart instanceof WorldItem.OfInterface there ->
          here.docs().equals(there.docs())
              && here.stability().equals(there.stability())
              && here.externalId().equals(there.externalId());
      case WorldItem.OfFunction(Function here)
          when counterpart instanceof WorldItem.OfFunction(Function there) ->
          same(here, there);
      case WorldItem.OfType(TypeId here, _)
          when counterpart instanceof WorldItem.OfType(TypeId there, _) ->
          same(here, there);
      case WorldItem.OfInterface _, WorldItem.OfFunction _, WorldItem.OfType _ -> false;
    };
  }

  private boolean same(Interface of, Interface counterpart) {
    return of.name().equals(counterpart.name())
        && same(of.packageId(), counterpart.packageId())
        && of.docs().equals(counterpart.docs())
        && of.stability().equals(counterpart.stability())
        && both(of.cloneOf(), counterpart.cloneOf(), this::same)
        && all(of.types(), counterpart.types(), this::same)
        && all(of.functions(), counterpart.functions(), this::same);
  }

  private boolean same(PackageId of, PackageId counterpart) {
    return one.get(of).name().equals(other.get(counterpart).name());
  }

  private boolean same(InterfaceId of, InterfaceId counterpart) {
    return counterpart.equals(counterparts.get(of));
  }

  private boolean same(Function of, Function counterpart) {
    return of.name().equals(counterpart.name())
        && of.async() == counterpart.async()
        && same(of.kind(), counterpart.kind())
        && all(
            of.params(),
            counterpart.params(),
            (here, there) -> here.name().equals(there.name()) && same(here.type(), there.type()))
        && both(of.result(), counterpart.result(), this::same)
        && of.docs().equals(counterpart.docs())
        && of.stability().equals(counterpart.stability())
        && of.externalId().equals(counterpart.externalId());
  }

  private boolean same(Function.Kind of, Function.Kind counterpart) {
    return switch (of) {
      case Function.Kind.Freestanding() -> counterpart instanceof Function.Kind.Freestanding;
      case Function.Kind.Method(TypeId here) ->
          counterpart instanceof Function.Kind.Method(TypeId there) && same(here, there);
      case Function.Kind.Static(TypeId here) ->
          counterpart instanceof Function.Kind.Static(TypeId there) && same(here, there);
      case Function.Kind.Constructor(TypeId here) ->
          counterpart instanceof Function.Kind.Constructor(TypeId there) && same(here, there);
    };
  }

  // Types

  private boolean same(Type of, Type counterpart) {
    return switch (of) {
      case Type.Primitive primitive -> primitive.equals(counterpart);
      case Type.Ref(TypeId here) ->
          counterpart instanceof Type.Ref(TypeId there) && same(here, there);
    };
  }

  /** Takes two types for the same until their definitions are compared. */
  private boolean same(TypeId of, TypeId counterpart) {
    Pair pair = new Pair(of, counterpart);
    if (pairs.add(pair)) {
      open.add(pair);
    }
    return true;
  }

  private boolean sameDefinitions() {
    while (!open.isEmpty()) {
      Pair pair = open.remove();
      if (!same(one.get(pair.one()), other.get(pair.other()))) {
        return false;
      }
    }
    return true;
  }

  private boolean same(TypeDef of, TypeDef counterpart) {
    return of.name().equals(counterpart.name())
        && same(of.owner(), counterpart.owner())
        // The gate of an anonymous type is only that of whoever mentions it first.
        && (of.name().isEmpty() || of.stability().equals(counterpart.stability()))
        && of.docs().equals(counterpart.docs())
        && of.externalId().equals(counterpart.externalId())
        && same(of.kind(), counterpart.kind());
  }

  private boolean same(TypeDef.Owner of, TypeDef.Owner counterpart) {
    return switch (of) {
      case TypeDef.Owner.None() -> counterpart instanceof TypeDef.Owner.None;
      case TypeDef.Owner.OfInterface(InterfaceId here) ->
          counterpart instanceof TypeDef.Owner.OfInterface(InterfaceId there) && same(here, there);
      case TypeDef.Owner.OfWorld(WorldId here) ->
          counterpart instanceof TypeDef.Owner.OfWorld(WorldId there)
              && one.qualifiedName(here).equals(other.qualifiedName(there));
    };
  }

  private boolean same(TypeDef.Kind of, TypeDef.Kind counterpart) {
    return switch (of) {
      case TypeDef.Kind.Rec(var here) when counterpart instanceof TypeDef.Kind.Rec(var there) ->
          all(
              here,
              there,
              (x, y) ->
                  x.name().equals(y.name())
                      && x.docs().equals(y.docs())
                      && same(x.type(), y.type()));
      case TypeDef.Kind.Variant(var here)
          when counterpart instanceof TypeDef.Kind.Variant(var there) ->
          all(
              here,
              there,
              (x, y) ->
                  x.name().equals(y.name())
                      && x.docs().equals(y.docs())
                      && both(x.type(), y.type(), this::same));
      case TypeDef.Kind.Enumeration(var here)
          when counterpart instanceof TypeDef.Kind.Enumeration(var there) ->
          all(here, there, (x, y) -> x.name().equals(y.name()) && x.docs().equals(y.docs()));
      case TypeDef.Kind.Flags(var here) when counterpart instanceof TypeDef.Kind.Flags(var there) ->
          all(here, there, (x, y) -> x.name().equals(y.name()) && x.docs().equals(y.docs()));
      case TypeDef.Kind.Tuple(var here) when counterpart instanceof TypeDef.Kind.Tuple(var there) ->
          all(here, there, this::same);
      case TypeDef.Kind.Opt(Type here) when counterpart instanceof TypeDef.Kind.Opt(Type there) ->
          same(here, there);
      case TypeDef.Kind.Result(var ok, var err)
          when counterpart instanceof TypeDef.Kind.Result(var otherOk, var otherErr) ->
          both(ok, otherOk, this::same) && both(err, otherErr, this::same);
      case TypeDef.Kind.ListOf(Type here)
          when counterpart instanceof TypeDef.Kind.ListOf(Type there) ->
          same(here, there);
      case TypeDef.Kind.FixedListOf(Type here, int length)
          when counterpart instanceof TypeDef.Kind.FixedListOf(Type there, int otherLength) ->
          length == otherLength && same(here, there);
      case TypeDef.Kind.MapOf(Type key, Type value)
          when counterpart instanceof TypeDef.Kind.MapOf(Type otherKey, Type otherValue) ->
          same(key, otherKey) && same(value, otherValue);
      case TypeDef.Kind.Future(var here)
          when counterpart instanceof TypeDef.Kind.Future(var there) ->
          both(here, there, this::same);
      case TypeDef.Kind.Stream(var here)
          when counterpart instanceof TypeDef.Kind.Stream(var there) ->
          both(here, there, this::same);
      case TypeDef.Kind.Handle(TypeId here, boolean own)
          when counterpart instanceof TypeDef.Kind.Handle(TypeId there, boolean otherOwn) ->
          own == otherOwn && same(here, there);
      case TypeDef.Kind.Alias(Type here)
          when counterpart instanceof TypeDef.Kind.Alias(Type there) ->
          same(here, there);
      case TypeDef.Kind.Resource() -> counterpart instanceof TypeDef.Kind.Resource;
      case TypeDef.Kind.Nominal _, TypeDef.Kind.Structural _ -> false;
    };
  }

  // Collections

  private static <T> boolean all(
      List<T> here, List<T> there, BiPredicate<? super T, ? super T> same) {
    if (here.size() != there.size()) {
      return false;
    }
    for (int i = 0; i < here.size(); i++) {
      if (!same.test(here.get(i), there.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static <T> boolean all(
      Map<String, T> here, Map<String, T> there, BiPredicate<? super T, ? super T> same) {
    if (!here.keySet().equals(there.keySet())) {
      return false;
    }
    for (Map.Entry<String, T> entry : here.entrySet()) {
      T counterpart = there.get(entry.getKey());
      if (counterpart == null || !same.test(entry.getValue(), counterpart)) {
        return false;
      }
    }
    return true;
  }

  private static <T> boolean both(
      Optional<T> here, Optional<T> there, BiPredicate<? super T, ? super T> same) {
    return here.isPresent() == there.isPresent()
        && (here.isEmpty() || same.test(here.get(), there.get()));
  }
}
