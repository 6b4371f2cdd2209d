package dev.witj.wat;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.ByteWriter;
import dev.witj.binary.component.Canon;
import dev.witj.binary.component.ComponentBuilder;
import dev.witj.binary.component.ComponentElement;
import dev.witj.binary.component.ComponentNameSection;
import dev.witj.binary.component.ExternDesc;
import dev.witj.binary.component.ExternName;
import dev.witj.binary.component.Sort;
import dev.witj.binary.component.SortIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Component text to binary, field by field: a component may only refer to what stands before, so
 * one pass does. Within a field, types and instances written in place are defined first, then come
 * the aliases that its references need, then the field itself. Exports that stand in a definition
 * come last in the component.
 */
final class ComponentAssembler {
  private final WatCursor cursor;
  private final ComponentScopes scopes;
  private final ReferenceParser references;
  private final ComponentTypeParser types;
  private final CanonParser canons;
  private final boolean notesPositions;
  private List<Runnable> inlineExports = new ArrayList<>();
  private ElementPositions positions;

  private ComponentAssembler(WatCursor cursor, boolean strictIndices, boolean notesPositions) {
    this.cursor = cursor;
    this.notesPositions = notesPositions;
    this.positions = new ElementPositions(new ComponentBuilder());
    this.scopes = new ComponentScopes();
    this.references = new ReferenceParser(cursor, scopes, strictIndices);
    this.types = new ComponentTypeParser(cursor, scopes, references);
    this.canons = new CanonParser(cursor, references, types);
  }

  /**
   * Assembles the rest of a component's form, with the cursor behind {@code (component $id?}, and
   * leaves it before the closing parenthesis or, at the top of a text, at its end.
   *
   * @param id the component's own identifier
   * @param positions takes where the component's parts stand in the text, by offset in it
   */
  static byte[] assemble(
      WatCursor cursor,
      @Nullable Identifier id,
      @Nullable TextPositions positions,
      WatAssembler.Options options) {
    String annotation = cursor.takeNameAnnotation();
    return new ComponentAssembler(cursor, options.strictIndices(), positions != null)
        .component(id, annotation, positions);
  }

  private @Nullable TextPositions newPositions() {
    return notesPositions ? new TextPositions(cursor.tokens()) : null;
  }

  private byte[] component(
      @Nullable Identifier id, @Nullable String annotation, @Nullable TextPositions noted) {
    cursor.enter();
    List<Runnable> outerExports = inlineExports;
    ElementPositions outerPositions = positions;
    inlineExports = new ArrayList<>();
    ComponentBuilder builder = new ComponentBuilder();
    positions = new ElementPositions(builder);
    ComponentScope scope = ComponentScope.ofComponent(id, builder);
    scopes.enter(scope);
    while (!cursor.isRight() && !cursor.atEnd()) {
      if (!custom(builder)) {
        cursor.expectLeft();
        int keyword = cursor.position();
        types.field(this::field).forEach(Runnable::run);
        positions.note(keyword);
        cursor.expectRight();
      }
    }
    inlineExports.forEach(Runnable::run);
    inlineExports = outerExports;
    scopes.leave();
    cursor.leave();
    ComponentNameSection names =
        scope.names(annotation != null ? annotation : id != null ? id.name() : null);
    if (!names.parts().isEmpty()) {
      builder.add(names.toCustom());
    }
    byte[] binary = builder.toByteArray();
    if (noted != null) {
      positions.writeTo(noted);
    }
    positions = outerPositions;
    return binary;
  }

  /** Takes an annotation that is a custom section, if one is next. */
  private boolean custom(ComponentBuilder builder) {
    if (cursor.takeAnnotation(Annotations.CUSTOM)) {
      String name = cursor.expectName();
      ByteSlice content = ByteSlice.of(WatAssembler.strings(cursor));
      builder.add(new ComponentElement.Custom(name, content));
    } else if (cursor.takeAnnotation(Annotations.PRODUCERS)) {
      ByteWriter content = CustomSections.producers(cursor);
      builder.add(new ComponentElement.Custom("producers", ByteSlice.of(content.toByteArray())));
    } else {
      return false;
    }
    cursor.expectRight();
    return true;
  }

  // Fields.

