package dev.witj.wat;

import dev.witj.binary.component.ComponentElement;
import dev.witj.binary.component.ComponentValType;
import dev.witj.binary.component.CoreTypeDefinition;
import dev.witj.binary.component.Declaration;
import dev.witj.binary.component.ExternDesc;
import dev.witj.binary.component.ExternName;
import dev.witj.binary.component.Sort;
import dev.witj.binary.component.TypeDefinition;
import dev.witj.binary.core.RecGroup;
import dev.witj.binary.core.SubType;
import dev.witj.binary.core.ValType;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The types of components and their parts, and the forms that component types share with components
 * themselves. Reading a form and resolving its references are two steps: types written in place
 * must be defined ahead of the form, and what its references need must follow them.
 */
final class ComponentTypeParser {
  private final WatCursor cursor;
  private final ComponentScopes scopes;
  private final ReferenceParser references;
  private final ValueTypeParser values;
  private final ModuleTypeParser coreTypes;
  private PendingFields pending = new PendingFields();

  ComponentTypeParser(WatCursor cursor, ComponentScopes scopes, ReferenceParser references) {
    this.cursor = cursor;
    this.scopes = scopes;
    this.references = references;
    this.values = new ValueTypeParser(cursor, references, this::define);
    this.coreTypes = new ModuleTypeParser(cursor, references, scopes);
  }

  /** What an import or export is said to be. */
  record Described(
      Sort sort, @Nullable Identifier id, @Nullable String annotation, Supplier<ExternDesc> type) {}

  ValueTypeParser values() {
    return values;
  }

  TypeParser coreTypes() {
    return coreTypes.types();
  }

  /** What is to be defined before the field that is being read. */
  PendingFields pending() {
    return pending;
  }

  /** Reads a field: the steps that define it and what it needs, in their order. */
  List<Runnable> field(Supplier<Runnable> read) {
    PendingFields outer = pending;
    pending = new PendingFields();
    Runnable last = read.get();
    List<Runnable> steps = pending.before(last);
    pending = outer;
    return steps;
  }

  private IntSupplier define(Supplier<TypeDefinition> type) {
    return pending.addType(
        () ->
            scopes
                .current()
                .define(new ComponentElement.TypeDef(type.get()), Sort.TYPE, null, null));
  }

  /** Goes to a place that was left out before, and back. */
  private void at(int position, Runnable read) {
    int back = cursor.position();
    cursor.reset(position);
    read.run();
    cursor.reset(back);
  }

  // Core types.

  /** The rest of {@code (core type …}. */
  Runnable coreType() {
    Identifier id = cursor.takeId();
    String annotation = cursor.takeNameAnnotation();
    int position = cursor.position();
    cursor.expectLeft();
    boolean module = cursor.isKeyword("module");
    cursor.skipRestOfForm(position);
    return () -> at(position, () -> coreType(id, annotation, module));
  }

  private void coreType(@Nullable Identifier id, @Nullable String annotation, boolean module) {
    if (module) {
      cursor.expectForm("module");
      CoreTypeDefinition.Module type = coreTypes.module(id);
      cursor.expectRight();
      scopes
          .current()
          .define(new ComponentElement.CoreTypeDef(type), Sort.CORE_TYPE, id, annotation);
    } else {
      SubType type = coreTypes.definition(id, annotation);
      addGroup(RecGroup.of(type));
    }
  }

  /** The rest of {@code (core rec …}. */
  Runnable coreRec() {
    int position = cursor.position();
    skipForms();
    return () -> at(position, () -> addGroup(coreTypes.recGroup()));
  }

  private void addGroup(RecGroup group) {
    scopes.current().add(new ComponentElement.CoreTypeDef(new CoreTypeDefinition.Group(group)));
  }

  private void skipForms() {
    while (!cursor.isRight()) {
      int form = cursor.position();
      cursor.expectLeft();
      cursor.skipRestOfForm(form);
    }
  }

  // Component types.

  /**
   * A type definition.
   *
   * @param id the type's own identifier
   */
  Supplier<TypeDefinition> expectDefinition(@Nullable Identifier id) {
    String form = cursor.formOrEmpty();
    Supplier<TypeDefinition> type;
    switch (form) {
      case "func" -> {
        cursor.expectForm(form);
        type = values.takeSignature();
      }
      case "component" -> {
        cursor.expectForm(form);
        type = componentType(id);
      }
      case "instance" -> {
        cursor.expectForm(form);
        type = instanceType(id);
      }
      case "resource" -> {
        cursor.expectForm(form);
        type = resource();
      }
      default -> {
        return values.expectDefinition();
      }
    }
    cursor.expectRight();
    return type;
  }

