package dev.witj.inspect.internal;

import static dev.witj.inspect.internal.DebugText.list;
import static dev.witj.inspect.internal.DebugText.option;
import static dev.witj.inspect.internal.DebugText.quote;
import static dev.witj.inspect.internal.DebugText.struct;
import static dev.witj.inspect.internal.DebugText.tuple;
import static dev.witj.inspect.internal.DebugText.unsigned;

import dev.witj.binary.ByteCursor;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.component.ComponentNameSection;
import dev.witj.binary.core.BranchHintSection;
import dev.witj.binary.core.DylinkSection;
import dev.witj.binary.core.ExternKind;
import dev.witj.binary.core.LinkingSection;
import dev.witj.binary.core.NameSection;
import dev.witj.binary.core.ProducersSection;
import dev.witj.binary.core.RelocationSection;
import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.DiagnosticException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The lines of custom sections whose content is known. They are no part of the program, so bytes
 * that mean nothing are marked and end the section only.
 */
public final class CustomDump {
  private final DumpLines lines;

  private CustomDump(DumpLines lines) {
    this.lines = lines;
  }

  /** The lines of what a section holds after its name. */
  static void print(String name, ByteSlice data, DumpLines lines) {
    CustomDump dump = new CustomDump(lines);
    ByteCursor in = data.cursor();
    try {
      switch (name) {
        case NameSection.NAME -> parts(in, dump::names);
        case ComponentNameSection.NAME -> parts(in, dump::componentNames);
        case ProducersSection.NAME -> dump.each(in, dump::producersField);
        case DylinkSection.NAME -> parts(in, dump::dylink);
        case BranchHintSection.NAME -> dump.each(in, dump::branchHints);
        case LinkingSection.NAME -> {
          int version = LinkingSection.readVersion(in);
          lines.line(in.position(), "linking version " + version);
          parts(in, dump::linking);
        }
        default -> {
          if (name.startsWith(RelocationSection.PREFIX)) {
            dump.relocations(in);
          } else {
            lines.skip(data.end(), data.size() + " bytes of data");
          }
        }
      }
      dump.rest(data.end());
    } catch (DiagnosticException bad) {
      dump.damaged(bad.diagnostics().getFirst(), data.end());
    }
  }

  private void damaged(Diagnostic bad, int end) {
    int at = bad.primary().map(label -> label.span().start()).orElse(lines.position());
    if (at > lines.position() && at <= end) {
      lines.line(at, "???");
    }
    lines.skip(
        end,
        "failed to decode "
            + (end - lines.position())
            + " more bytes: "
            + bad.message()
            + " (at offset 0x"
            + Integer.toHexString(at)
            + ")");
  }

  private void rest(int end) {
    if (lines.position() < end) {
      lines.line(end, "???");
    }
  }

  private static void parts(ByteCursor in, Consumer<ByteCursor> part) {
    while (!in.atEnd()) {
      part.accept(in);
    }
  }

  private void each(ByteCursor in, Consumer<ByteCursor> item) {
    int count = lines.count(in);
    for (int i = 0; i != count; i++) {
      item.accept(in);
    }
  }

  private void eachLine(ByteCursor in, Function<ByteCursor, String> item) {
    Consumer<ByteCursor> line =
        each -> {
          String text = item.apply(each);
          lines.line(each.position(), text);
        };
    each(in, line);
  }

  private void line(int end, String meaning) {
    lines.line(end, meaning);
  }

  // Names.

  private void names(ByteCursor in) {
    int code = in.readByte();
    ByteSlice content = in.readSized();
    ByteCursor part = content.cursor();
    Optional<NameSection.Kind> kind = NameSection.Kind.of(code);
    if (code == 0) {
      line(content.start(), "module name");
      String name = part.readName();
      line(part.position(), quote(name));
    } else if (kind.isEmpty()) {
      line(content.start(), "unknown names: " + code);
    } else if (!kind.get().isIndirect()) {
      line(content.start(), word(kind.get()) + " name section");
      eachLine(part, CustomDump::naming);
    } else {
      String outer = kind.get() == NameSection.Kind.FIELD ? "type" : "function";
      line(content.start(), word(kind.get()) + " section");
      Consumer<ByteCursor> group = each -> group(each, outer, word(kind.get()));
      each(part, group);
    }
    rest(content.end());
  }

