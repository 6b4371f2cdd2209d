package dev.witj.wat;

import dev.witj.binary.ByteWriter;
import dev.witj.binary.core.ExternKind;
import dev.witj.binary.core.ExternType;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.GlobalType;
import dev.witj.binary.core.MemoryType;
import dev.witj.binary.core.RecGroup;
import dev.witj.binary.core.RefType;
import dev.witj.binary.core.SizeLimits;
import dev.witj.binary.core.SubType;
import dev.witj.binary.core.TableType;
import dev.witj.binary.core.TagType;
import dev.witj.binary.core.ValType;
import dev.witj.binary.internal.core.TypeWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Core module text to binary, in three passes over the fields. The first gives every item its index
 * and learns the names; it looks at the head of each field only. The second reads the type
 * definitions, which may refer to one another in any order. The third reads all else in the order
 * of the text and writes it into its section at once: every name and type it can meet is known by
 * then. Signatures without a type of their own become types as the third pass meets them, so they
 * follow the explicit ones in the order of the text.
 */
final class ModuleAssembler {
  private final WatCursor cursor;
  private final @Nullable TextPositions positions;
  private final ModuleScope scope = new ModuleScope();
  private final TypeParser types;
  private final BodyAssembler bodies;
  private final SegmentAssembler segments;
  private final CustomSections customs = new CustomSections();
  private final NameSection names;
  private final List<RecGroup> typeGroups = new ArrayList<>();
  private final List<Integer> typeKeywords = new ArrayList<>();

  private final SectionDraft typeSection;
  private final SectionDraft imports;
  private final SectionDraft funcs;
  private final SectionDraft tables;
  private final SectionDraft memories;
  private final SectionDraft globals;
  private final SectionDraft exports;
  private final SectionDraft tags;
  private final CodeDraft code = new CodeDraft();
  private @Nullable Integer start;
  private int startKeyword;

  /** The token that the current field begins with. */
  private int keyword;

  private int nextFunc;
  private int nextTable;
  private int nextMemory;
  private int nextGlobal;
  private int nextTag;

  private ModuleAssembler(
      WatCursor cursor, @Nullable String name, @Nullable TextPositions positions) {
    this.cursor = cursor;
    this.positions = positions;
    this.typeSection = section(1);
    this.imports = section(2);
    this.funcs = section(3);
    this.tables = section(4);
    this.memories = section(5);
    this.globals = section(6);
    this.exports = section(7);
    this.tags = section(13);
    this.types = new TypeParser(cursor, scope.types::expect);
    this.bodies = new BodyAssembler(cursor, scope, types);
    this.segments = new SegmentAssembler(cursor, scope, types, bodies, section(9), section(11));
    this.names = new NameSection(name, scope);
  }

  private SectionDraft section(int id) {
    return new SectionDraft(id, positions == null ? null : new TextPositions(cursor.tokens()));
  }

  /**
   * Assembles the rest of a module's form, with the cursor behind {@code (module $id?}, and leaves
   * it before the closing parenthesis or, at the top of a text, at its end.
   *
   * @param id the module's own identifier
   */
  static byte[] assemble(WatCursor cursor, @Nullable Identifier id) {
    return assemble(cursor, id, null);
  }

  /**
   * Does so and notes where the module's parts stand in the text.
   *
   * @param positions takes the notes, by offset in the module
   */
  static byte[] assemble(
      WatCursor cursor, @Nullable Identifier id, @Nullable TextPositions positions) {
    String annotation = cursor.takeNameAnnotation();
    String name = annotation != null ? annotation : id != null ? id.name() : null;
    return new ModuleAssembler(cursor, name, positions).run();
  }

  /**
   * Does so for a module inside of a component, whose name has been taken already.
   *
   * @param name what debuggers shall call it
   * @param positions takes where its parts stand, by offset in the module
   */
  static byte[] assembleNested(
      WatCursor cursor, @Nullable String name, @Nullable TextPositions positions) {
    return new ModuleAssembler(cursor, name, positions).run();
  }

  private byte[] run() {
    List<ModuleField> fields = new FieldScanner(cursor, scope, customs).scan();
    int end = cursor.position();
    defineTypes(fields);
    for (ModuleField field : fields) {
      cursor.reset(field.position() + 2);
      field(field);
    }
    for (CodeDraft.Body function : code.waiting()) {
      cursor.reset(function.position);
      body(function);
    }
    scope.finish();
    cursor.reset(end);
    return write();
  }

  // Second pass: types.

