package dev.witj.inspect.internal;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.core.DylinkSection;
import dev.witj.binary.core.ProducersSection;
import dev.witj.diagnostics.DiagnosticException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes custom sections as annotations: in a form of their own where the text has one. */
public final class CustomPrinter {
  private static final List<String> PRODUCERS = List.of("language", "sdk", "processed-by");
  private static final List<String> FLAGS =
      List.of(
          "binding-weak",
          "binding-local",
          "visibility-hidden",
          "",
          "undefined",
          "exported",
          "explicit-name",
          "no-strip",
          "tls",
          "absolute");

  private CustomPrinter() {}

  /**
   * Writes one.
   *
   * @param place where it stands among the others; null if the text does not say that
   */
  static void print(
      String name, ByteSlice data, @Nullable String place, boolean skeleton, TextWriter out) {
    if (!skeleton) {
      ProducersSection producers = name.equals(ProducersSection.NAME) ? producers(data) : null;
      if (producers != null) {
        print(producers, data, out);
        return;
      }
      DylinkSection dylink = name.equals(DylinkSection.NAME) ? dylink(data) : null;
      if (dylink != null && place != null) {
        print(dylink, data, out);
        return;
      }
    }
    out.line(data.start()).add("(@custom ").string(name).add(' ');
    if (place != null) {
      out.add('(').add(place).add(") ");
    }
    if (skeleton) {
      out.add("...)");
    } else {
      out.bytes(data).add(')');
    }
  }

  /** The section, if it can be said in the form that producers have. */
  private static @Nullable ProducersSection producers(ByteSlice data) {
    try {
      ProducersSection section = ProducersSection.read(data);
      Set<String> seen = new HashSet<>();
      boolean plain =
          section.fields().stream()
              .allMatch(field -> PRODUCERS.contains(field.name()) && seen.add(field.name()));
      return plain ? section : null;
    } catch (DiagnosticException _) {
      return null;
    }
  }

  private static void print(ProducersSection section, ByteSlice data, TextWriter out) {
    out.line(data.start()).add("(@producers");
    if (section.fields().stream().allMatch(field -> field.values().isEmpty())) {
      out.add(')');
      return;
    }
    out.indent();
    for (ProducersSection.Field field : section.fields()) {
      for (ProducersSection.Value value : field.values()) {
        out.line().add('(').add(field.name()).add(' ').string(value.name()).add(' ');
        out.string(value.version()).add(')');
      }
    }
    out.close();
  }

  private static @Nullable DylinkSection dylink(ByteSlice data) {
    try {
      DylinkSection section = DylinkSection.read(data);
      return section.parts().stream().noneMatch(DylinkSection.Part.Unknown.class::isInstance)
          ? section
          : null;
    } catch (DiagnosticException _) {
      return null;
    }
  }

  private static boolean saysNothing(DylinkSection.Part part) {
    return switch (part) {
      case DylinkSection.Part.ExportInfo(var exports) -> exports.isEmpty();
      case DylinkSection.Part.ImportInfo(var imports) -> imports.isEmpty();
      case DylinkSection.Part.MemoryInfo _,
          DylinkSection.Part.Needed _,
          DylinkSection.Part.RuntimePath _,
          DylinkSection.Part.Unknown _ ->
          false;
    };
  }

  private static void print(DylinkSection section, ByteSlice data, TextWriter out) {
    out.line(data.start()).add("(@dylink.0");
    if (section.parts().stream().allMatch(CustomPrinter::saysNothing)) {
      out.add(')');
      return;
    }
    out.indent();
    for (DylinkSection.Part part : section.parts()) {
      switch (part) {
        case DylinkSection.Part.MemoryInfo info -> {
          out.line().add("(mem-info");
          if (info.memorySize() != 0 || info.memoryAlign() != 0) {
            out.add(" (memory ").add(info.memorySize()).add(' ').add(info.memoryAlign()).add(')');
          }
          if (info.tableSize() != 0 || info.tableAlign() != 0) {
            out.add(" (table ").add(info.tableSize()).add(' ').add(info.tableAlign()).add(')');
          }
          out.add(')');
        }
        case DylinkSection.Part.Needed(var libraries) -> strings("needed", libraries, out);
        case DylinkSection.Part.RuntimePath(var paths) -> strings("runtime-path", paths, out);
        case DylinkSection.Part.ExportInfo(var exports) ->
            exports.forEach(
                export -> {
                  out.line().add("(export-info ").string(export.name());
                  flags(export.flags(), out);
                });
        case DylinkSection.Part.ImportInfo(var imports) ->
            imports.forEach(
                item -> {
                  out.line().add("(import-info ").string(item.module()).add(' ');
                  out.string(item.name());
                  flags(item.flags(), out);
                });
        case DylinkSection.Part.Unknown _ -> {}
      }
    }
    out.close();
  }

  private static void strings(String keyword, List<String> strings, TextWriter out) {
    out.line().add('(').add(keyword);
    strings.forEach(string -> out.add(' ').string(string));
    out.add(')');
  }

  private static void flags(int flags, TextWriter out) {
    int rest = flags;
    for (int i = 0; i < FLAGS.size(); i++) {
      if (!FLAGS.get(i).isEmpty() && (rest & 1 << i) != 0) {
        out.add(' ').add(FLAGS.get(i));
        rest &= ~(1 << i);
      }
    }
    if (rest != 0) {
      out.add(" 0x").add(Integer.toHexString(rest));
    }
    out.add(')');
  }
}