  private static String word(NameSection.Kind kind) {
    return switch (kind) {
      case FUNCTION -> "function";
      case LOCAL -> "local";
      case LABEL -> "label";
      case TYPE -> "type";
      case TABLE -> "table";
      case MEMORY -> "memory";
      case GLOBAL -> "global";
      case ELEMENT -> "element";
      case DATA -> "data";
      case FIELD -> "field";
      case TAG -> "tag";
    };
  }

  private void group(ByteCursor in, String outer, String inner) {
    int start = in.position();
    // All of it is read before any of it is written: a group is there or it is not.
    NameSection.Group group = NameSection.Group.read(in);
    in.seek(start);
    in.readU32();
    line(in.position(), outer + " " + unsigned(group.index()) + " " + inner + " name section");
    eachLine(in, CustomDump::naming);
  }

  private static String naming(ByteCursor in) {
    NameSection.Naming naming = NameSection.Naming.read(in);
    return struct("Naming", "index", unsigned(naming.index()), "name", quote(naming.name()));
  }

  private void componentNames(ByteCursor in) {
    int code = in.readByte();
    ByteSlice content = in.readSized();
    ByteCursor part = content.cursor();
    switch (code) {
      case 0 -> {
        line(content.start(), "component name");
        String name = part.readName();
        line(part.position(), quote(name));
      }
      case 1 -> {
        String sort = ComponentNameSection.sort(part).toString();
        line(part.position(), sort + " name section");
        eachLine(part, CustomDump::naming);
      }
      default -> line(content.start(), "unknown names: " + code);
    }
    rest(content.end());
  }

  // Tools.

  private void producersField(ByteCursor in) {
    String name = in.readName();
    line(in.position(), "field: " + plain(name));
    eachLine(
        in,
        each -> {
          ProducersSection.Value value = ProducersSection.Value.read(each);
          return struct(
              "ProducersFieldValue",
              "name",
              quote(value.name()),
              "version",
              quote(value.version()));
        });
  }

  /** A name without quotes, which still may not steer a terminal. */
  private static String plain(String name) {
    String quoted = quote(name);
    return quoted.substring(1, quoted.length() - 1);
  }

  private void branchHints(ByteCursor in) {
    int function = in.readU32();
    line(in.position(), "func: " + unsigned(function));
    eachLine(
        in,
        each -> {
          BranchHintSection.Hint hint = BranchHintSection.Hint.read(each);
          return struct(
              "BranchHint", "func_offset", unsigned(hint.offset()), "taken", hint.taken());
        });
  }

  private void dylink(ByteCursor in) {
    String text =
        switch (DylinkSection.readPart(in)) {
          case DylinkSection.Part.MemoryInfo info ->
              tuple(
                  "MemInfo",
                  struct(
                      "MemInfo",
                      "memory_size",
                      unsigned(info.memorySize()),
                      "memory_alignment",
                      unsigned(info.memoryAlign()),
                      "table_size",
                      unsigned(info.tableSize()),
                      "table_alignment",
                      unsigned(info.tableAlign())));
          case DylinkSection.Part.Needed(var libraries) ->
              tuple("Needed", list(libraries, DebugText::quote));
          case DylinkSection.Part.ExportInfo(var exports) ->
              tuple(
                  "ExportInfo",
                  list(
                      exports,
                      export ->
                          struct(
                              "ExportInfo",
                              "name",
                              quote(export.name()),
                              "flags",
                              symbolFlags(export.flags()))));
          case DylinkSection.Part.ImportInfo(var imports) ->
              tuple(
                  "ImportInfo",
                  list(
                      imports,
                      item ->
                          struct(
                              "ImportInfo",
                              "module",
                              quote(item.module()),
                              "field",
                              quote(item.name()),
                              "flags",
                              symbolFlags(item.flags()))));
          case DylinkSection.Part.RuntimePath(var paths) ->
              tuple("RuntimePath", list(paths, DebugText::quote));
          case DylinkSection.Part.Unknown(int code, var data) ->
              struct("Unknown", "ty", code, "size", data.size());
        };
    line(in.position(), text);
  }

  // Object files.

  private static final List<Flag> SYMBOL_FLAGS =
      List.of(
          new Flag(1, "BINDING_WEAK"),
          new Flag(2, "BINDING_LOCAL"),
          new Flag(4, "VISIBILITY_HIDDEN"),
          new Flag(0x10, "UNDEFINED"),
          new Flag(0x20, "EXPORTED"),
          new Flag(0x40, "EXPLICIT_NAME"),
          new Flag(0x80, "NO_STRIP"),
          new Flag(0x100, "TLS"),
          new Flag(0x200, "ABSOLUTE"));