  private void defineTypes(List<ModuleField> fields) {
    int next = 0;
    for (ModuleField field : fields) {
      cursor.reset(field.position() + 2);
      if (field.kind() == ModuleField.Kind.TYPE) {
        typeKeywords.add(field.position() + 1);
        typeGroups.add(RecGroup.of(definition(next++, true)));
      } else if (field.kind() == ModuleField.Kind.REC) {
        typeKeywords.add(field.position() + 1);
        List<SubType> group = new ArrayList<>();
        while (cursor.takeForm("type")) {
          group.add(definition(next++, false));
        }
        cursor.expectRight();
        typeGroups.add(new RecGroup(true, group));
      }
    }
  }

  /** The rest of {@code (type …)}. */
  private SubType definition(int index, boolean alone) {
    cursor.takeId();
    cursor.takeNameAnnotation();
    TypeParser.Definition definition = types.expectDefinition();
    cursor.expectRight();
    scope.define(definition.type(), alone);
    if (!definition.fieldNames().isEmpty()) {
      IndexSpace space = new IndexSpace("field");
      nameAll(space, definition.fieldNames(), Integer.MAX_VALUE);
      scope.fields.put(index, space);
    }
    return definition.type();
  }

  /** Adds items up to the last named one, or up to so many if that is more than they are. */
  private static void nameAll(IndexSpace space, List<TypeParser.Named> named, int count) {
    int base = space.count();
    for (TypeParser.Named name : named) {
      while (space.count() < base + name.position()) {
        space.add();
      }
      space.add(name.id(), name.annotation());
    }
    while (count != Integer.MAX_VALUE && space.count() < base + count) {
      space.add();
    }
  }

  // Third pass: everything else.

  private void field(ModuleField field) {
    keyword = field.position() + 1;
    switch (field.kind()) {
      case TYPE, REC -> {
        return;
      }
      case IMPORT -> importField();
      case FUNC -> func();
      case TABLE -> table();
      case MEMORY -> memory();
      case GLOBAL -> global();
      case TAG -> tag();
      case EXPORT -> export();
      case START -> {
        startKeyword = keyword;
        start = scope.funcs.expect(cursor);
      }
      case ELEM -> segments.elem();
      case DATA -> segments.data();
    }
    cursor.expectRight();
  }

  private void importField() {
    String module = cursor.expectName();
    ByteWriter out = imports.next(keyword).writeName(module);
    if (cursor.isString()) {
      out.writeName(cursor.expectName());
      TypeWriter.externType(importedType(), out);
      return;
    }
    compactImport(out);
  }

  /** Several imports of one module: each with its type, or all with the same. */
  private void compactImport(ByteWriter out) {
    List<String> itemNames = new ArrayList<>();
    List<ExternType> itemTypes = new ArrayList<>();
    while (cursor.takeForm("item")) {
      itemNames.add(cursor.expectName());
      if (!cursor.isRight()) {
        itemTypes.add(importedType());
      }
      cursor.expectRight();
    }
    if (itemTypes.isEmpty() && cursor.isLeft()) {
      ExternType shared = importedType();
      for (int i = 1; i < itemNames.size(); i++) {
        count(shared.kind());
      }
      out.writeByte(0).writeByte(0x7e);
      TypeWriter.externType(shared, out);
      out.writeU32(itemNames.size());
      itemNames.forEach(out::writeName);
    } else {
      if (itemTypes.size() != itemNames.size()) {
        throw cursor.expected("a type for each item or one for all");
      }
      out.writeByte(0).writeByte(0x7f).writeU32(itemNames.size());
      for (int i = 0; i < itemNames.size(); i++) {
        out.writeName(itemNames.get(i));
        TypeWriter.externType(itemTypes.get(i), out);
      }
    }
  }

  private int count(ExternKind kind) {
    return switch (kind) {
      case FUNC -> nextFunc++;
      case TABLE -> nextTable++;
      case MEMORY -> nextMemory++;
      case GLOBAL -> nextGlobal++;
      case TAG -> nextTag++;
    };
  }

  /** {@code (kind $id? type)}. */
  private ExternType importedType() {
    cursor.expectLeft();
    ExternKind kind = ModuleField.Kind.at(cursor).expectExtern(cursor);
    cursor.advance();
    cursor.takeId();
    cursor.takeNameAnnotation();
    ExternType type = externType(kind, count(kind));
    cursor.expectRight();
    return type;
  }

