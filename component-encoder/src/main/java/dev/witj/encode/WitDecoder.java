package dev.witj.encode;

import dev.witj.binary.BinaryKind;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.Features;
import dev.witj.binary.component.AnyType;
import dev.witj.binary.component.ComponentElement;
import dev.witj.binary.component.ComponentName;
import dev.witj.binary.component.ComponentType;
import dev.witj.binary.component.ComponentValidator;
import dev.witj.binary.component.EntityType;
import dev.witj.binary.component.Extern;
import dev.witj.binary.component.ExternName;
import dev.witj.binary.component.InstanceType;
import dev.witj.binary.component.ValidatedComponent;
import dev.witj.binary.core.CoreModule;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Source;
import dev.witj.diagnostics.Span;
import dev.witj.encode.internal.metadata.EmbeddedWorld;
import dev.witj.names.Version;
import dev.witj.wit.Docs;
import dev.witj.wit.InterfaceId;
import dev.witj.wit.PackageId;
import dev.witj.wit.PackageName;
import dev.witj.wit.Resolve;
import dev.witj.wit.ResolveBuilder;
import dev.witj.wit.ResolveBuilder.InterfaceDraft;
import dev.witj.wit.ResolveBuilder.WorldDraft;
import dev.witj.wit.Stability;
import dev.witj.wit.TypeDef;
import dev.witj.wit.TypeId;
import dev.witj.wit.WorldId;
import dev.witj.wit.WorldItem;
import dev.witj.wit.WorldKey;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Turns the types of a component into WIT.
 *
 * <p>Imports and exports whose names are those of interfaces give the interfaces of packages. One
 * interface can be met several times, each time with the part of it that is needed there: as an
 * import, as an export, or as what another interface in an encoded package uses. All that is met is
 * put together.
 *
 * <p>In an encoded package (WIT.md, "Package format") each interface and each world is an exported
 * component type, whose only export has the full name and whose imports are what it uses.
 */
public final class WitDecoder {
  private static final PackageName ROOT = new PackageName("root", "component", Optional.empty());

  private final Source source;
  private final ResolveBuilder builder = new ResolveBuilder();
  private final TypeDecoder types = new TypeDecoder(builder);
  private final Map<String, ComponentType> wrappers = new LinkedHashMap<>();
  private final Set<String> decoded = new HashSet<>();

  private WitDecoder(Source source) {
    this.source = source;
  }

  /**
   * Validates a binary and decodes it. Of a core module, the world that it is for is decoded: the
   * package {@code root:root} with the world {@code root}.
   *
   * @throws DiagnosticException if it is no valid component, or one that WIT cannot describe
   */
  public static DecodedWit decode(ByteSlice bytes) {
    if (BinaryKind.of(bytes).equals(Optional.of(BinaryKind.MODULE))) {
      return ofModule(CoreModule.read(bytes));
    }
    return decode(ComponentValidator.validate(bytes, Features.ALL));
  }

  /** A core module has no WIT of its own, but may say which world it is for. */
  private static DecodedWit ofModule(CoreModule module) {
    String name = module.binary().source().name();
    if (!EmbeddedWorld.isIn(module)) {
      throw EncodeCode.NOT_A_COMPONENT
          .error(name)
          .help("a component is made of it by: wit-j component new " + name)
          .toException();
    }
    EmbeddedWorld world = EmbeddedWorld.read(module);
    return new DecodedWit.OfPackage(
        world.resolve(), world.resolve().get(world.world()).packageId());
  }

  /**
   * Decodes a component.
   *
   * @throws DiagnosticException if WIT cannot describe it
   */
  public static DecodedWit decode(ValidatedComponent component) {
    WitDecoder decoder = new WitDecoder(component.component().bytes().source());
    return isWitPackage(component) ? decoder.packageOf(component) : decoder.worldOf(component);
  }

  /** Whether a component is an encoded WIT package: it gives component types and nothing else. */
  public static boolean isWitPackage(ValidatedComponent component) {
    return component.imports().size() == 0
        && component.exports().size() > 0
        && component.exports().all().stream()
            .allMatch(
                extern ->
                    extern.type() instanceof EntityType.Type(ComponentType wrapper)
                        && wrapper.exports().size() == 1);
  }

  // Components.

  private DecodedWit.OfComponent worldOf(ValidatedComponent component) {
    WorldId world = world(ROOT, "root", component.type());
    Resolve resolve = Mentions.check(builder.freezeSorted());
    return new DecodedWit.OfComponent(resolve, resolve.find(ROOT).orElseThrow(), world);
  }

