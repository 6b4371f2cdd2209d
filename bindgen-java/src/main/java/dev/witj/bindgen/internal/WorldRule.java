package dev.witj.bindgen.internal;

import static dev.witj.bindgen.internal.RuntimeClasses.COMPONENT;
import static dev.witj.bindgen.internal.RuntimeClasses.HOST_INTERFACE;
import static dev.witj.bindgen.internal.RuntimeClasses.LINKER;
import static dev.witj.bindgen.internal.RuntimeClasses.WORLD_PRE;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeSpec;
import dev.witj.wit.Function;
import dev.witj.wit.InterfaceId;
import dev.witj.wit.TypeDef;
import dev.witj.wit.TypeId;
import dev.witj.wit.World;
import dev.witj.wit.WorldId;
import dev.witj.wit.WorldItem;
import dev.witj.wit.WorldKey;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/**
 * A WIT world: a Java interface of what it exports and, where it needs anything, one of what it
 * imports.
 */
final class WorldRule {
  private final Generation generation;
  private final InterfaceRule interfaces;

  WorldRule(Generation generation, InterfaceRule interfaces) {
    this.generation = generation;
    this.interfaces = interfaces;
  }

  /** What a world exports. */
  TypeSpec exports(WorldId id) {
    World world = generation.resolve().get(id);
    ClassName name = generation.names().of(id);
    String label = generation.resolve().qualifiedName(id);
    TypeSpec.Builder type =
        TypeSpec.interfaceBuilder(name)
            .addModifiers(Modifier.PUBLIC)
            .addSuperinterface(AutoCloseable.class)
            .addJavadoc(
                Javadoc.of(
                    world.docs(),
                    "What a component of the WIT world {@code " + label + "} exports.",
                    world.stability()))
            .addAnnotations(Javadoc.annotations(world.stability()));
    addMembers(type, world.exports(), Identifiers.CLOSEABLE_METHODS);
    type.addMethod(
        MethodSpec.methodBuilder("close")
            .addJavadoc("Ends the instance. Nothing of it can be used any more.")
            .addAnnotation(Override.class)
            .addModifiers(Modifier.PUBLIC, Modifier.ABSTRACT)
            .build());
    if (!needsLinker(world)) {
      type.addMethod(instantiate(id, name, imports(world)));
    }
    type.addMethod(link(name));
    List<TypeId> own = ownTypes(id, world, false);
    interfaces.addTypes(type, own, List.of());
    addInline(type, world.exports());
    return type.build();
  }

  /** What a world imports and the host has to give; nothing if that is nothing. */
  Optional<TypeSpec> importsOf(WorldId id) {
    World world = generation.resolve().get(id);
    List<Import> imports = imports(world);
    List<TypeId> resources = ownTypes(id, world, true);
    if (imports.isEmpty() && resources.isEmpty() && !hasInline(world.imports())) {
      return Optional.empty();
    }
    ClassName name = generation.names().importsOf(id);
    String label = generation.resolve().qualifiedName(id);
    TypeSpec.Builder type =
        TypeSpec.interfaceBuilder(name)
            .addModifiers(Modifier.PUBLIC)
            .addJavadoc("What a component of the WIT world {@code $L} needs.", label);
    Set<String> taken = addMembers(type, world.imports(), Identifiers.OBJECT_METHODS);
    List<Function> functions = functions(world.imports());
    interfaces.addFunctions(type, resourceFunctions(functions), resources, taken);
    if (!imports.isEmpty()) {
      type.addMethod(addTo(name, imports));
    }
    interfaces.addTypes(type, resources, functions);
    addInline(type, world.imports());
    return Optional.of(type.build());
  }

  private static List<Function> resourceFunctions(List<Function> all) {
    return all.stream().filter(f -> !(f.kind() instanceof Function.Kind.Freestanding)).toList();
  }

  private static List<Function> functions(Map<WorldKey, WorldItem> items) {
    List<Function> all = new ArrayList<>();
    for (WorldItem item : items.values()) {
      if (item instanceof WorldItem.OfFunction(var function)) {
        all.add(function);
      }
    }
    return all;
  }