  /** The type of an import; {@code index} is the one that it gets. */
  private ExternType externType(ExternKind kind, int index) {
    return switch (kind) {
      case FUNC -> {
        TypeUse use = scope.takeTypeUse(cursor, types);
        nameParameters(index, use.inline().names());
        yield new ExternType.Func(scope.typeIndex(use));
      }
      case TABLE -> types.expectTableType();
      case MEMORY -> types.expectMemoryType();
      case GLOBAL -> types.expectGlobalType();
      case TAG -> new TagType(scope.typeIndex(scope.takeTypeUse(cursor, types)));
    };
  }

  /** The head of a definition: its exports; true if it is an import, which is then complete. */
  private boolean head(ExternKind kind, int index) {
    cursor.takeId();
    cursor.takeNameAnnotation();
    while (cursor.takeForm("export")) {
      ByteWriter out = exports.next(cursor.position() - 1);
      out.writeName(cursor.expectName()).writeByte(kind.ordinal()).writeU32(index);
      cursor.expectRight();
    }
    if (!cursor.takeForm("import")) {
      return false;
    }
    int written = cursor.position() - 1;
    String module = cursor.expectName();
    String name = cursor.expectName();
    cursor.expectRight();
    ByteWriter out = imports.next(written).writeName(module).writeName(name);
    TypeWriter.externType(externType(kind, index), out);
    return true;
  }

  /** An imported function has no body, but parameters that debuggers can name. */
  private void nameParameters(int func, List<TypeParser.Named> named) {
    List<IndexSpace.DebugName> debugNames = new ArrayList<>();
    for (TypeParser.Named each : named) {
      Identifier id = each.id();
      String name = each.annotation() != null ? each.annotation() : id == null ? null : id.name();
      if (name != null) {
        debugNames.add(new IndexSpace.DebugName(each.position(), name));
      }
    }
    names.addFunction(func, debugNames, List.of());
  }

  private void func() {
    int index = nextFunc++;
    if (head(ExternKind.FUNC, index)) {
      return;
    }
    TypeUse use = scope.takeTypeUse(cursor, types);
    int type = scope.typeIndex(use);
    funcs.next(keyword).writeU32(type);
    CodeDraft.Body function = new CodeDraft.Body(index, keyword, cursor.position(), use, type);
    code.add(function);
    if (use.inline().given() || scope.isKnown(type)) {
      body(function);
    } else {
      // The type is one that a later signature may yet make; how many parameters it has decides
      // which indices the locals get.
      cursor.reset(fieldEnd(function.position));
    }
  }

  private int fieldEnd(int inside) {
    cursor.reset(inside);
    cursor.skipRestOfForm(inside);
    return cursor.position() - 1;
  }

  private void body(CodeDraft.Body function) {
    FuncType type = scope.funcType(function.type);
    TypeParser.Signature inline = function.use.inline();
    int params =
        inline.given() ? inline.type().params().size() : type == null ? 0 : type.params().size();
    IndexSpace locals = new IndexSpace("local");
    nameAll(locals, inline.names(), params);
    List<ValType> declared = new ArrayList<>();
    List<TypeParser.Named> declaredNames = new ArrayList<>();
    while (cursor.takeForm("local")) {
      types.typesOrOneNamed(declared, declaredNames);
    }
    nameAll(locals, declaredNames, declared.size());
    ByteWriter out = new ByteWriter();
    CodeDraft.writeLocals(declared, out);
    bodies.begin(locals, out);
    function.positions = positions == null ? null : new TextPositions(cursor.tokens());
    bodies.noteIn(function.positions);
    bodies.instructions();
    bodies.end();
    bodies.noteIn(null);
    function.bytes = out;
    function.hints = bodies.hints();
    function.localNames = locals.debugNames();
    function.labelNames = bodies.labelNames();
  }

  private void table() {
    int index = nextTable++;
    if (head(ExternKind.TABLE, index)) {
      return;
    }
    int position = cursor.position();
    boolean shared = cursor.takeKeyword("shared");
    boolean index64 = types.takeIndex64();
    if (types.isRefType()) {
      RefType element = types.expectRefType();
      cursor.expectForm("elem");
      int size = segments.inlineElem(index, index64, element);
      SizeLimits limits = SizeLimits.between(size, size);
      TypeWriter.tableType(new TableType(element, index64, shared, limits), tables.next(keyword));
      return;
    }
    cursor.reset(position);
    TableType type = types.expectTableType();
    ByteWriter out = tables.next(keyword);
    if (cursor.isRight()) {
      TypeWriter.tableType(type, out);
    } else {
      out.writeByte(0x40).writeByte(0);
      TypeWriter.tableType(type, out);
      expression(tables);
    }
  }

