package dev.witj.wit;

import dev.witj.wit.internal.Equivalence;
import dev.witj.wit.internal.Merger;
import java.util.Optional;

/**
 * What WIT means: all packages of a run with their worlds, interfaces and types. Entries refer to
 * each other by id; what an entry depends on stands before it in its arena.
 *
 * <p>Two resolves are equal only if their spans are; {@link #isEquivalentTo} compares what they
 * say.
 */
public record Resolve(
    Arena<Package> packages,
    Arena<World> worlds,
    Arena<Interface> interfaces,
    Arena<TypeDef> types) {

  /** The package with this id. */
  public Package get(PackageId id) {
    return packages.get(id.index());
  }

  /** The world with this id. */
  public World get(WorldId id) {
    return worlds.get(id.index());
  }

  /** The interface with this id. */
  public Interface get(InterfaceId id) {
    return interfaces.get(id.index());
  }

  /** The type definition with this id. */
  public TypeDef get(TypeId id) {
    return types.get(id.index());
  }

  /** The package of exactly this name. */
  public Optional<PackageId> find(PackageName name) {
    for (int i = 0; i < packages.size(); i++) {
      if (packages.get(i).name().equals(name)) {
        return Optional.of(new PackageId(i));
      }
    }
    return Optional.empty();
  }

  /** {@code ns:pkg/iface@version} of a named interface; none for an inline one. */
  public Optional<String> qualifiedName(InterfaceId id) {
    Interface of = get(id);
    return of.name().map(name -> get(of.packageId()).name().qualify(name));
  }

  /** {@code ns:pkg/world@version} of a world. */
  public String qualifiedName(WorldId id) {
    World of = get(id);
    return get(of.packageId()).name().qualify(of.name());
  }

  /** The name an item of a world has in a component: the plain name or the interface's identity. */
  public String name(WorldKey key) {
    return switch (key) {
      case WorldKey.Name(String name) -> name;
      case WorldKey.Id(InterfaceId id) ->
          qualifiedName(id).orElseThrow(() -> new IllegalStateException("unnamed interface key"));
    };
  }

  /** The definition behind aliases: the first that is not {@code type a = b} or a {@code use}. */
  public TypeId dealias(TypeId id) {
    TypeId at = id;
    while (get(at).kind() instanceof TypeDef.Kind.Alias(Type.Ref(TypeId next))) {
      at = next;
    }
    return at;
  }

  /**
   * Whether this and another resolve say the same: the same packages with the same worlds,
   * interfaces, types and functions under the same names, with the same documentation and gates.
   * Where they stand in sources, in what order items of a package, interface or world stand, and
   * what ids they have is of no account; the order of fields, cases and parameters is.
   */
  public boolean isEquivalentTo(Resolve other) {
    return Equivalence.holds(this, other);
  }

  /**
   * This together with another resolve. Packages of one name become one: interfaces that both have
   * get the types and functions of both, and worlds that both have must be the same. Ids of neither
   * hold for the result; packages are found again by {@linkplain #find name}.
   *
   * @throws dev.witj.diagnostics.DiagnosticException if something has two different forms
   */
  public Resolve merge(Resolve other) {
    return Merger.merge(this, other);
  }
}