  private Runnable field() {
    String keyword = cursor.keywordOrEmpty();
    if (keyword.equals("alias")) {
      return types.alias();
    }
    int start = cursor.position();
    cursor.advance();
    return switch (keyword) {
      case "core" -> coreField();
      case "component" -> nestedComponent();
      case "instance" -> instance();
      case "type" -> type();
      case "import" -> types.importField();
      case "func" -> func();
      case "export" -> export();
      case "start" -> start();
      case "canon" -> canon();
      case "value" -> {
        cursor.reset(start);
        throw cursor.fail(WatCode.UNSUPPORTED);
      }
      default -> {
        cursor.reset(start);
        throw cursor.expected("a component field");
      }
    };
  }

  private Runnable coreField() {
    if (cursor.takeKeyword("module")) {
      return coreModule();
    }
    if (cursor.takeKeyword("instance")) {
      return coreInstance();
    }
    if (cursor.takeKeyword("type")) {
      return types.coreType();
    }
    if (cursor.takeKeyword("rec")) {
      return types.coreRec();
    }
    if (cursor.takeKeyword("func")) {
      return coreFunc();
    }
    Sort sort = references.coreSort();
    Identifier id = cursor.takeId();
    String annotation = cursor.takeNameAnnotation();
    return types.inlineAlias(sort, id, annotation);
  }

  /** Adds something and the exports that stand in its definition. */
  private Runnable define(Supplier<? extends ComponentElement> element, Sort sort, Head head) {
    return () -> {
      int index = scopes.current().define(element.get(), sort, head.id(), head.annotation());
      exportInline(head, sort, index);
    };
  }

  private void exportInline(Head head, Sort sort, int index) {
    for (InlineExport export : head.exports()) {
      inlineExports.add(
          () -> {
            scopes
                .current()
                .define(
                    new ComponentElement.Export(export.name(), new SortIndex(sort, index)),
                    sort,
                    null,
                    null);
            positions.note(export.keyword());
          });
    }
  }

  /** An export that stands in a definition, and the token that it begins with. */
  private record InlineExport(ExternName name, int keyword) {}

  /** What a definition begins with. */
  private record Head(
      @Nullable Identifier id, @Nullable String annotation, List<InlineExport> exports) {
    @Nullable String name() {
      return annotation != null ? annotation : id != null ? id.name() : null;
    }
  }

  private Head head() {
    Identifier id = cursor.takeId();
    String annotation = cursor.takeNameAnnotation();
    List<InlineExport> exports = new ArrayList<>();
    while (ExternNameParser.isInline(cursor, "export")) {
      int keyword = cursor.position() + 1;
      exports.add(new InlineExport(ExternNameParser.expectInline(cursor, "export"), keyword));
    }
    return new Head(id, annotation, exports);
  }

  /** Takes the import that stands in a definition of a sort and its type, if it is one. */
  private @Nullable Runnable takeInlineImport(Sort sort, Head head) {
    if (!ExternNameParser.isInline(cursor, "import")) {
      return null;
    }
    ExternName name = ExternNameParser.expectInline(cursor, "import");
    Supplier<ExternDesc> type = types.described(sort, head.id(), head.annotation()).type();
    return define(() -> new ComponentElement.Import(name, type.get()), sort, head);
  }

  private Runnable coreModule() {
    Head head = head();
    Runnable imported = takeInlineImport(Sort.CORE_MODULE, head);
    if (imported != null) {
      return imported;
    }
    TextPositions inside = newPositions();
    byte[] module = ModuleAssembler.assembleNested(cursor, head.name(), inside);
    return defineWhole(
        new ComponentElement.CoreModule(ByteSlice.of(module)), Sort.CORE_MODULE, head, inside);
  }

  /** Adds a nested module or component, of whose parts it is known where they stand. */
  private Runnable defineWhole(
      ComponentElement element, Sort sort, Head head, @Nullable TextPositions inside) {
    Runnable definition = define(() -> element, sort, head);
    return () -> {
      positions.nested(inside);
      definition.run();
    };
  }

  private Runnable nestedComponent() {
    Head head = head();
    Runnable imported = takeInlineImport(Sort.COMPONENT, head);
    if (imported != null) {
      return imported;
    }
    TextPositions inside = newPositions();
    byte[] component = component(head.id(), head.annotation(), inside);
    return defineWhole(
        new ComponentElement.NestedComponent(ByteSlice.of(component)),
        Sort.COMPONENT,
        head,
        inside);
  }

  private Runnable type() {
    Head head = head();
    var definition = types.expectDefinition(head.id());
    return define(() -> new ComponentElement.TypeDef(definition.get()), Sort.TYPE, head);
  }

