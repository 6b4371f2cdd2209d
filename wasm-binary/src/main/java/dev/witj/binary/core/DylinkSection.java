package dev.witj.binary.core;

import dev.witj.binary.ByteCursor;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.ByteWriter;
import dev.witj.binary.internal.core.SectionReader;
import java.util.ArrayList;
import java.util.List;

/** The custom section {@code dylink.0}: what a dynamic library needs and gives. */
public record DylinkSection(List<Part> parts) {
  /** The name of the custom section. */
  public static final String NAME = "dylink.0";

  private static final int MAX = 1_000_000;

  public DylinkSection {
    parts = List.copyOf(parts);
  }

  /** A part of the section, in file order. Alignments are binary logarithms. */
  public sealed interface Part {
    /** The room a library takes in the memory and the table. */
    record MemoryInfo(int memorySize, int memoryAlign, int tableSize, int tableAlign)
        implements Part {}

    /** The libraries it needs. */
    record Needed(List<String> libraries) implements Part {
      public Needed {
        libraries = List.copyOf(libraries);
      }
    }

    /** Flags of exports. */
    record ExportInfo(List<ExportFlags> exports) implements Part {
      public ExportInfo {
        exports = List.copyOf(exports);
      }
    }

    /** Flags of imports. */
    record ImportInfo(List<ImportFlags> imports) implements Part {
      public ImportInfo {
        imports = List.copyOf(imports);
      }
    }

    /** Where libraries are looked for. */
    record RuntimePath(List<String> paths) implements Part {
      public RuntimePath {
        paths = List.copyOf(paths);
      }
    }

    /** Anything else. */
    record Unknown(int code, ByteSlice data) implements Part {}
  }

  /** Symbol flags of an export. */
  public record ExportFlags(String name, int flags) {}

  /** Symbol flags of an import. */
  public record ImportFlags(String module, String name, int flags) {}

  /** Reads what a custom section holds after its name. */
  public static DylinkSection read(ByteSlice data) {
    ByteCursor in = data.cursor();
    List<Part> parts = new ArrayList<>();
    while (!in.atEnd()) {
      parts.add(readPart(in));
    }
    return new DylinkSection(parts);
  }

  /** Reads one part of the section. */
  public static Part readPart(ByteCursor in) {
    int code = in.readByte();
    ByteCursor content = in.readSized().cursor();
    Part part = part(code, content);
    SectionReader.checkEnd(content);
    return part;
  }

  private static Part part(int code, ByteCursor in) {
    return switch (code) {
      case 1 -> new Part.MemoryInfo(in.readU32(), in.readU32(), in.readU32(), in.readU32());
      case 2 -> new Part.Needed(SectionReader.list(in, MAX, "libraries", ByteCursor::readName));
      case 3 ->
          new Part.ExportInfo(
              SectionReader.list(
                  in, MAX, "exports", each -> new ExportFlags(each.readName(), each.readU32())));
      case 4 ->
          new Part.ImportInfo(
              SectionReader.list(
                  in,
                  MAX,
                  "imports",
                  each -> new ImportFlags(each.readName(), each.readName(), each.readU32())));
      case 5 -> new Part.RuntimePath(SectionReader.list(in, MAX, "paths", ByteCursor::readName));
      default -> new Part.Unknown(code, in.readRest());
    };
  }

  /** The section as it is written. */
  public ModuleSection.Custom toCustom() {
    ByteWriter out = new ByteWriter();
    for (Part part : parts) {
      ByteWriter content = new ByteWriter();
      out.writeByte(write(part, content)).writeSized(content);
    }
    return new ModuleSection.Custom(NAME, ByteSlice.of(out.toByteArray()));
  }

  private static int write(Part part, ByteWriter out) {
    return switch (part) {
      case Part.MemoryInfo info -> {
        out.writeU32(info.memorySize()).writeU32(info.memoryAlign());
        out.writeU32(info.tableSize()).writeU32(info.tableAlign());
        yield 1;
      }
      case Part.Needed needed -> {
        writeNames(needed.libraries(), out);
        yield 2;
      }
      case Part.ExportInfo info -> {
        out.writeU32(info.exports().size());
        info.exports().forEach(each -> out.writeName(each.name()).writeU32(each.flags()));
        yield 3;
      }
      case Part.ImportInfo info -> {
        out.writeU32(info.imports().size());
        info.imports()
            .forEach(
                each -> out.writeName(each.module()).writeName(each.name()).writeU32(each.flags()));
        yield 4;
      }
      case Part.RuntimePath path -> {
        writeNames(path.paths(), out);
        yield 5;
      }
      case Part.Unknown unknown -> {
        out.writeSlice(unknown.data());
        yield unknown.code();
      }
    };
  }

  private static void writeNames(List<String> names, ByteWriter out) {
    out.writeU32(names.size());
    names.forEach(out::writeName);
  }
}