  private WorldId world(PackageName of, String name, ComponentType type) {
    PackageId pkg = packageOf(of);
    WorldId id =
        builder.add(new WorldDraft(name, pkg, Docs.none(), Stability.unknown(), Span.none()));
    builder.get(pkg).worlds().put(name, id);
    for (Extern extern : type.imports().all()) {
      if (!isPassedOver(extern.type())) {
        worldItem(id, extern, true);
      }
    }
    type.exports().all().forEach(extern -> worldItem(id, extern, false));
    return id;
  }

  /**
   * Whether an import, or what an imported instance has, is left out. Whoever links a component
   * gives it modules and components; no host that knows WIT does.
   */
  private static boolean isPassedOver(EntityType imported) {
    return imported instanceof EntityType.CoreModule || imported instanceof EntityType.Component;
  }

  private void worldItem(WorldId world, Extern extern, boolean imported) {
    WorldDraft into = builder.get(world);
    String name = extern.name().name();
    SequencedMap<WorldKey, WorldItem> items = imported ? into.imports() : into.exports();
    String what = imported ? "import" : "export";
    checkName(extern, what);
    switch (extern.type()) {
      case EntityType.Instance(var instance) -> {
        InterfaceId id =
            interfaceOf(extern.name(), instance, builder.get(into.packageId()).name(), imported);
        items.put(
            key(extern.name(), id),
            new WorldItem.OfInterface(
                id, Docs.none(), Stability.unknown(), extern.name().externalId(), Span.none()));
      }
      case EntityType.Func(var func) ->
          items.put(
              new WorldKey.Name(name),
              new WorldItem.OfFunction(
                  types.function(extern.name(), func, resource -> typeOf(into, resource))));
      case EntityType.Type(var type) when imported && TypeDecoder.isNamed(type) ->
          items.put(
              new WorldKey.Name(name),
              new WorldItem.OfType(
                  types.define(extern.name(), type, new TypeDef.Owner.OfWorld(world)),
                  Span.none()));
      case EntityType other -> throw notExpressible(what + " `" + name + "`", other);
    }
  }

  private static Optional<TypeId> typeOf(WorldDraft world, String name) {
    return world.imports().get(new WorldKey.Name(name)) instanceof WorldItem.OfType(var id, _)
        ? Optional.of(id)
        : Optional.empty();
  }

  private DiagnosticException notExpressible(String what, EntityType type) {
    return EncodeCode.NOT_EXPRESSIBLE.error(what, source.name(), type.sort()).toException();
  }

  /** Dependencies and addresses are names too, but WIT has none of them. */
  private void checkName(Extern extern, String what) {
    boolean expressible =
        switch (ComponentName.parse(extern.name().name()).orElse(null)) {
          case ComponentName.Label _ -> true;
          case ComponentName.Interface _ -> extern.type() instanceof EntityType.Instance;
          case ComponentName.Constructor _, ComponentName.Method _, ComponentName.Static _ ->
              extern.type() instanceof EntityType.Func;
          case ComponentName.UnlockedDependency _,
              ComponentName.LockedDependency _,
              ComponentName.Url _,
              ComponentName.Hash _ ->
              false;
          case null -> false;
        };
    if (!expressible) {
      throw EncodeCode.NAME_NOT_EXPRESSIBLE.error(what, extern.name(), source.name()).toException();
    }
  }

  // Interfaces.

  /** Where a name says that an interface is: none for a plain name. */
  private static Optional<ComponentName.Interface> path(ExternName name) {
    return ComponentName.parse(name.implementsName().orElse(name.name()))
        .filter(ComponentName.Interface.class::isInstance)
        .map(ComponentName.Interface.class::cast);
  }

  private static PackageName packageName(ComponentName.Interface path) {
    return new PackageName(
        String.join(":", path.namespaces()),
        path.packageName(),
        path.version().flatMap(Version::parse));
  }

  private static WorldKey key(ExternName name, InterfaceId id) {
    boolean plain =
        ComponentName.parse(name.name())
            .filter(ComponentName.Interface.class::isInstance)
            .isEmpty();
    return plain ? new WorldKey.Name(name.name()) : new WorldKey.Id(id);
  }

  /** The package of a name, which is made if it is not there. */
  private PackageId packageOf(PackageName name) {
    return builder.find(name).orElseGet(() -> builder.add(name));
  }