  private Supplier<TypeDefinition> resource() {
    cursor.expectForm("rep");
    ValType representation = coreTypes.types().expectValType();
    cursor.expectRight();
    if (!cursor.takeForm("dtor")) {
      return () -> new TypeDefinition.Resource(representation, OptionalInt.empty());
    }
    IntSupplier destructor = references.option(Sort.CORE_FUNC, "dtor");
    return () -> new TypeDefinition.Resource(representation, OptionalInt.of(destructor.getAsInt()));
  }

  private Supplier<TypeDefinition> componentType(@Nullable Identifier id) {
    Supplier<List<Declaration>> declarations = declarations(true, id);
    return () -> new TypeDefinition.Component(declarations.get());
  }

  private Supplier<TypeDefinition> instanceType(@Nullable Identifier id) {
    Supplier<List<Declaration>> declarations = declarations(false, id);
    return () -> new TypeDefinition.Instance(declarations.get());
  }

  private Supplier<List<Declaration>> declarations(boolean component, @Nullable Identifier id) {
    cursor.enter();
    List<Runnable> steps = new ArrayList<>();
    while (!cursor.isRight()) {
      cursor.expectLeft();
      steps.addAll(field(() -> declaration(component)));
      cursor.expectRight();
    }
    cursor.leave();
    return () -> {
      List<Declaration> declarations = new ArrayList<>();
      scopes.enter(ComponentScope.ofType(id, declarations));
      steps.forEach(Runnable::run);
      scopes.leave();
      return declarations;
    };
  }

  private Runnable declaration(boolean component) {
    switch (cursor.keywordOrEmpty()) {
      case "core" -> {
        cursor.advance();
        if (cursor.takeKeyword("rec")) {
          return coreRec();
        }
        cursor.expectKeyword("type");
        return coreType();
      }
      case "type" -> {
        cursor.advance();
        Identifier id = cursor.takeId();
        String annotation = cursor.takeNameAnnotation();
        return type(id, annotation);
      }
      case "alias" -> {
        return alias();
      }
      case "export" -> {
        cursor.advance();
        ExternName name = ExternNameParser.expect(cursor);
        Described item = describedInForm();
        return () ->
            scopes
                .current()
                .declare(
                    new Declaration.Export(name, item.type().get()), item.id(), item.annotation());
      }
      case "import" -> {
        if (component) {
          cursor.advance();
          return importField();
        }
      }
      default -> {}
    }
    throw cursor.expected(
        component
            ? "`core`, `type`, `alias`, `import` or `export`"
            : "`core`, `type`, `alias` or `export`");
  }

  /** The rest of {@code (type $id?}, without exports. */
  Runnable type(@Nullable Identifier id, @Nullable String annotation) {
    Supplier<TypeDefinition> type = expectDefinition(id);
    return () ->
        scopes
            .current()
            .define(new ComponentElement.TypeDef(type.get()), Sort.TYPE, id, annotation);
  }

  // Imports and exports.

  /** The rest of {@code (import …}. */
  Runnable importField() {
    ExternName name = ExternNameParser.expect(cursor);
    return importOf(name, describedInForm());
  }

  /** Imports something. */
  Runnable importOf(ExternName name, Described item) {
    return () ->
        scopes
            .current()
            .define(
                new ComponentElement.Import(name, item.type().get()),
                item.sort(),
                item.id(),
                item.annotation());
  }

  private Described describedInForm() {
    cursor.expectLeft();
    Sort sort = references.componentSort();
    Identifier id = cursor.takeId();
    String annotation = cursor.takeNameAnnotation();
    Described item = described(sort, id, annotation);
    cursor.expectRight();
    return item;
  }

  /** {@code (sort type)} without a name, as exports have it. */
  Supplier<ExternDesc> expectExternDesc() {
    cursor.expectLeft();
    Sort sort = references.componentSort();
    Supplier<ExternDesc> type = described(sort, null, null).type();
    cursor.expectRight();
    return type;
  }

  /** The type that something of a sort has, up to the closing parenthesis. */
  Described described(Sort sort, @Nullable Identifier id, @Nullable String annotation) {
    return new Described(sort, id, annotation, externDesc(sort));
  }

  private Supplier<ExternDesc> externDesc(Sort sort) {
    return switch (sort) {
      case CORE_MODULE -> {
        IntSupplier type = moduleTypeUse();
        yield () -> new ExternDesc.CoreModule(type.getAsInt());
      }
      case FUNC -> {
        IntSupplier type = funcTypeUse();
        yield () -> new ExternDesc.Func(type.getAsInt());
      }
      case COMPONENT -> {
        IntSupplier type = typeUse(() -> componentType(null));
        yield () -> new ExternDesc.Component(type.getAsInt());
      }
      case INSTANCE -> {
        IntSupplier type = typeUse(() -> instanceType(null));
        yield () -> new ExternDesc.Instance(type.getAsInt());
      }
      case VALUE -> {
        if (isTypeReference(1)) {
          IntSupplier type = references.item(Sort.TYPE);
          yield () -> new ExternDesc.Value(new ComponentValType.Ref(type.getAsInt()));
        }
        Supplier<ComponentValType> type = values.expectValType();
        yield () -> new ExternDesc.Value(type.get());
      }
      case TYPE -> typeBound();
      case CORE_FUNC, CORE_TABLE, CORE_MEMORY, CORE_GLOBAL, CORE_TAG, CORE_TYPE, CORE_INSTANCE ->
          throw new IllegalStateException("no component imports or exports a " + sort);
    };
  }

