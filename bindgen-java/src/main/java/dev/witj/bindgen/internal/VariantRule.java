package dev.witj.bindgen.internal;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeSpec;
import dev.witj.wit.Stability;
import dev.witj.wit.TypeDef;
import dev.witj.wit.TypeDef.Kind;
import dev.witj.wit.TypeId;
import java.util.List;
import javax.lang.model.element.Modifier;

/** A WIT variant: a sealed interface with one nested record for each case. */
final class VariantRule {
  private final Generation generation;
  private final RecordRule records;

  VariantRule(Generation generation, RecordRule records) {
    this.generation = generation;
    this.records = records;
  }

  TypeSpec apply(TypeId id, TypeDef definition, Kind.Variant kind) {
    ClassName name = generation.names().of(id);
    String label = definition.name().orElseThrow();
    TypeSpec.Builder type =
        TypeSpec.interfaceBuilder(name)
            .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.SEALED)
            .addJavadoc(
                Javadoc.of(
                    definition.docs(),
                    "The WIT variant {@code " + label + "}.",
                    definition.stability()))
            .addAnnotations(Javadoc.annotations(definition.stability()))
            .addAnnotations(Generation.witName(label, name.simpleName()));
    NameScope scope = new NameScope(name.simpleNames());
    for (TypeDef.Case of : kind.cases()) {
      type.addType(caseOf(name, of, scope.take(Identifiers.upperCamel(of.name()), "Case")));
    }
    return type.build();
  }

  private TypeSpec caseOf(ClassName variant, TypeDef.Case of, String simpleName) {
    ClassName name = variant.nestedClass(simpleName);
    TypeSpec.Builder type =
        TypeSpec.recordBuilder(name)
            .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
            .addSuperinterface(variant)
            .addJavadoc(
                Javadoc.of(of.docs(), "The case {@code " + of.name() + "}.", Stability.unknown()))
            .addAnnotations(Generation.witName(of.name(), simpleName));
    List<RecordRule.Component> payload =
        of.type().stream()
            .map(payloadType -> records.component("value", "value", payloadType, of.span()))
            .toList();
    RecordRule.addComponents(type, name, payload);
    return type.build();
  }
}
