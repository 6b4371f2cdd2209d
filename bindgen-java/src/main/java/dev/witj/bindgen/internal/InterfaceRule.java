package dev.witj.bindgen.internal;

import static dev.witj.bindgen.internal.RuntimeClasses.HOST_INTERFACE;
import static dev.witj.bindgen.internal.RuntimeClasses.LINKER;
import static dev.witj.bindgen.internal.RuntimeClasses.STORE;
import static dev.witj.bindgen.internal.RuntimeClasses.WIT_INTERFACE;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import com.palantir.javapoet.WildcardTypeName;
import dev.witj.wit.Function;
import dev.witj.wit.Interface;
import dev.witj.wit.InterfaceId;
import dev.witj.wit.TypeDef;
import dev.witj.wit.TypeDef.Kind;
import dev.witj.wit.TypeId;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Modifier;

/** A WIT interface: a Java interface, whoever implements it, with the types it defines in it. */
final class InterfaceRule {
  private final Generation generation;
  private final FunctionRule functions;
  private final ResourceRule resources;
  private final TypeRules types;

  InterfaceRule(Generation generation) {
    this.generation = generation;
    this.functions = new FunctionRule(generation);
    this.resources = new ResourceRule(generation, functions);
    this.types = new TypeRules(generation, resources);
  }

  /** What an interface has that an implementation must give or a linker must know. */
  enum Content {
    /** Types alone. */
    TYPES,
    /** Resources without constructors and static functions. */
    RESOURCES,
    /** Something to call. */
    FUNCTIONS
  }

  /** What an interface has. */
  Content content(InterfaceId id) {
    Interface of = generation.resolve().get(id);
    boolean callable =
        of.functions().values().stream().anyMatch(f -> !(f.kind() instanceof Function.Kind.Method));
    if (callable) {
      return Content.FUNCTIONS;
    }
    return ownTypes(of.types(), new TypeDef.Owner.OfInterface(id)).stream()
            .anyMatch(type -> generation.resolve().get(type).kind() instanceof Kind.Resource)
        ? Content.RESOURCES
        : Content.TYPES;
  }

  /**
   * The Java interface.
   *
   * @param externalName under what components import and export it
   */
  TypeSpec apply(InterfaceId id, String externalName, List<Modifier> modifiers) {
    Interface of = generation.resolve().get(id);
    ClassName name = generation.names().of(id);
    TypeSpec.Builder type =
        TypeSpec.interfaceBuilder(name)
            .addModifiers(modifiers.toArray(Modifier[]::new))
            .addJavadoc(
                Javadoc.of(
                    of.docs(), "The WIT interface {@code " + externalName + "}.", of.stability()))
            .addAnnotations(Javadoc.annotations(of.stability()))
            .addAnnotation(
                AnnotationSpec.builder(WIT_INTERFACE)
                    .addMember("value", "$S", externalName)
                    .build());
    List<TypeId> own = ownTypes(of.types(), new TypeDef.Owner.OfInterface(id));
    addFunctions(type, of.functions().values(), own, Identifiers.OBJECT_METHODS);
    switch (content(id)) {
      case FUNCTIONS -> type.addMethod(addToWithHost(name));
      case RESOURCES -> type.addMethod(addToWithoutHost(name));
      case TYPES -> {}
    }
    addTypes(type, own, of.functions().values());
    return type.build();
  }

  /** The definitions that belong to an owner, not those it uses. */
  List<TypeId> ownTypes(Map<String, TypeId> all, TypeDef.Owner owner) {
    return all.values().stream()
        .filter(id -> generation.resolve().get(id).owner().equals(owner))
        .distinct()
        .toList();
  }

  /** The classes of types. */
  void addTypes(TypeSpec.Builder type, List<TypeId> own, Collection<Function> all) {
    own.forEach(id -> types.apply(id, all).ifPresent(type::addType));
  }

  /**
   * The functions that belong to no resource, and an accessor for the factory of each resource.
   *
   * @param reserved what none of them may be called
   */
  void addFunctions(
      TypeSpec.Builder type, Collection<Function> all, List<TypeId> own, Set<String> reserved) {
    List<Member> members = new ArrayList<>();
    for (Function function : all) {
      if (function.kind() instanceof Function.Kind.Freestanding) {
        members.add(new Member(function.name(), Optional.of(function), Optional.empty()));
      }
    }
    for (TypeId id : own) {
      TypeDef definition = generation.resolve().get(id);
      if (definition.kind() instanceof Kind.Resource && ResourceRule.hasFactory(id, all)) {
        members.add(new Member(definition.name().orElseThrow(), Optional.empty(), Optional.of(id)));
      }
    }
    List<String> names =
        Identifiers.members(
            members.stream().map(Member::label).toList(), Identifiers::lowerCamel, reserved);
    Set<String> taken = new HashSet<>(names);
    for (int i = 0; i < members.size(); i++) {
      Member member = members.get(i);
      String name = names.get(i);
      member
          .function()
          .ifPresent(function -> functions.addTo(type, function, member.label(), name, taken));
      member.factory().ifPresent(id -> type.addMethod(factoryAccessor(id, member.label(), name)));
    }
  }

  private MethodSpec factoryAccessor(TypeId id, String label, String name) {
    return MethodSpec.methodBuilder(name)
        .addJavadoc("The constructor and static functions of {@code $L}.", label)
        .addAnnotations(Generation.witName(label, name))
        .addModifiers(Modifier.PUBLIC, Modifier.ABSTRACT)
        .returns(resources.factoryName(id))
        .build();
  }

  private static MethodSpec addToWithHost(ClassName name) {
    return MethodSpec.methodBuilder("addTo")
        .addJavadoc(
            "Lets a linker serve this interface. At each call {@code host} finds the"
                + " implementation\n"
                + "for the store of the guest.")
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
        .addParameter(LINKER, "linker")
        .addParameter(perStore(name), "host")
        .addStatement(
            "$T.addTo(linker, $T.lookup(), $T.class, host)",
            HOST_INTERFACE,
            MethodHandles.class,
            name)
        .build();
  }

  private static MethodSpec addToWithoutHost(ClassName name) {
    return MethodSpec.methodBuilder("addTo")
        .addJavadoc("Lets a linker serve the resources of this interface.")
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
        .addParameter(LINKER, "linker")
        .addStatement(
            "$T.addTo(linker, $T.lookup(), $T.class)", HOST_INTERFACE, MethodHandles.class, name)
        .build();
  }

  /** {@code Function<Store, ? extends name>}. */
  static TypeName perStore(ClassName name) {
    return ParameterizedTypeName.get(
        ClassName.get(java.util.function.Function.class), STORE, WildcardTypeName.subtypeOf(name));
  }

  private record Member(String label, Optional<Function> function, Optional<TypeId> factory) {}
}
