package dev.witj.bindgen.internal;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.witj.bindgen.BindgenCode;
import dev.witj.wit.Docs;
import dev.witj.wit.Stability;
import dev.witj.wit.TypeDef;
import dev.witj.wit.TypeDef.Kind;
import dev.witj.wit.TypeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;

/** A WIT enum or flags: a Java enum whose constants know their labels. */
final class EnumRule {
  private final Generation generation;

  EnumRule(Generation generation) {
    this.generation = generation;
  }

  TypeSpec apply(TypeId id, TypeDef definition, Kind.Enumeration kind) {
    List<Constant> constants = new ArrayList<>();
    kind.cases().forEach(of -> constants.add(new Constant(of.name(), of.docs())));
    String label = definition.name().orElseThrow();
    return apply(id, definition, "The WIT enum {@code " + label + "}.", constants);
  }

  TypeSpec apply(TypeId id, TypeDef definition, Kind.Flags kind) {
    List<Constant> constants = new ArrayList<>();
    kind.flags().forEach(of -> constants.add(new Constant(of.name(), of.docs())));
    String label = definition.name().orElseThrow();
    return apply(
        id,
        definition,
        "A flag of the WIT flags {@code " + label + "}, which are a set of these.",
        constants);
  }

  private TypeSpec apply(TypeId id, TypeDef definition, String what, List<Constant> constants) {
    ClassName name = generation.names().of(id);
    if (constants.size() > Identifiers.MAX_CONSTANTS) {
      generation
          .diagnostics()
          .report(
              BindgenCode.TOO_MANY_CONSTANTS
                  .error(definition.name().orElseThrow(), constants.size())
                  .at(definition.span())
                  .note("the limit is " + Identifiers.MAX_CONSTANTS)
                  .help("divide it, or pass a number"));
    }
    TypeSpec.Builder type =
        TypeSpec.enumBuilder(name)
            .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
            .addJavadoc(Javadoc.of(definition.docs(), what, definition.stability()))
            .addAnnotations(Javadoc.annotations(definition.stability()))
            .addAnnotations(Generation.witName(definition.name().orElseThrow(), name.simpleName()));
    List<String> labels = constants.stream().map(Constant::label).toList();
    List<String> members = Identifiers.members(labels, Identifiers::constant, Set.of());
    for (int i = 0; i < members.size(); i++) {
      type.addEnumConstant(
          members.get(i),
          TypeSpec.anonymousClassBuilder("$S", labels.get(i))
              .addJavadoc(Javadoc.of(constants.get(i).docs(), "", Stability.unknown()))
              .build());
    }
    return type.addField(String.class, "label", Modifier.PRIVATE, Modifier.FINAL)
        .addMethod(
            MethodSpec.constructorBuilder()
                .addParameter(String.class, "label")
                .addStatement("this.label = label")
                .build())
        .addMethod(
            MethodSpec.methodBuilder("label")
                .addJavadoc("The name in WIT.")
                .addModifiers(Modifier.PUBLIC)
                .returns(String.class)
                .addStatement("return label")
                .build())
        .build();
  }

  private record Constant(String label, Docs docs) {}
}