  /** The interface of a name, which is made if it is not there. */
  private InterfaceId named(PackageId of, String name) {
    return builder.get(of).interfaces().computeIfAbsent(name, _ -> add(Optional.of(name), of));
  }

  private InterfaceId add(Optional<String> name, PackageId of) {
    return builder.add(new InterfaceDraft(name, of, Docs.none(), Stability.unknown(), Span.none()));
  }

  private InterfaceId interfaceOf(
      ExternName name, InstanceType type, PackageName around, boolean imported) {
    Optional<ComponentName.Interface> path = path(name);
    path.ifPresent(_ -> wrapper(name.name()));
    InterfaceId id =
        path.isPresent()
            ? named(packageOf(packageName(path.get())), String.join("/", path.get().projections()))
            : add(Optional.empty(), packageOf(around));
    InterfaceDraft into = builder.get(id);
    for (Extern extern : type.exports().all()) {
      if (imported && isPassedOver(extern.type())) {
        continue;
      }
      String item = extern.name().name();
      checkName(extern, "export");
      switch (extern.type()) {
        case EntityType.Type(var named) when TypeDecoder.isNamed(named) ->
            addType(id, extern.name(), named);
        case EntityType.Func(var func) -> {
          if (!into.functions().containsKey(item)) {
            into.functions()
                .put(
                    item,
                    types.function(
                        extern.name(),
                        func,
                        resource -> Optional.ofNullable(into.types().get(resource))));
          }
        }
        case EntityType other ->
            throw notExpressible("export `" + item + "` of `" + name + "`", other);
      }
    }
    return id;
  }

  private void addType(InterfaceId id, ExternName name, AnyType type) {
    SequencedMap<String, TypeId> known = builder.get(id).types();
    Optional<TypeId> same = Optional.ofNullable(known.get(name.name()));
    if (same.isPresent()) {
      types.know(type, same.get());
    } else {
      known.put(name.name(), types.define(name, type, new TypeDef.Owner.OfInterface(id)));
    }
  }

  // Encoded packages.

  private DecodedWit.OfPackage packageOf(ValidatedComponent component) {
    Optional<PackageName> main = Optional.empty();
    for (Extern extern : component.exports().all()) {
      if (extern.type() instanceof EntityType.Type(ComponentType wrapper)) {
        Extern only = wrapper.exports().all().iterator().next();
        PackageName of =
            path(only.name())
                .map(WitDecoder::packageName)
                .orElseThrow(() -> badWrapper(only.name().name()));
        if (main.isPresent() && !main.get().equals(of)) {
          throw EncodeCode.TWO_PACKAGES.error(source.name(), main.get(), of).toException();
        }
        main = Optional.of(of);
        wrappers.put(only.name().name(), wrapper);
      }
    }
    wrappers.keySet().forEach(this::wrapper);
    PackageName name = main.orElseThrow();
    for (ComponentElement element : component.elements()) {
      if (element instanceof ComponentElement.Custom(var section, var content)
          && section.equals(PackageDocs.SECTION)) {
        PackageDocs.apply(content, packageOf(name), builder);
      }
    }
    Resolve resolve = Mentions.check(builder.freezeSorted());
    PackageId id = resolve.find(name).orElseThrow();
    return new DecodedWit.OfPackage(resolve, id);
  }

  private DiagnosticException badWrapper(String name) {
    return EncodeCode.NOT_A_WIT_NAME.error(name, source.name()).toException();
  }

  /** Decodes an interface or a world of the package, unless that is done. */
  private void wrapper(String name) {
    ComponentType wrapper = wrappers.get(name);
    if (wrapper == null || !decoded.add(name)) {
      return;
    }
    Extern only = wrapper.exports().all().iterator().next();
    ComponentName.Interface path = path(only.name()).orElseThrow();
    for (Extern extern : wrapper.imports().all()) {
      if (extern.type() instanceof EntityType.Instance(var instance)) {
        var _ = interfaceOf(extern.name(), instance, packageName(path), false);
      } else {
        throw notExpressible("import `" + extern.name() + "` of `" + name + "`", extern.type());
      }
    }
    switch (only.type()) {
      case EntityType.Instance(var instance) -> {
        var _ = interfaceOf(only.name(), instance, packageName(path), false);
      }
      case EntityType.Component(var world) -> {
        var _ = world(packageName(path), String.join("/", path.projections()), world);
      }
      case EntityType other -> throw notExpressible("`" + name + "`", other);
    }
  }
}
