package dev.witj.inspect;

import dev.witj.binary.BinaryCode;
import dev.witj.binary.BinaryKind;
import dev.witj.binary.ByteRange;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.component.Component;
import dev.witj.binary.component.ComponentLimits;
import dev.witj.binary.component.SectionKind;
import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.SectionId;
import dev.witj.diagnostics.Diagnostic;
import java.io.IOException;

/** The sections of a binary, a line for each, with what is inside of a component indented. */
public final class ObjDump {
  private static final int NAME_WIDTH = 38;

  private final Appendable out;

  private ObjDump(Appendable out) {
    this.out = out;
  }

  /**
   * Writes the sections.
   *
   * @throws IOException if {@code out} does
   * @throws dev.witj.diagnostics.DiagnosticException if it is no core module and no component
   */
  public static void print(ByteSlice binary, Appendable out) throws IOException {
    new ObjDump(out).binary(binary, 1);
  }

  private void binary(ByteSlice binary, int depth) throws IOException {
    if (depth > ComponentLimits.MAX_NESTING) {
      throw Diagnostic.error(BinaryCode.LIMIT_EXCEEDED, "nesting too deep", binary.span())
          .toException();
    }
    if (BinaryKind.of(binary).filter(kind -> kind == BinaryKind.COMPONENT).isPresent()) {
      component(Component.read(binary), depth);
      return;
    }
    for (var section : CoreModule.read(binary).sections()) {
      if (section.id() == SectionId.CUSTOM) {
        custom(section.content(), depth);
      } else {
        boolean single = section.id() == SectionId.START || section.id() == SectionId.DATA_COUNT;
        line(name(section.id()), section.content(), single, depth);
      }
    }
  }

  private void component(Component component, int depth) throws IOException {
    int modules = 0;
    int components = 0;
    for (var section : component.sections()) {
      switch (section.kind()) {
        case CUSTOM -> custom(section.content(), depth);
        case CORE_MODULE -> nested("module", modules++, section.content(), depth);
        case COMPONENT -> nested("component", components++, section.content(), depth);
        case START -> line(name(section.kind()), section.content(), true, depth);
        case CORE_INSTANCE, CORE_TYPE, INSTANCE, ALIAS, TYPE, CANON, IMPORT, EXPORT, VALUE ->
            line(name(section.kind()), section.content(), false, depth);
      }
    }
  }

  private void nested(String kind, int index, ByteSlice content, int depth) throws IOException {
    String indent = "  ".repeat(depth);
    out.append(indent + "------ start " + kind + " " + index + " -------------\n");
    binary(content, depth + 1);
    out.append(indent + "------ end " + kind + " " + index + " -------------\n");
  }

  private static String name(SectionId id) {
    return switch (id) {
      case CUSTOM -> "custom";
      case TYPE -> "types";
      case IMPORT -> "imports";
      case FUNCTION -> "functions";
      case TABLE -> "tables";
      case MEMORY -> "memories";
      case TAG -> "tags";
      case GLOBAL -> "globals";
      case EXPORT -> "exports";
      case START -> "start";
      case ELEMENT -> "elements";
      case DATA_COUNT -> "data count";
      case CODE -> "code";
      case DATA -> "data";
    };
  }

  private static String name(SectionKind kind) {
    return switch (kind) {
      case CUSTOM -> "custom";
      case CORE_MODULE -> "module";
      case CORE_INSTANCE -> "core instances";
      case CORE_TYPE -> "core types";
      case COMPONENT -> "component";
      case INSTANCE -> "component instances";
      case ALIAS -> "component alias";
      case TYPE -> "component types";
      case CANON -> "component canonical functions";
      case START -> "component start";
      case IMPORT -> "component imports";
      case EXPORT -> "component exports";
      case VALUE -> "component values";
    };
  }

  private void custom(ByteSlice content, int depth) throws IOException {
    var in = content.cursor();
    StringBuilder name = new StringBuilder();
    TextWriter text = new TextWriter(name, WatPrinter.Options.DEFAULT);
    text.add("custom ").string(in.readName()).flush();
    line(name.toString(), in.readRest(), true, depth);
  }

  private void line(String name, ByteSlice content, boolean single, int depth) throws IOException {
    ByteRange range = content.range();
    String count = single ? "1" : Integer.toUnsignedString(content.cursor().readU32());
    String indented = "  ".repeat(depth) + name;
    out.append(indented).append(" ".repeat(Math.max(0, NAME_WIDTH + 2 - indented.length())));
    out.append(" | ").append(hex(range.start())).append(" - ").append(hex(range.end()));
    out.append(" | ").append(right(Integer.toString(range.size()), 9)).append(" bytes | ");
    out.append(count).append(" count\n");
  }

  private static String hex(int number) {
    return right("0x" + Integer.toHexString(number), 10);
  }

  private static String right(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }
}
