package dev.witj.wat;

import dev.witj.binary.component.Sort;
import dev.witj.binary.core.ExternKind;
import dev.witj.diagnostics.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * References to the parts of a component. What is returned resolves the reference when it is asked,
 * which must be once: that can add aliases to the scope.
 */
final class ReferenceParser {
  private final WatCursor cursor;
  private final ComponentScopes scopes;
  private final boolean strict;

  ReferenceParser(WatCursor cursor, ComponentScopes scopes, boolean strict) {
    this.cursor = cursor;
    this.scopes = scopes;
    this.strict = strict;
  }

  /** A sort and a reference to something of it. */
  record Item(Sort sort, IntSupplier index) {}

  /** A bare index. */
  IntSupplier index(Sort sort) {
    Index index = cursor.expectIndex();
    return () -> scopes.resolve(sort, index);
  }

  /** An index and the names of exports behind it, up to the closing parenthesis. */
  IntSupplier path(Sort sort) {
    Index index = cursor.expectIndex();
    List<String> exports = new ArrayList<>();
    while (cursor.isString()) {
      if (sort == Sort.CORE_TYPE || sort == Sort.CORE_INSTANCE) {
        throw WatCursor.failAt(index.span(), WatCode.NOT_A_CORE_EXPORT);
      }
      exports.add(cursor.expectName());
      if (sort.isCore() && sort != Sort.CORE_MODULE) {
        break;
      }
    }
    return () -> scopes.resolve(sort, index, exports);
  }

  /** {@code $x} or {@code (sort $x "export"…)}; for a core sort, {@code core} must be there. */
  IntSupplier indexOrItem(Sort sort) {
    if (cursor.isIndex()) {
      return index(sort);
    }
    cursor.expectLeft();
    String keyword = keyword(sort);
    if (sort.isCore() && !cursor.takeKeyword("core")) {
      if (!cursor.isKeyword(keyword)) {
        throw cursor.expected("`core`");
      }
      if (strict) {
        throw missingCore(keyword);
      }
    }
    cursor.expectKeyword(keyword);
    IntSupplier found = path(sort);
    cursor.expectRight();
    return found;
  }

  /** The same, where {@code core} may always be left out. */
  IntSupplier indexOrCoreItem(Sort sort) {
    if (cursor.isIndex()) {
      return index(sort);
    }
    cursor.expectLeft();
    cursor.takeKeyword("core");
    cursor.expectKeyword(keyword(sort));
    IntSupplier found = path(sort);
    cursor.expectRight();
    return found;
  }

  /** {@code (sort $x "export"…)} with its {@code core}, if it has one. */
  IntSupplier item(Sort sort) {
    cursor.expectLeft();
    if (sort.isCore()) {
      cursor.expectKeyword("core");
    }
    cursor.expectKeyword(keyword(sort));
    IntSupplier found = path(sort);
    cursor.expectRight();
    return found;
  }

  /**
   * The rest of an option such as {@code (memory …}: an index, a reference in a form of its own, or
   * what older texts have: an export's name behind the index, and no {@code core}.
   */
  IntSupplier option(Sort sort, String option) {
    IntSupplier found;
    if (cursor.isIndex() && cursor.peek(1) == TokenKind.STRING) {
      if (strict || !option.equals(keyword(sort))) {
        cursor.advance();
        throw nestedReference(option, keyword(sort), cursor.span());
      }
      found = path(sort);
    } else {
      found = indexOrItem(sort);
    }
    cursor.expectRight();
    return found;
  }

  private RuntimeException missingCore(String keyword) {
    return cursor.fail(WatCode.MISSING_CORE, keyword, keyword);
  }

  private static RuntimeException nestedReference(String option, String keyword, Span span) {
    return WatCursor.failAt(span, WatCode.UNNESTED_EXPORT_NAME, option, option, keyword);
  }

  /** Something that a component can export: {@code (sort $x "export"…)}. */
  Item exportable() {
    cursor.expectLeft();
    Sort sort = componentSort();
    IntSupplier found = path(sort);
    cursor.expectRight();
    return new Item(sort, found);
  }

  /** Something that a core instance can export: {@code (kind $x "export"?)}. */
  Item coreExportable() {
    cursor.expectLeft();
    cursor.takeKeyword("core");
    Sort sort = coreSort();
    IntSupplier found = path(sort);
    cursor.expectRight();
    return new Item(sort, found);
  }

  /** Takes the keywords of a sort of things that components import and export. */
  Sort componentSort() {
    if (cursor.takeKeyword("core")) {
      cursor.expectKeyword("module");
      return Sort.CORE_MODULE;
    }
    Sort sort =
        switch (cursor.keywordOrEmpty()) {
          case "func" -> Sort.FUNC;
          case "value" -> Sort.VALUE;
          case "type" -> Sort.TYPE;
          case "component" -> Sort.COMPONENT;
          case "instance" -> Sort.INSTANCE;
          default -> throw cursor.expected("`core`, `func`, `type`, `component` or `instance`");
        };
    cursor.advance();
    return sort;
  }

  /** Takes the keyword, without {@code core}, of a sort of things that core instances export. */
  Sort coreSort() {
    return Sort.of(coreKind());
  }

  /** Does so, as what core modules import and export. */
  ExternKind coreKind() {
    ExternKind kind =
        switch (cursor.keywordOrEmpty()) {
          case "func" -> ExternKind.FUNC;
          case "table" -> ExternKind.TABLE;
          case "memory" -> ExternKind.MEMORY;
          case "global" -> ExternKind.GLOBAL;
          case "tag" -> ExternKind.TAG;
          default -> throw cursor.expected("`func`, `table`, `memory`, `global` or `tag`");
        };
    cursor.advance();
    return kind;
  }

  /** Takes the keywords of a sort of things that can be taken from an enclosing component. */
  Sort outerSort() {
    boolean core = cursor.takeKeyword("core");
    Sort sort =
        switch (cursor.keywordOrEmpty()) {
          case "module" -> core ? Sort.CORE_MODULE : null;
          case "type" -> core ? Sort.CORE_TYPE : Sort.TYPE;
          case "component" -> core ? null : Sort.COMPONENT;
          default -> null;
        };
    if (sort == null) {
      throw cursor.expected(core ? "`module` or `type`" : "`core`, `type` or `component`");
    }
    cursor.advance();
    return sort;
  }

  private static String keyword(Sort sort) {
    String text = sort.toString();
    return sort.isCore() ? text.substring("core ".length()) : text;
  }
}
