package dev.witj.wat;

import dev.witj.binary.ByteWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The custom sections that annotations of a module's text ask for, and where they are to go. */
final class CustomSections {
  private final List<Custom> sections = new ArrayList<>();

  /** Where a custom section may go: around one of these. */
  enum Anchor {
    FIRST("first"),
    TYPE("type"),
    IMPORT("import"),
    FUNC("func"),
    TABLE("table"),
    MEMORY("memory"),
    TAG("tag"),
    GLOBAL("global"),
    EXPORT("export"),
    START("start"),
    ELEM("elem"),
    DATA_COUNT("datacount"),
    CODE("code"),
    DATA("data"),
    LAST("last");

    private final String keyword;

    Anchor(String keyword) {
      this.keyword = keyword;
    }
  }

  private record Custom(String name, ByteWriter content, Anchor anchor, boolean before) {}

  /** Writes the sections that belong directly before or after an anchor. */
  void write(Anchor anchor, boolean before, ByteWriter out) {
    for (Custom custom : sections) {
      if (custom.anchor() == anchor && custom.before() == before) {
        write(custom.name(), custom.content(), out);
      }
    }
  }

  /** Writes one custom section. */
  static void write(String name, ByteWriter content, ByteWriter out) {
    ByteWriter section = new ByteWriter().writeName(name).writeAll(content);
    out.writeByte(0).writeSized(section);
  }

  /** Takes {@code (@custom …)}, {@code (@producers …)} or {@code (@dylink.0 …)}, if one is next. */
  boolean take(WatCursor cursor) {
    if (cursor.takeAnnotation(Annotations.CUSTOM)) {
      custom(cursor);
    } else if (cursor.takeAnnotation(Annotations.PRODUCERS)) {
      ByteWriter content = producers(cursor);
      sections.add(new Custom("producers", content, Anchor.LAST, false));
    } else if (cursor.takeAnnotation(Annotations.DYLINK)) {
      ByteWriter content = Dylink.content(cursor);
      sections.add(new Custom("dylink.0", content, Anchor.FIRST, true));
    } else {
      return false;
    }
    cursor.expectRight();
    return true;
  }

  private void custom(WatCursor cursor) {
    String name = cursor.expectName();
    Anchor anchor = Anchor.LAST;
    boolean before = false;
    if (cursor.takeLeft()) {
      before = cursor.takeKeyword("before");
      if (!before) {
        cursor.expectKeyword("after");
      }
      anchor = anchor(cursor);
      if (before ? anchor == Anchor.LAST : anchor == Anchor.FIRST) {
        throw cursor.fail(WatCode.BAD_CUSTOM_PLACE);
      }
      cursor.advance();
      cursor.expectRight();
    }
    ByteWriter content = new ByteWriter().writeBytes(WatAssembler.strings(cursor));
    sections.add(new Custom(name, content, anchor, before));
  }

  private static Anchor anchor(WatCursor cursor) {
    for (Anchor anchor : Anchor.values()) {
      if (cursor.isKeyword(anchor.keyword)) {
        return anchor;
      }
    }
    throw cursor.fail(WatCode.BAD_CUSTOM_SECTION);
  }

  /** The content of a producers section, with the cursor behind the annotation's name. */
  static ByteWriter producers(WatCursor cursor) {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    for (String field : List.of("language", "sdk", "processed-by")) {
      fields.put(field, new ArrayList<>());
    }
    while (cursor.takeLeft()) {
      List<String> field = fields.get(cursor.keywordOrEmpty());
      if (field == null) {
        throw cursor.expected("`language`, `sdk` or `processed-by`");
      }
      cursor.advance();
      field.add(cursor.expectName());
      field.add(cursor.expectName());
      cursor.expectRight();
    }
    fields.values().removeIf(List::isEmpty);
    ByteWriter out = new ByteWriter().writeU32(fields.size());
    fields.forEach(
        (name, values) -> {
          out.writeName(name).writeU32(values.size() / 2);
          values.forEach(out::writeName);
        });
    return out;
  }
}
