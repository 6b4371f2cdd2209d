package dev.witj.compose;

import dev.witj.binary.component.ComponentElement;
import dev.witj.binary.component.CoreTypeDefinition;
import dev.witj.binary.component.ModuleType;
import dev.witj.binary.core.CoreTypes;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.Import;
import dev.witj.binary.core.NumType;
import dev.witj.binary.core.RecGroup;
import dev.witj.binary.core.SubType;
import dev.witj.diagnostics.Diagnostic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a resolved type of core modules down again. */
final class ModuleTypeEncoder {
  private final ModuleType module;
  private final List<CoreTypeDefinition.ModuleDeclaration> declarations = new ArrayList<>();
  private final Map<Integer, Integer> indices = new HashMap<>();

  private ModuleTypeEncoder(ModuleType module) {
    this.module = module;
  }

  static ComponentElement.CoreTypeDef encode(ModuleType module) {
    return new ModuleTypeEncoder(module).encode();
  }

  private ComponentElement.CoreTypeDef encode() {
    for (Import item : module.imports()) {
      Import local =
          new Import(item.module(), item.name(), CoreTypes.canonical(item.type(), this::index));
      declarations.add(new CoreTypeDefinition.ModuleDeclaration.Needs(local));
    }
    module
        .exports()
        .forEach(
            (name, type) ->
                declarations.add(
                    new CoreTypeDefinition.ModuleDeclaration.Gives(
                        name, CoreTypes.canonical(type, this::index))));
    return new ComponentElement.CoreTypeDef(new CoreTypeDefinition.Module(declarations));
  }

  private int index(int id) {
    @Nullable Integer known = indices.get(id);
    if (known != null) {
      return known;
    }
    FuncType type =
        module
            .types()
            .func(id)
            .filter(ModuleTypeEncoder::isPlain)
            .orElseThrow(
                () ->
                    Diagnostic.error(
                            ComposeCode.UNSUPPORTED_TYPE,
                            "an imported core module has types that refer to other types, which"
                                + " cannot be imported again")
                        .toException());
    int index = indices.size();
    declarations.add(new CoreTypeDefinition.ModuleDeclaration.Type(RecGroup.of(SubType.of(type))));
    indices.put(id, index);
    return index;
  }

  private static boolean isPlain(FuncType type) {
    return type.params().stream().allMatch(NumType.class::isInstance)
        && type.results().stream().allMatch(NumType.class::isInstance);
  }
}