  /**
   * A world's resources are imported, so that the host implements them; its other types are not.
   */
  private List<TypeId> ownTypes(WorldId id, World world, boolean resources) {
    List<TypeId> own = new ArrayList<>();
    for (WorldItem item : world.imports().values()) {
      if (item instanceof WorldItem.OfType(var type, _)) {
        TypeDef definition = generation.resolve().get(type);
        if (definition.owner().equals(new TypeDef.Owner.OfWorld(id))
            && definition.kind() instanceof TypeDef.Kind.Resource == resources) {
          own.add(type);
        }
      }
    }
    return own;
  }

  /**
   * An accessor for each interface with something to call, and the functions of the world itself.
   *
   * @return what these are called, and what was reserved
   */
  private Set<String> addMembers(
      TypeSpec.Builder type, Map<WorldKey, WorldItem> items, Set<String> reserved) {
    FunctionRule functions = new FunctionRule(generation);
    Set<String> taken = new HashSet<>(reserved);
    forMembers(items, reserved, (_, name) -> taken.add(name));
    forMembers(
        items,
        reserved,
        (item, name) -> {
          switch (item.item()) {
            case WorldItem.OfInterface of ->
                type.addMethod(
                    MethodSpec.methodBuilder(name)
                        .addJavadoc(accessorDocs(of))
                        .addAnnotations(
                            item.key() instanceof WorldKey.Name(var label)
                                ? Generation.witName(label, name)
                                : List.of())
                        .addModifiers(Modifier.PUBLIC, Modifier.ABSTRACT)
                        .returns(generation.types().of(of.id()))
                        .build());
            case WorldItem.OfFunction(var function) ->
                functions.addTo(type, function, function.name(), name, taken);
            case WorldItem.OfType _ -> {}
          }
        });
    return taken;
  }

  private CodeBlock accessorDocs(WorldItem.OfInterface of) {
    String external =
        generation
            .resolve()
            .qualifiedName(of.id())
            .map(name -> "The interface {@code " + name + "}.")
            .orElse("");
    return Javadoc.of(of.docs(), external, of.stability());
  }

  private void forMembers(
      Map<WorldKey, WorldItem> items, Set<String> reserved, BiConsumer<Item, String> action) {
    List<Item> members = new ArrayList<>();
    items.forEach(
        (key, item) -> {
          if (isMember(item)) {
            members.add(new Item(key, item));
          }
        });
    List<String> labels = labels(members);
    List<String> names = Identifiers.members(labels, Identifiers::lowerCamel, reserved);
    for (int i = 0; i < members.size(); i++) {
      action.accept(members.get(i), names.get(i));
    }
  }

  private boolean isMember(WorldItem item) {
    return switch (item) {
      case WorldItem.OfInterface of ->
          !isProvided(of.id()) && interfaces.content(of.id()) == InterfaceRule.Content.FUNCTIONS;
      case WorldItem.OfFunction(var function) ->
          function.kind() instanceof Function.Kind.Freestanding;
      case WorldItem.OfType _ -> false;
    };
  }

  private boolean isProvided(InterfaceId id) {
    return generation.names().providedBase(generation.resolve().get(id).packageId()).isPresent();
  }

  /** Interfaces of one name from two packages get the packages' names in front. */
  private List<String> labels(List<Item> items) {
    Map<String, Long> uses =
        items.stream()
            .map(this::label)
            .collect(Collectors.groupingBy(label -> label, Collectors.counting()));
    return items.stream()
        .map(
            item ->
                item.key() instanceof WorldKey.Id(var id) && uses.getOrDefault(label(item), 0L) > 1
                    ? packageName(id) + "-" + label(item)
                    : label(item))
        .toList();
  }

  private String packageName(InterfaceId id) {
    return generation.resolve().get(generation.resolve().get(id).packageId()).name().name();
  }

  private String label(Item item) {
    return switch (item.key()) {
      case WorldKey.Name(var name) -> name;
      case WorldKey.Id(var id) -> generation.resolve().get(id).name().orElseThrow();
    };
  }

  /** Whether some imports are left to the linker. */
  private boolean needsLinker(World world) {
    return world.imports().values().stream()
        .anyMatch(
            item ->
                item instanceof WorldItem.OfInterface of
                    && isProvided(of.id())
                    && interfaces.content(of.id()) != InterfaceRule.Content.TYPES);
  }

