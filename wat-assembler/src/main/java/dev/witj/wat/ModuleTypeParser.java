package dev.witj.wat;

import dev.witj.binary.component.ComponentElement;
import dev.witj.binary.component.CoreTypeDefinition;
import dev.witj.binary.component.CoreTypeDefinition.ModuleDeclaration;
import dev.witj.binary.component.Sort;
import dev.witj.binary.core.ExternKind;
import dev.witj.binary.core.ExternType;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.Import;
import dev.witj.binary.core.RecGroup;
import dev.witj.binary.core.SubType;
import dev.witj.binary.core.TagType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Core types as components define them, those of modules included. References are resolved as they
 * are read, so this must run when everything before is defined.
 */
final class ModuleTypeParser {
  private final WatCursor cursor;
  private final ReferenceParser references;
  private final ComponentScopes scopes;
  private final TypeParser types;

  ModuleTypeParser(WatCursor cursor, ReferenceParser references, ComponentScopes scopes) {
    this.cursor = cursor;
    this.references = references;
    this.scopes = scopes;
    this.types = new TypeParser(cursor, at -> scopes.current().space(Sort.CORE_TYPE).expect(at));
  }

  TypeParser types() {
    return types;
  }

  /** The types of {@code (rec (type …)*)}, with the cursor behind {@code rec}. */
  RecGroup recGroup() {
    int start = cursor.position();
    while (cursor.isForm("type")) {
      int form = cursor.position();
      cursor.advance();
      cursor.advance();
      name();
      cursor.skipRestOfForm(form);
    }
    int end = cursor.position();
    cursor.reset(start);
    List<SubType> group = new ArrayList<>();
    while (cursor.position() < end) {
      cursor.expectForm("type");
      cursor.takeId();
      cursor.takeNameAnnotation();
      group.add(types.expectDefinition().type());
      cursor.expectRight();
    }
    return new RecGroup(true, group);
  }

  /** Takes a type's name and gives it the next index: a type may refer to itself. */
  private void name() {
    Identifier id = cursor.takeId();
    String annotation = cursor.takeNameAnnotation();
    scopes.current().space(Sort.CORE_TYPE).add(id, annotation);
  }

  /** The type that follows its name. */
  SubType definition(@Nullable Identifier id, @Nullable String annotation) {
    scopes.current().space(Sort.CORE_TYPE).add(id, annotation);
    return types.expectDefinition().type();
  }

  /**
   * The declarations of a module type, up to the closing parenthesis.
   *
   * @param id the type's own identifier
   */
  CoreTypeDefinition.Module module(@Nullable Identifier id) {
    cursor.enter();
    List<ModuleDeclaration> declarations = new ArrayList<>();
    scopes.enter(ComponentScope.ofModuleType(id, declarations));
    Map<FuncType, Integer> signatures = new HashMap<>();
    while (!cursor.isRight()) {
      cursor.expectLeft();
      switch (cursor.keywordOrEmpty()) {
        case "type" -> {
          cursor.advance();
          int index = scopes.current().space(Sort.CORE_TYPE).count();
          name();
          SubType type = types.expectDefinition().type();
          if (type.composite() instanceof FuncType signature) {
            signatures.putIfAbsent(signature, index);
          }
          declarations.add(new ModuleDeclaration.Type(RecGroup.of(type)));
        }
        case "rec" -> {
          cursor.advance();
          declarations.add(new ModuleDeclaration.Type(recGroup()));
        }
        case "alias" -> alias();
        case "import" -> {
          cursor.advance();
          String module = cursor.expectName();
          String name = cursor.expectName();
          ExternType type = externType(declarations, signatures);
          declarations.add(new ModuleDeclaration.Needs(new Import(module, name, type)));
        }
        case "export" -> {
          cursor.advance();
          String name = cursor.expectName();
          ExternType type = externType(declarations, signatures);
          declarations.add(new ModuleDeclaration.Gives(name, type));
        }
        default -> throw cursor.expected("`type`, `rec`, `alias`, `import` or `export`");
      }
      cursor.expectRight();
    }
    scopes.leave();
    cursor.leave();
    return new CoreTypeDefinition.Module(declarations);
  }

  /** {@code (alias outer $component $type (type $id?))}; {@code core} may stand with the type. */
  private void alias() {
    cursor.expectKeyword("alias");
    cursor.expectKeyword("outer");
    Index component = cursor.expectIndex();
    Index item = cursor.expectIndex();
    cursor.expectLeft();
    cursor.takeKeyword("core");
    cursor.expectKeyword("type");
    Identifier id = cursor.takeId();
    String annotation = cursor.takeNameAnnotation();
    cursor.expectRight();
    ComponentElement.Alias alias = scopes.outer(Sort.CORE_TYPE, component, item);
    scopes.current().define(alias, Sort.CORE_TYPE, id, annotation);
  }

  /** {@code (kind $id? type)}. */
  private ExternType externType(
      List<ModuleDeclaration> declarations, Map<FuncType, Integer> signatures) {
    cursor.expectLeft();
    ExternKind kind = references.coreKind();
    cursor.takeId();
    cursor.takeNameAnnotation();
    ExternType type =
        switch (kind) {
          case FUNC -> new ExternType.Func(typeUse(declarations, signatures));
          case TABLE -> types.expectTableType();
          case MEMORY -> types.expectMemoryType();
          case GLOBAL -> types.expectGlobalType();
          case TAG -> new TagType(typeUse(declarations, signatures));
        };
    cursor.expectRight();
    return type;
  }

  /** {@code (type x)} or a signature, which becomes a type ahead of what has it. */
  private int typeUse(List<ModuleDeclaration> declarations, Map<FuncType, Integer> signatures) {
    IndexSpace space = scopes.current().space(Sort.CORE_TYPE);
    if (cursor.takeForm("type")) {
      int index = space.expect(cursor);
      cursor.expectRight();
      types.takeSignature();
      return index;
    }
    FuncType signature = types.takeSignature().type();
    Integer known = signatures.get(signature);
    if (known != null) {
      return known;
    }
    declarations.add(new ModuleDeclaration.Type(RecGroup.of(SubType.of(signature))));
    return space.add();
  }
}
