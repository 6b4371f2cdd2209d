package dev.witj.wat;

import dev.witj.binary.component.ExternName;
import java.util.ArrayList;
import java.util.List;

/** The names of imports and exports of components, with what is attached to them. */
final class ExternNameParser {
  private ExternNameParser() {}

  /** {@code "name" (attribute "…")*}, or {@code (interface "name")} in older texts. */
  static ExternName expect(WatCursor cursor) {
    if (cursor.takeForm("interface")) {
      String name = cursor.expectName();
      cursor.expectRight();
      return ExternName.of(name);
    }
    String name = cursor.expectName();
    List<ExternName.Attribute> attributes = new ArrayList<>();
    while (isAttribute(cursor)) {
      String keyword = cursor.formOrEmpty();
      cursor.expectForm(keyword);
      String value = cursor.expectName();
      cursor.expectRight();
      attributes.add(
          switch (keyword) {
            case "implements" -> new ExternName.Attribute.Implements(value);
            case "versionsuffix" -> new ExternName.Attribute.VersionSuffix(value);
            case "external-id" -> new ExternName.Attribute.ExternalId(value);
            default -> throw new IllegalStateException(keyword);
          });
    }
    return ExternName.of(name, attributes);
  }

  private static boolean isAttribute(WatCursor cursor) {
    return switch (cursor.formOrEmpty()) {
      case "implements", "versionsuffix", "external-id" -> true;
      default -> false;
    };
  }

  /** Whether {@code (keyword name)} begins here, with nothing but a name in it. */
  static boolean isInline(WatCursor cursor, String keyword) {
    if (!cursor.isForm(keyword)) {
      return false;
    }
    int start = cursor.position();
    cursor.expectForm(keyword);
    boolean named = cursor.isString() || cursor.isForm("interface");
    if (cursor.isString()) {
      cursor.advance();
    }
    while (cursor.isForm("interface") || isAttribute(cursor)) {
      int form = cursor.position();
      cursor.advance();
      cursor.skipRestOfForm(form);
    }
    boolean inline = named && cursor.isRight();
    cursor.reset(start);
    return inline;
  }

  /** Takes {@code (keyword name)}. */
  static ExternName expectInline(WatCursor cursor, String keyword) {
    cursor.expectForm(keyword);
    ExternName name = expect(cursor);
    cursor.expectRight();
    return name;
  }
}
