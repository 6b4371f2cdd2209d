package dev.witj.wat;

import dev.witj.binary.ByteWriter;
import java.util.ArrayList;
import java.util.List;

/** The {@code dylink.0} section of the tool conventions' dynamic linking, from its annotation. */
final class Dylink {
  private static final int MEM_INFO = 1;
  private static final int NEEDED = 2;
  private static final int EXPORT_INFO = 3;
  private static final int IMPORT_INFO = 4;
  private static final int RUNTIME_PATH = 5;

  private Dylink() {}

  /** A subsection of entries, which neighbours of the same kind share. */
  private record Subsection(int kind, List<ByteWriter> entries) {}

  /** The content of the section, with the cursor behind the annotation's name. */
  static ByteWriter content(WatCursor cursor) {
    List<Subsection> subsections = new ArrayList<>();
    while (cursor.takeLeft()) {
      String keyword = cursor.keywordOrEmpty();
      ByteWriter entry = new ByteWriter();
      switch (keyword) {
        case "mem-info" -> {
          cursor.advance();
          memInfo(cursor, entry);
          add(subsections, MEM_INFO, entry);
        }
        case "needed", "runtime-path" -> {
          cursor.advance();
          int kind = keyword.equals("needed") ? NEEDED : RUNTIME_PATH;
          Subsection names = new Subsection(kind, new ArrayList<>());
          while (cursor.isString()) {
            names.entries().add(new ByteWriter().writeName(cursor.expectName()));
          }
          subsections.add(names);
        }
        case "export-info" -> {
          cursor.advance();
          entry.writeName(cursor.expectName()).writeU32(flags(cursor));
          add(subsections, EXPORT_INFO, entry);
        }
        case "import-info" -> {
          cursor.advance();
          entry.writeName(cursor.expectName()).writeName(cursor.expectName());
          entry.writeU32(flags(cursor));
          add(subsections, IMPORT_INFO, entry);
        }
        default -> throw cursor.expected("a dylink.0 subsection");
      }
      cursor.expectRight();
    }
    ByteWriter out = new ByteWriter();
    for (Subsection subsection : subsections) {
      ByteWriter content = new ByteWriter();
      if (subsection.kind() != MEM_INFO) {
        content.writeU32(subsection.entries().size());
      }
      subsection.entries().forEach(content::writeAll);
      out.writeByte(subsection.kind()).writeSized(content);
    }
    return out;
  }

  private static void add(List<Subsection> subsections, int kind, ByteWriter entry) {
    if (kind == MEM_INFO || subsections.isEmpty() || subsections.getLast().kind() != kind) {
      subsections.add(new Subsection(kind, new ArrayList<>()));
    }
    subsections.getLast().entries().add(entry);
  }

  private static void memInfo(WatCursor cursor, ByteWriter out) {
    int[] numbers = new int[4];
    if (cursor.takeForm("memory")) {
      numbers[0] = cursor.expectU32();
      numbers[1] = cursor.expectU32();
      cursor.expectRight();
    }
    if (cursor.takeForm("table")) {
      numbers[2] = cursor.expectU32();
      numbers[3] = cursor.expectU32();
      cursor.expectRight();
    }
    for (int number : numbers) {
      out.writeU32(number);
    }
  }

  private static int flags(WatCursor cursor) {
    int flags = 0;
    while (!cursor.isRight()) {
      if (cursor.isInteger()) {
        flags |= cursor.expectU32();
        continue;
      }
      flags |= flag(cursor);
      cursor.advance();
    }
    return flags;
  }

  private static int flag(WatCursor cursor) {
    return switch (cursor.keywordOrEmpty()) {
      case "binding-weak" -> 1;
      case "binding-local" -> 2;
      case "visibility-hidden" -> 4;
      case "undefined" -> 0x10;
      case "exported" -> 0x20;
      case "explicit-name" -> 0x40;
      case "no-strip" -> 0x80;
      case "tls" -> 0x100;
      case "absolute" -> 0x200;
      default -> throw cursor.expected("a symbol flag");
    };
  }
}