  private Runnable start() {
    IntSupplier func = references.indexOrItem(Sort.FUNC);
    List<IntSupplier> arguments = new ArrayList<>();
    while (cursor.isForm("value")) {
      arguments.add(references.item(Sort.VALUE));
    }
    List<Head> results = new ArrayList<>();
    while (cursor.takeForm("result")) {
      while (cursor.takeForm("value")) {
        results.add(new Head(cursor.takeId(), cursor.takeNameAnnotation(), List.of()));
        cursor.expectRight();
      }
      cursor.expectRight();
    }
    return () -> {
      int started = func.getAsInt();
      List<Integer> values = arguments.stream().map(IntSupplier::getAsInt).toList();
      ComponentScope scope = scopes.current();
      scope.add(new ComponentElement.Start(started, values, results.size()));
      results.forEach(r -> scope.space(Sort.VALUE).add(r.id(), r.annotation()));
    };
  }

  // Functions.

  private Runnable coreFunc() {
    Identifier id = cursor.takeId();
    String annotation = cursor.takeNameAnnotation();
    if (cursor.isForm("alias")) {
      return types.inlineAlias(Sort.CORE_FUNC, id, annotation);
    }
    cursor.expectForm("canon");
    Supplier<Canon> canon = canons.coreFunction();
    cursor.expectRight();
    return define(
        () -> new ComponentElement.CanonDef(canon.get()),
        Sort.CORE_FUNC,
        new Head(id, annotation, List.of()));
  }

  private Runnable func() {
    Head head = head();
    Runnable imported = takeInlineImport(Sort.FUNC, head);
    if (imported != null) {
      return imported;
    }
    if (cursor.isForm("alias")) {
      return inlineFuncAlias(head);
    }
    IntSupplier type = types.funcTypeUse();
    cursor.expectForm("canon");
    cursor.expectKeyword("lift");
    CanonParser.Lifting lifting = canons.lifting();
    cursor.expectRight();
    return lift(lifting, type, head);
  }

  private Runnable inlineFuncAlias(Head head) {
    Runnable alias = types.inlineAlias(Sort.FUNC, head.id(), head.annotation());
    return () -> {
      int index = scopes.current().space(Sort.FUNC).count();
      alias.run();
      exportInline(head, Sort.FUNC, index);
    };
  }

  private Runnable lift(CanonParser.Lifting lifting, IntSupplier type, Head head) {
    return define(
        () -> new ComponentElement.CanonDef(lifting.of(type.getAsInt())), Sort.FUNC, head);
  }

  private Runnable canon() {
    if (cursor.takeKeyword("lift")) {
      CanonParser.Lifting lifting = canons.lifting();
      cursor.expectForm("func");
      Head head = new Head(cursor.takeId(), cursor.takeNameAnnotation(), List.of());
      IntSupplier type = types.funcTypeUse();
      cursor.expectRight();
      return lift(lifting, type, head);
    }
    Supplier<Canon> canon = canons.coreFunction();
    cursor.expectForm("core");
    cursor.expectKeyword("func");
    Head head = new Head(cursor.takeId(), cursor.takeNameAnnotation(), List.of());
    cursor.expectRight();
    return define(() -> new ComponentElement.CanonDef(canon.get()), Sort.CORE_FUNC, head);
  }

  // Instances.

  private Runnable coreInstance() {
    Head head = new Head(cursor.takeId(), cursor.takeNameAnnotation(), List.of());
    Supplier<ComponentElement.CoreInstance> instance;
    if (cursor.takeForm("instantiate")) {
      instance = coreInstantiation();
      cursor.expectRight();
    } else {
      instance = coreExports();
    }
    return define(instance, Sort.CORE_INSTANCE, head);
  }

  private Supplier<ComponentElement.CoreInstance> coreInstantiation() {
    record Argument(String name, IntSupplier instance) {}
    IntSupplier module = references.indexOrCoreItem(Sort.CORE_MODULE);
    List<Argument> arguments = new ArrayList<>();
    while (!cursor.isRight()) {
      cursor.expectForm("with");
      String name = cursor.expectName();
      cursor.expectLeft();
      cursor.takeKeyword("core");
      cursor.expectKeyword("instance");
      IntSupplier instance;
      if (cursor.isIndex()) {
        instance = references.path(Sort.CORE_INSTANCE);
      } else {
        Supplier<ComponentElement.CoreInstance> inline = coreExports();
        instance = define(Sort.CORE_INSTANCE, inline);
      }
      cursor.expectRight();
      cursor.expectRight();
      arguments.add(new Argument(name, instance));
    }
    return () -> {
      int instantiated = module.getAsInt();
      return new ComponentElement.CoreInstance.Instantiate(
          instantiated,
          arguments.stream()
              .map(
                  a ->
                      new ComponentElement.CoreInstance.CoreArgument(
                          a.name(), a.instance().getAsInt()))
              .toList());
    };
  }