  /** How to tell a linker of each import. */
  private List<Import> imports(World world) {
    List<Import> all = new ArrayList<>();
    forMembers(
        world.imports(),
        Identifiers.OBJECT_METHODS,
        (item, name) -> {
          if (item.item() instanceof WorldItem.OfInterface of) {
            all.add(ofInterface(item.key(), of.id(), name));
          }
        });
    for (WorldItem item : world.imports().values()) {
      if (item instanceof WorldItem.OfInterface of
          && !isProvided(of.id())
          && interfaces.content(of.id()) == InterfaceRule.Content.RESOURCES) {
        all.add(new Import(CodeBlock.of("$T.addTo($L)", generation.types().of(of.id()), linker())));
      }
    }
    if (!functions(world.imports()).isEmpty()) {
      all.add(new Import(CodeBlock.of("")));
    }
    return all;
  }

  private Import ofInterface(WorldKey key, InterfaceId id, String accessor) {
    ClassName name = generation.types().of(id);
    CodeBlock host = CodeBlock.of("$L -> $L.apply($L).$L()", store(), imports(), store(), accessor);
    if (key instanceof WorldKey.Name(var label)
        && generation.resolve().get(id).name().isPresent()) {
      return new Import(
          CodeBlock.of(
              "$T.addTo($L.instance($S), $T.lookup(), $T.class, $L)",
              HOST_INTERFACE,
              linker(),
              label,
              MethodHandles.class,
              name,
              host));
    }
    return new Import(CodeBlock.of("$T.addTo($L, $L)", name, linker(), host));
  }

  private String linker() {
    return generation.names().variable("linker");
  }

  private String imports() {
    return generation.names().variable("imports");
  }

  private String store() {
    return generation.names().variable("store");
  }

  private MethodSpec addTo(ClassName name, List<Import> imports) {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("addTo")
            .addJavadoc(
                "Lets a linker serve all of this. At each call {@code $L} finds the\n"
                    + "implementation for the store of the guest.",
                imports())
            .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
            .addParameter(LINKER, linker())
            .addParameter(InterfaceRule.perStore(name), imports());
    for (Import each : imports) {
      method.addStatement(
          each.statement().isEmpty()
              ? CodeBlock.of(
                  "$T.addTo($L.root(), $T.lookup(), $T.class, $L)",
                  HOST_INTERFACE,
                  linker(),
                  MethodHandles.class,
                  name,
                  imports())
              : each.statement());
    }
    return method.build();
  }

  private MethodSpec instantiate(WorldId id, ClassName name, List<Import> imports) {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("instantiate")
            .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
            .returns(name)
            .addParameter(COMPONENT, "component");
    if (imports.isEmpty()) {
      return method
          .addJavadoc("Makes an instance of a component, in a store of its own.")
          .addStatement(
              "return link($T.create(component.engine()), component).instantiate()", LINKER)
          .build();
    }
    ClassName needed = generation.names().importsOf(id);
    return method
        .addJavadoc("Makes an instance of a component, in a store of its own.")
        .addParameter(needed, "imports")
        .addStatement("$T linker = $T.create(component.engine())", LINKER, LINKER)
        .addStatement("$T.addTo(linker, store -> imports)", needed)
        .addStatement("return link(linker, component).instantiate()")
        .build();
  }

  private static MethodSpec link(ClassName name) {
    return MethodSpec.methodBuilder("link")
        .addJavadoc(
            "Links a component with what {@code linker} serves, once for any number of instances.")
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
        .returns(ParameterizedTypeName.get(WORLD_PRE, name))
        .addParameter(LINKER, "linker")
        .addParameter(COMPONENT, "component")
        .addStatement(
            "return $T.link($T.lookup(), $T.class, linker, component)",
            WORLD_PRE,
            MethodHandles.class,
            name)
        .build();
  }

  private boolean hasInline(Map<WorldKey, WorldItem> items) {
    return items.values().stream()
        .anyMatch(item -> item instanceof WorldItem.OfInterface of && isInline(of.id()));
  }

  private boolean isInline(InterfaceId id) {
    return generation.resolve().get(id).name().isEmpty();
  }

  private void addInline(TypeSpec.Builder type, Map<WorldKey, WorldItem> items) {
    items.forEach(
        (key, item) -> {
          if (key instanceof WorldKey.Name(var label)
              && item instanceof WorldItem.OfInterface of
              && isInline(of.id())) {
            type.addType(
                interfaces.apply(of.id(), label, List.of(Modifier.PUBLIC, Modifier.STATIC)));
          }
        });
  }

  private record Item(WorldKey key, WorldItem item) {}

  /** A statement that tells a linker; empty for the world's own functions. */
  private record Import(CodeBlock statement) {}
}
