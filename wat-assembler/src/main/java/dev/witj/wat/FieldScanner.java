package dev.witj.wat;

import java.util.ArrayList;
import java.util.List;

/**
 * The first look at a module: which fields there are, which index each item gets and what it is
 * called. Only the heads of fields are read; what custom sections hold needs no names and is done.
 */
final class FieldScanner {
  private final WatCursor cursor;
  private final ModuleScope scope;
  private final CustomSections customs;
  private final List<ModuleField> fields = new ArrayList<>();

  FieldScanner(WatCursor cursor, ModuleScope scope, CustomSections customs) {
    this.cursor = cursor;
    this.scope = scope;
    this.customs = customs;
  }

  /** Looks at all fields up to a closing parenthesis or the end of the text. */
  List<ModuleField> scan() {
    boolean started = false;
    String defined = "";
    while (!cursor.isRight() && !cursor.atEnd()) {
      if (customs.take(cursor)) {
        continue;
      }
      if (cursor.isAnnotation()) {
        throw cursor.fail(WatCode.BAD_ANNOTATION);
      }
      int opening = cursor.position();
      cursor.expectLeft();
      String keyword = cursor.keywordOrEmpty();
      ModuleField.Kind kind = ModuleField.Kind.at(cursor);
      cursor.advance();
      fields.add(new ModuleField(kind, opening));
      switch (kind) {
        case TYPE -> scope.types.add(cursor.takeId(), cursor.takeNameAnnotation());
        case REC -> scanRecursive();
        case IMPORT -> {
          if (!defined.isEmpty()) {
            throw importAfter(defined, opening);
          }
          scanImport();
        }
        case FUNC, TABLE, MEMORY, GLOBAL, TAG -> {
          scope.space(kind.expectExtern(cursor)).add(cursor.takeId(), cursor.takeNameAnnotation());
          skipInlineExports();
          if (cursor.isForm("import")) {
            if (!defined.isEmpty()) {
              throw importAfter(defined, opening);
            }
          } else {
            defined = keyword;
            scanSegment(kind);
          }
        }
        case ELEM -> scope.elems.add(cursor.takeId(), cursor.takeNameAnnotation());
        case DATA -> scope.datas.add(cursor.takeId(), cursor.takeNameAnnotation());
        case START -> {
          if (started) {
            throw WatCursor.failAt(cursor.tokens().span(opening + 1), WatCode.DUPLICATE_FORM);
          }
          started = true;
        }
        case EXPORT -> {}
      }
      cursor.skipRestOfForm(opening);
    }
    return fields;
  }

  private RuntimeException importAfter(String defined, int opening) {
    return WatCursor.failAt(
        cursor.tokens().span(opening + 1), WatCode.IMPORT_AFTER_DEFINITION, defined);
  }

  private void scanRecursive() {
    while (cursor.isForm("type")) {
      int opening = cursor.position();
      cursor.expectForm("type");
      scope.types.add(cursor.takeId(), cursor.takeNameAnnotation());
      cursor.skipRestOfForm(opening);
    }
  }

  private void scanImport() {
    cursor.expectName();
    if (cursor.isString()) {
      cursor.advance();
      scanImported(1);
      return;
    }
    int shared = 0;
    while (cursor.isForm("item")) {
      int opening = cursor.position();
      cursor.expectForm("item");
      cursor.expectName();
      if (cursor.isLeft()) {
        scanImported(1);
      } else {
        shared++;
      }
      cursor.skipRestOfForm(opening);
    }
    if (cursor.isLeft()) {
      scanImported(shared);
    }
  }

  /** {@code (kind $id? …)}; gives so many items of the kind their indices. */
  private void scanImported(int times) {
    int opening = cursor.position();
    cursor.expectLeft();
    ModuleField.Kind kind = ModuleField.Kind.at(cursor);
    IndexSpace space = scope.space(kind.expectExtern(cursor));
    cursor.advance();
    Identifier id = cursor.takeId();
    String annotation = cursor.takeNameAnnotation();
    if (times != 1 && id != null) {
      throw WatCursor.failAt(id.span(), WatCode.NAMED_SHARED_TYPE);
    }
    for (int i = 0; i < times; i++) {
      space.add(id, annotation);
    }
    cursor.skipRestOfForm(opening);
  }

  private void skipInlineExports() {
    while (cursor.isForm("export")) {
      int opening = cursor.position();
      cursor.expectForm("export");
      cursor.skipRestOfForm(opening);
    }
  }

  /** The segment that a table or memory may have written inside of it takes an index, too. */
  private void scanSegment(ModuleField.Kind kind) {
    if (kind != ModuleField.Kind.TABLE && kind != ModuleField.Kind.MEMORY) {
      return;
    }
    while (!cursor.isRight() && !cursor.atEnd()) {
      if (kind == ModuleField.Kind.TABLE && cursor.isForm("elem")) {
        scope.elems.add();
        return;
      }
      if (kind == ModuleField.Kind.MEMORY && cursor.isForm("data")) {
        scope.datas.add();
        return;
      }
      int opening = cursor.position();
      boolean form = cursor.isLeft();
      cursor.advance();
      if (form) {
        cursor.skipRestOfForm(opening);
      }
    }
  }
}