  private void memory() {
    int index = nextMemory++;
    if (head(ExternKind.MEMORY, index)) {
      return;
    }
    int position = cursor.position();
    boolean index64 = types.takeIndex64();
    OptionalInt pageSize = types.takePageSize();
    if (cursor.takeForm("data")) {
      long size = segments.inlineData(index, index64);
      int log2 = pageSize.orElse(MemoryType.DEFAULT_PAGE_SIZE_LOG2);
      long pages = (size + (1L << log2) - 1) >>> log2;
      SizeLimits limits = SizeLimits.between(pages, pages);
      TypeWriter.memoryType(
          new MemoryType(index64, false, pageSize, limits), memories.next(keyword));
      return;
    }
    cursor.reset(position);
    TypeWriter.memoryType(types.expectMemoryType(), memories.next(keyword));
  }

  private void global() {
    int index = nextGlobal++;
    if (head(ExternKind.GLOBAL, index)) {
      return;
    }
    GlobalType type = types.expectGlobalType();
    ByteWriter out = globals.next(keyword);
    TypeWriter.globalType(type, out);
    expression(globals);
  }

  /** A constant expression at the end of a section's latest item. */
  private void expression(SectionDraft section) {
    bodies.noteIn(section.positions);
    bodies.expression(section.items);
    bodies.noteIn(null);
  }

  private void tag() {
    int index = nextTag++;
    if (head(ExternKind.TAG, index)) {
      return;
    }
    int type = scope.typeIndex(scope.takeTypeUse(cursor, types));
    TypeWriter.tagType(new TagType(type), tags.next(keyword));
  }

  private void export() {
    String name = cursor.expectName();
    cursor.expectLeft();
    ExternKind extern = ModuleField.Kind.at(cursor).expectExtern(cursor);
    cursor.advance();
    int index = scope.space(extern).expect(cursor);
    cursor.expectRight();
    exports.next(keyword).writeName(name).writeByte(extern.ordinal()).writeU32(index);
  }

  // The binary.

  private byte[] write() {
    ByteWriter out = new ByteWriter(1024);
    out.writeFixed32(0x6d73_6100).writeFixed32(1);
    customs.write(CustomSections.Anchor.FIRST, true, out);
    for (int i = 0; i < typeGroups.size(); i++) {
      TypeWriter.recGroup(typeGroups.get(i), typeSection.next(typeKeywords.get(i)));
    }
    for (FuncType type : scope.implicitTypes()) {
      TypeWriter.compositeType(type, typeSection.next(TextPositions.NOWHERE));
    }
    section(typeSection, CustomSections.Anchor.TYPE, out);
    section(imports, CustomSections.Anchor.IMPORT, out);
    section(funcs, CustomSections.Anchor.FUNC, out);
    section(tables, CustomSections.Anchor.TABLE, out);
    section(memories, CustomSections.Anchor.MEMORY, out);
    section(tags, CustomSections.Anchor.TAG, out);
    section(globals, CustomSections.Anchor.GLOBAL, out);
    section(exports, CustomSections.Anchor.EXPORT, out);
    customs.write(CustomSections.Anchor.START, true, out);
    if (start != null) {
      ByteWriter content = new ByteWriter().writeU32(start);
      out.writeByte(8).writeSized(content);
      if (positions != null) {
        positions.add(out.size() - content.size(), startKeyword);
        positions.addUnknown(out.size());
      }
    }
    customs.write(CustomSections.Anchor.START, false, out);
    section(segments.elems(), CustomSections.Anchor.ELEM, out);
    customs.write(CustomSections.Anchor.DATA_COUNT, true, out);
    if (scope.needsDataCount) {
      out.writeByte(12).writeSized(new ByteWriter().writeU32(segments.datas().count));
    }
    customs.write(CustomSections.Anchor.DATA_COUNT, false, out);
    customs.write(CustomSections.Anchor.CODE, true, out);
    code.write(out, names, positions);
    customs.write(CustomSections.Anchor.CODE, false, out);
    section(segments.datas(), CustomSections.Anchor.DATA, out);
    customs.write(CustomSections.Anchor.LAST, false, out);
    names.write(out);
    return out.toByteArray();
  }

  private void section(SectionDraft section, CustomSections.Anchor anchor, ByteWriter out) {
    customs.write(anchor, true, out);
    section.write(out, positions);
    customs.write(anchor, false, out);
  }
}
