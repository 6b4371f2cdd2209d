package dev.witj.bindgen.internal;

import com.palantir.javapoet.TypeSpec;
import dev.witj.wit.Function;
import dev.witj.wit.TypeDef;
import dev.witj.wit.TypeDef.Kind;
import dev.witj.wit.TypeId;
import java.util.Collection;
import java.util.Optional;

/** Chooses the rule for a type definition. */
final class TypeRules {
  private final Generation generation;
  private final RecordRule records;
  private final VariantRule variants;
  private final EnumRule enums;
  private final ResourceRule resources;

  TypeRules(Generation generation, ResourceRule resources) {
    this.generation = generation;
    this.records = new RecordRule(generation);
    this.variants = new VariantRule(generation, records);
    this.enums = new EnumRule(generation);
    this.resources = resources;
  }

  /** The class of a definition; none where it gets no class of its own. */
  Optional<TypeSpec> apply(TypeId id, Collection<Function> functions) {
    TypeDef definition = generation.resolve().get(id);
    return switch (definition.kind()) {
      case Kind.Rec kind -> Optional.of(records.apply(id, definition, kind));
      case Kind.Variant kind -> Optional.of(variants.apply(id, definition, kind));
      case Kind.Enumeration kind -> Optional.of(enums.apply(id, definition, kind));
      case Kind.Flags kind -> Optional.of(enums.apply(id, definition, kind));
      case Kind.Resource() -> Optional.of(resources.apply(id, definition, functions));
      case Kind.Structural _ -> Optional.empty();
    };
  }
}
