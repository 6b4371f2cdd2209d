package dev.witj.bindgen.internal;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.witj.wit.Function;
import dev.witj.wit.TypeDef;
import dev.witj.wit.TypeId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;

/**
 * A WIT resource: an interface with the methods, and in it a {@code Factory} with the constructor
 * and the static functions.
 */
final class ResourceRule {
  private static final String CONSTRUCTOR = "create";

  private final Generation generation;
  private final FunctionRule functions;

  ResourceRule(Generation generation, FunctionRule functions) {
    this.generation = generation;
    this.functions = functions;
  }

  TypeSpec apply(TypeId id, TypeDef definition, Collection<Function> all) {
    ClassName name = generation.names().of(id);
    String label = definition.name().orElseThrow();
    TypeSpec.Builder type =
        TypeSpec.interfaceBuilder(name)
            .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
            .addSuperinterface(AutoCloseable.class)
            .addJavadoc(
                Javadoc.of(
                    definition.docs(),
                    "The WIT resource {@code " + label + "}.",
                    definition.stability()))
            .addAnnotations(Javadoc.annotations(definition.stability()))
            .addAnnotations(Generation.witName(label, name.simpleName()));
    List<Function> methods =
        all.stream()
            .filter(f -> f.kind() instanceof Function.Kind.Method(TypeId owner) && owner.equals(id))
            .toList();
    List<String> names =
        Identifiers.members(
            methods.stream().map(Function::itemName).toList(),
            Identifiers::lowerCamel,
            Identifiers.CLOSEABLE_METHODS);
    Set<String> taken = new HashSet<>(names);
    for (int i = 0; i < methods.size(); i++) {
      Function method = methods.get(i);
      functions.addTo(type, method, method.itemName(), names.get(i), taken);
    }
    type.addMethod(
        MethodSpec.methodBuilder("close")
            .addJavadoc(
                "Drops the resource. An implementation in Java is told so when its owner drops it.")
            .addAnnotation(Override.class)
            .addModifiers(Modifier.PUBLIC, Modifier.DEFAULT)
            .build());
    if (hasFactory(id, all)) {
      type.addType(factory(id, label, all));
    }
    return type.build();
  }

  /** Whether there is a constructor or a static function. */
  static boolean hasFactory(TypeId id, Collection<Function> all) {
    return all.stream().anyMatch(f -> ofFactory(f, id));
  }

  private static boolean ofFactory(Function function, TypeId id) {
    return switch (function.kind()) {
      case Function.Kind.Static(var owner) -> owner.equals(id);
      case Function.Kind.Constructor(var owner) -> owner.equals(id);
      case Function.Kind.Method _, Function.Kind.Freestanding _ -> false;
    };
  }

  private static boolean isConstructor(Function function) {
    return function.kind() instanceof Function.Kind.Constructor;
  }

  /** The name of the factory of a resource. */
  ClassName factoryName(TypeId id) {
    ClassName resource = generation.names().of(id);
    return resource.nestedClass(
        new NameScope(resource.simpleNames()).take("Factory", "OfResource"));
  }

  private TypeSpec factory(TypeId id, String label, Collection<Function> all) {
    List<Function> members = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (Function function : all) {
      if (ofFactory(function, id)) {
        boolean constructor = isConstructor(function);
        // The constructor comes first, so that it is sure to get its name.
        int at = constructor ? 0 : members.size();
        members.add(at, function);
        labels.add(at, constructor ? CONSTRUCTOR : function.itemName());
      }
    }
    Set<String> reserved = new HashSet<>(Identifiers.OBJECT_METHODS);
    if (!isConstructor(members.getFirst())) {
      reserved.add(CONSTRUCTOR);
    }
    List<String> names = Identifiers.members(labels, Identifiers::lowerCamel, reserved);
    TypeSpec.Builder type =
        TypeSpec.interfaceBuilder(factoryName(id))
            .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
            .addJavadoc("The constructor and static functions of {@code $L}.", label);
    Set<String> taken = new HashSet<>(names);
    for (int i = 0; i < members.size(); i++) {
      functions.addTo(type, members.get(i), labels.get(i), names.get(i), taken);
    }
    return type.build();
  }
}