  private IntSupplier define(Sort sort, Supplier<? extends ComponentElement> instance) {
    return types
        .pending()
        .addInstance(() -> scopes.current().define(instance.get(), sort, null, null));
  }

  private Supplier<ComponentElement.CoreInstance> coreExports() {
    record Export(String name, ReferenceParser.Item item) {}
    List<Export> exports = new ArrayList<>();
    while (!cursor.isRight()) {
      cursor.expectForm("export");
      String name = cursor.expectName();
      exports.add(new Export(name, references.coreExportable()));
      cursor.expectRight();
    }
    return () ->
        new ComponentElement.CoreInstance.Exports(
            exports.stream()
                .map(
                    e -> new ComponentElement.CoreInstance.CoreExport(e.name(), resolved(e.item())))
                .toList());
  }

  private static SortIndex resolved(ReferenceParser.Item item) {
    return new SortIndex(item.sort(), item.index().getAsInt());
  }

  private Runnable instance() {
    Head head = head();
    Runnable imported = takeInlineImport(Sort.INSTANCE, head);
    if (imported != null) {
      return imported;
    }
    if (cursor.isForm("alias")) {
      Runnable alias = types.inlineAlias(Sort.INSTANCE, head.id(), head.annotation());
      return () -> {
        int index = scopes.current().space(Sort.INSTANCE).count();
        alias.run();
        exportInline(head, Sort.INSTANCE, index);
      };
    }
    Supplier<ComponentElement.Instance> instance;
    if (cursor.takeForm("instantiate")) {
      instance = instantiation();
      cursor.expectRight();
    } else {
      instance = exports();
    }
    return define(instance, Sort.INSTANCE, head);
  }

  private Supplier<ComponentElement.Instance> instantiation() {
    record Argument(String name, ReferenceParser.Item item) {}
    IntSupplier component = references.indexOrItem(Sort.COMPONENT);
    List<Argument> arguments = new ArrayList<>();
    while (!cursor.isRight()) {
      cursor.expectForm("with");
      String name = cursor.expectName();
      if (cursor.isForm("instance")
          && (cursor.peek(2) == TokenKind.LEFT_PAREN || cursor.peek(2) == TokenKind.RIGHT_PAREN)) {
        cursor.expectForm("instance");
        IntSupplier instance = define(Sort.INSTANCE, exports());
        cursor.expectRight();
        arguments.add(new Argument(name, new ReferenceParser.Item(Sort.INSTANCE, instance)));
      } else {
        arguments.add(new Argument(name, references.exportable()));
      }
      cursor.expectRight();
    }
    return () -> {
      int instantiated = component.getAsInt();
      return new ComponentElement.Instance.Instantiate(
          instantiated,
          arguments.stream()
              .map(a -> new ComponentElement.Instance.Argument(a.name(), resolved(a.item())))
              .toList());
    };
  }

  private Supplier<ComponentElement.Instance> exports() {
    record Export(ExternName name, ReferenceParser.Item item) {}
    List<Export> exports = new ArrayList<>();
    while (!cursor.isRight()) {
      cursor.expectForm("export");
      ExternName name = ExternNameParser.expect(cursor);
      exports.add(new Export(name, references.exportable()));
      cursor.expectRight();
    }
    return () ->
        new ComponentElement.Instance.Exports(
            exports.stream()
                .map(e -> new ComponentElement.Instance.InlineExport(e.name(), resolved(e.item())))
                .toList());
  }

  private Runnable export() {
    Identifier id = cursor.takeId();
    String annotation = cursor.takeNameAnnotation();
    ExternName name = ExternNameParser.expect(cursor);
    ReferenceParser.Item item = references.exportable();
    Optional<Supplier<ExternDesc>> type =
        cursor.isRight() ? Optional.empty() : Optional.of(types.expectExternDesc());
    return () -> {
      // The type's references come first.
      Optional<ExternDesc> described = type.map(Supplier::get);
      scopes
          .current()
          .define(
              new ComponentElement.Export(name, resolved(item), described),
              item.sort(),
              id,
              annotation);
    };
  }
}