  private static final List<Flag> SEGMENT_FLAGS =
      List.of(new Flag(1, "STRINGS"), new Flag(2, "TLS"));

  private record Flag(int bit, String name) {}

  private static String symbolFlags(int flags) {
    return tuple("SymbolFlags", flags(flags, SYMBOL_FLAGS));
  }

  private static String flags(int flags, List<Flag> known) {
    List<String> names = new ArrayList<>();
    int rest = flags;
    for (Flag flag : known) {
      if ((flags & flag.bit()) != 0) {
        names.add(flag.name());
        rest &= ~flag.bit();
      }
    }
    if (rest != 0 || names.isEmpty()) {
      names.add("0x" + Integer.toHexString(rest));
    }
    return String.join(" | ", names);
  }

  private void linking(ByteCursor in) {
    int code = in.readByte();
    ByteSlice content = in.readSized();
    ByteCursor part = content.cursor();
    Optional<LinkingSection.Kind> kind = LinkingSection.Kind.of(code);
    if (kind.isEmpty()) {
      line(content.start(), "unknown linking section: " + code);
      rest(content.end());
      return;
    }
    switch (kind.get()) {
      case SEGMENTS -> {
        line(content.start(), "segment info section");
        eachLine(part, CustomDump::segment);
      }
      case INIT_FUNCTIONS -> {
        line(content.start(), "init functions section");
        eachLine(part, CustomDump::initFunction);
      }
      case COMDAT_INFO -> {
        line(content.start(), "comdat section");
        eachLine(part, CustomDump::comdat);
      }
      case SYMBOL_TABLE -> {
        line(content.start(), "symbol table section");
        eachLine(part, CustomDump::symbol);
      }
    }
    rest(content.end());
  }

  private static String segment(ByteCursor in) {
    LinkingSection.Segment segment = LinkingSection.Segment.read(in);
    return struct(
        "Segment",
        "name",
        quote(segment.name()),
        "alignment",
        unsigned(segment.align()),
        "flags",
        tuple("SegmentFlags", flags(segment.flags(), SEGMENT_FLAGS)));
  }

  private static String initFunction(ByteCursor in) {
    LinkingSection.InitFunction function = LinkingSection.InitFunction.read(in);
    return struct(
        "InitFunc",
        "priority",
        unsigned(function.priority()),
        "symbol_index",
        unsigned(function.symbol()));
  }

  private static String comdat(ByteCursor in) {
    LinkingSection.Comdat comdat = LinkingSection.Comdat.read(in);
    return struct(
        "Comdat",
        "name",
        quote(comdat.name()),
        "flags",
        unsigned(comdat.flags()),
        "symbols",
        list(
            comdat.symbols(),
            symbol ->
                struct("ComdatSymbol", "kind", symbol.kind(), "index", unsigned(symbol.index()))));
  }

  private static String symbol(ByteCursor in) {
    LinkingSection.Symbol symbol = LinkingSection.Symbol.read(in);
    String flags = symbolFlags(symbol.flags());
    return switch (symbol) {
      case LinkingSection.Symbol.Item(ExternKind kind, int _, int index, var name) ->
          struct(
              kind == ExternKind.TAG ? "Event" : CoreDebug.kind(kind),
              "flags",
              flags,
              "index",
              unsigned(index),
              "name",
              option(name, DebugText::quote));
      case LinkingSection.Symbol.Data(int _, var name, var place) ->
          struct(
              "Data",
              "flags",
              flags,
              "name",
              quote(name),
              "symbol",
              option(place, CustomDump::place));
      case LinkingSection.Symbol.SectionOf(int _, int section) ->
          struct("Section", "flags", flags, "section", unsigned(section));
    };
  }

  private static String place(LinkingSection.Symbol.Place place) {
    return struct(
        "DefinedDataSymbol",
        "index",
        unsigned(place.segment()),
        "offset",
        unsigned(place.offset()),
        "size",
        unsigned(place.size()));
  }

  private void relocations(ByteCursor in) {
    int section = in.readU32();
    line(in.position(), "section " + unsigned(section));
    eachLine(
        in,
        each -> {
          RelocationSection.Entry entry = RelocationSection.Entry.read(each);
          return struct(
              "RelocationEntry",
              "ty",
              ComponentDebug.camelCase(entry.kind().name(), "_"),
              "offset",
              unsigned(entry.offset()),
              "index",
              unsigned(entry.index()),
              "addend",
              entry.addend());
        });
  }
}
