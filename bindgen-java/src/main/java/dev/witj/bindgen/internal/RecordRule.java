package dev.witj.bindgen.internal;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.witj.bindgen.BindgenCode;
import dev.witj.types.PrimitiveType;
import dev.witj.wit.Docs;
import dev.witj.wit.Type;
import dev.witj.wit.TypeDef;
import dev.witj.wit.TypeDef.Kind;
import dev.witj.wit.TypeId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/**
 * A WIT record: a Java record, with {@code with} methods where there are more than three fields.
 */
final class RecordRule {
  private static final int MAX_FIELDS_WITHOUT_WITH = 3;

  private final Generation generation;

  RecordRule(Generation generation) {
    this.generation = generation;
  }

  TypeSpec apply(TypeId id, TypeDef definition, Kind.Rec kind) {
    ClassName name = generation.names().of(id);
    String label = definition.name().orElseThrow();
    List<String> labels = kind.fields().stream().map(TypeDef.Field::name).toList();
    List<String> members =
        Identifiers.members(labels, Identifiers::lowerCamel, Identifiers.NO_COMPONENTS);
    List<Component> components = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      TypeDef.Field field = kind.fields().get(i);
      components.add(component(field, members.get(i)));
    }
    if (Identifiers.slots(components.stream().map(Component::parameter).toList())
        > Identifiers.MAX_SLOTS) {
      generation
          .diagnostics()
          .report(BindgenCode.TOO_MANY_FIELDS.error(label).at(definition.span()));
    }
    TypeSpec.Builder type = TypeSpec.recordBuilder(name);
    type.addJavadoc(
        Javadoc.of(
            withFields(definition.docs(), kind, members),
            "The WIT record {@code " + label + "}.",
            definition.stability()));
    type.addAnnotations(Javadoc.annotations(definition.stability()));
    type.addAnnotations(Generation.witName(label, name.simpleName()));
    addComponents(type, name, components);
    if (components.size() > MAX_FIELDS_WITHOUT_WITH) {
      for (Component component : components) {
        type.addMethod(with(name, components, component));
      }
    }
    return type.addModifiers(Modifier.PUBLIC, Modifier.STATIC).build();
  }

  private Component component(TypeDef.Field field, String name) {
    return component(field.name(), name, field.type(), field.span());
  }

  /** One component of a Java record. */
  Component component(String label, String name, Type type, dev.witj.diagnostics.Span span) {
    ParameterSpec parameter =
        ParameterSpec.builder(generation.types().of(type, span), name)
            .addAnnotations(Generation.witName(label, name))
            .build();
    return new Component(
        parameter, generation.types().dealias(type).equals(Type.of(PrimitiveType.U64)));
  }

  /** The components, and the methods that records do not get right by themselves. */
  static void addComponents(TypeSpec.Builder type, ClassName name, List<Component> components) {
    type.recordConstructor(
        MethodSpec.constructorBuilder()
            .addParameters(components.stream().map(Component::parameter).toList())
            .build());
    boolean arrays = components.stream().anyMatch(Component::isArray);
    if (arrays) {
      type.addMethod(equalsMethod(name, components));
      type.addMethod(hashCodeMethod(components));
    }
    if (arrays || components.stream().anyMatch(Component::unsigned)) {
      type.addMethod(toStringMethod(name, components));
    }
  }

  private static Docs withFields(Docs docs, Kind.Rec kind, List<String> members) {
    // Field comments become a list: Javadoc's @param takes no paragraphs.
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      String member = members.get(i);
      kind.fields()
          .get(i)
          .docs()
          .contents()
          .ifPresent(
              text ->
                  lines.add(
                      "- `"
                          + member
                          + "`: "
                          + text.strip()
                              .lines()
                              .map(String::strip)
                              .collect(Collectors.joining("\n  "))));
    }
    if (lines.isEmpty()) {
      return docs;
    }
    String fields = String.join("\n", lines);
    return Docs.of(docs.contents().map(text -> text.strip() + "\n\n" + fields).orElse(fields));
  }

  private static MethodSpec with(ClassName name, List<Component> components, Component changed) {
    String field = changed.name();
    String arguments = components.stream().map(Component::name).collect(Collectors.joining(",$W"));
    return MethodSpec.methodBuilder(
            "with" + Character.toUpperCase(field.charAt(0)) + field.substring(1))
        .addJavadoc("This with another {@code $L}.", field)
        .addModifiers(Modifier.PUBLIC)
        .returns(name)
        .addParameter(changed.type(), field)
        .addStatement("return new $T(" + arguments + ")", name)
        .build();
  }

  private static MethodSpec equalsMethod(ClassName name, List<Component> components) {
    List<String> fields = components.stream().map(Component::name).toList();
    String other = unused("other", fields);
    String that = unused("that", fields);
    CodeBlock.Builder condition = CodeBlock.builder().add("$L instanceof $T $L", other, name, that);
    String and = components.size() == 1 ? " && $L" : "\n&& $L";
    for (Component component : components) {
      condition.add(and, component.equality(that));
    }
    return MethodSpec.methodBuilder("equals")
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PUBLIC)
        .returns(TypeName.BOOLEAN)
        .addParameter(
            ParameterSpec.builder(
                    ClassName.OBJECT.annotated(
                        com.palantir.javapoet.AnnotationSpec.builder(RuntimeClasses.NULLABLE)
                            .build()),
                    other)
                .build())
        .addStatement("return $L", condition.build())
        .build();
  }

  private static MethodSpec hashCodeMethod(List<Component> components) {
    CodeBlock values =
        components.stream()
            .map(
                component ->
                    component.isArray()
                        ? CodeBlock.of("$T.hashCode($L)", Arrays.class, component.name())
                        : CodeBlock.of("$L", component.name()))
            .collect(CodeBlock.joining(",$W"));
    CodeBlock hash =
        components.size() == 1 ? values : CodeBlock.of("$T.hash($L)", Objects.class, values);
    return MethodSpec.methodBuilder("hashCode")
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PUBLIC)
        .returns(TypeName.INT)
        .addStatement("return $L", hash)
        .build();
  }

  private static MethodSpec toStringMethod(ClassName name, List<Component> components) {
    CodeBlock.Builder text = CodeBlock.builder();
    String before = name.simpleName() + "[";
    for (Component component : components) {
      text.add("$S + ", before + component.name() + "=");
      text.add(components.size() == 1 ? "$L + " : "$L\n+ ", component.text());
      before = ", ";
    }
    text.add("$S", "]");
    return MethodSpec.methodBuilder("toString")
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PUBLIC)
        .returns(String.class)
        .addStatement("return $L", text.build())
        .build();
  }

  private static String unused(String wanted, List<String> taken) {
    String name = wanted;
    while (taken.contains(name)) {
      name += "_";
    }
    return name;
  }

  /**
   * A component of a Java record.
   *
   * @param unsigned whether its bits are an unsigned number, which Java prints signed
   */
  record Component(ParameterSpec parameter, boolean unsigned) {
    String name() {
      return parameter.name();
    }

    TypeName type() {
      return parameter.type();
    }

    boolean isArray() {
      return type() instanceof ArrayTypeName;
    }

    CodeBlock equality(String that) {
      if (isArray()) {
        return CodeBlock.of("$T.equals($L, $L.$L)", Arrays.class, name(), that, name());
      }
      if (type().equals(TypeName.FLOAT) || type().equals(TypeName.DOUBLE)) {
        return CodeBlock.of("$T.compare($L, $L.$L) == 0", type().box(), name(), that, name());
      }
      return type().isPrimitive()
          ? CodeBlock.of("$L == $L.$L", name(), that, name())
          : CodeBlock.of("$L.equals($L.$L)", name(), that, name());
    }

    CodeBlock text() {
      if (isArray()) {
        return CodeBlock.of("$T.toString($L)", Arrays.class, name());
      }
      return unsigned
          ? CodeBlock.of("$T.toUnsignedString($L)", Long.class, name())
          : CodeBlock.of("$L", name());
    }
  }
}