  private Supplier<ExternDesc> typeBound() {
    if (cursor.takeForm("eq")) {
      IntSupplier type = references.indexOrItem(Sort.TYPE);
      cursor.expectRight();
      return () -> new ExternDesc.TypeEq(type.getAsInt());
    }
    if (!cursor.isForm("sub")) {
      throw cursor.expected("`(eq` or `(sub`");
    }
    cursor.expectForm("sub");
    cursor.expectKeyword("resource");
    cursor.expectRight();
    return ExternDesc.SubResource::new;
  }

  /** Whether {@code (type x)} or {@code (type x "export"…)} begins here, and no definition. */
  private boolean isTypeReference(int keyword) {
    TokenKind index = cursor.peek(keyword + 1);
    TokenKind next = cursor.peek(keyword + 2);
    return cursor.isLeft()
        && cursor.isKeyword(keyword, "type")
        && (index == TokenKind.ID || index == TokenKind.INTEGER)
        && (next == TokenKind.RIGHT_PAREN || next == TokenKind.STRING);
  }

  private IntSupplier typeUse(Supplier<Supplier<TypeDefinition>> inline) {
    return isTypeReference(1) ? references.item(Sort.TYPE) : define(inline.get());
  }

  /** {@code (type x)} or a signature in place. */
  IntSupplier funcTypeUse() {
    return typeUse(values::takeSignature);
  }

  private IntSupplier moduleTypeUse() {
    if (isTypeReference(1) || (cursor.isForm("core") && isTypeReference(2))) {
      return references.indexOrCoreItem(Sort.CORE_TYPE);
    }
    int position = cursor.position();
    skipForms();
    return pending.addType(
        () -> {
          int back = cursor.position();
          cursor.reset(position);
          CoreTypeDefinition.Module type = coreTypes.module(null);
          cursor.reset(back);
          return scopes
              .current()
              .define(new ComponentElement.CoreTypeDef(type), Sort.CORE_TYPE, null, null);
        });
  }

  // Aliases.

  /** The rest of {@code (alias …}, from that keyword on. */
  Runnable alias() {
    cursor.expectKeyword("alias");
    Supplier<ComponentElement.Alias> alias;
    Sort sort;
    if (cursor.takeKeyword("outer")) {
      Index component = cursor.expectIndex();
      Index item = cursor.expectIndex();
      cursor.expectLeft();
      sort = references.outerSort();
      alias = () -> scopes.outer(sort, component, item);
    } else if (cursor.takeKeyword("export")) {
      IntSupplier instance = references.index(Sort.INSTANCE);
      String name = cursor.expectName();
      cursor.expectLeft();
      sort = references.componentSort();
      alias = () -> new ComponentElement.Alias.InstanceExport(sort, instance.getAsInt(), name);
    } else if (cursor.takeKeyword("core")) {
      cursor.expectKeyword("export");
      IntSupplier instance = references.index(Sort.CORE_INSTANCE);
      String name = cursor.expectName();
      cursor.expectLeft();
      cursor.expectKeyword("core");
      sort = references.coreSort();
      alias = () -> new ComponentElement.Alias.CoreInstanceExport(sort, instance.getAsInt(), name);
    } else {
      throw cursor.expected("`outer`, `export` or `core`");
    }
    Identifier id = cursor.takeId();
    String annotation = cursor.takeNameAnnotation();
    cursor.expectRight();
    return () -> scopes.current().define(alias.get(), sort, id, annotation);
  }

  /**
   * {@code (alias export $instance "name")}, or {@code (alias core export …)} for a core sort, as a
   * definition in place has it.
   */
  Runnable inlineAlias(Sort sort, @Nullable Identifier id, @Nullable String annotation) {
    cursor.expectForm("alias");
    if (sort.isCore()) {
      cursor.expectKeyword("core");
    }
    cursor.expectKeyword("export");
    IntSupplier instance = references.index(sort.isCore() ? Sort.CORE_INSTANCE : Sort.INSTANCE);
    String name = cursor.expectName();
    cursor.expectRight();
    return () -> {
      int from = instance.getAsInt();
      ComponentElement.Alias alias =
          sort.isCore()
              ? new ComponentElement.Alias.CoreInstanceExport(sort, from, name)
              : new ComponentElement.Alias.InstanceExport(sort, from, name);
      scopes.current().define(alias, sort, id, annotation);
    };
  }
}
