package dev.witj.inspect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.witj.binary.BinaryCode;
import dev.witj.binary.BinaryKind;
import dev.witj.binary.ByteRange;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.component.ComponentLimits;
import dev.witj.binary.component.ComponentModel;
import dev.witj.binary.component.SectionKind;
import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.SectionId;
import dev.witj.inspect.internal.TextWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Optional;

/** The sections of a binary, a line for each, with what is inside of a component indented. */
public final class ObjDump {
  private static final int NAME_WIDTH = 38;

  private final Listing listing;

  private ObjDump(Listing listing) {
    this.listing = listing;
  }

  /** Takes what is listed, in the order of the file. */
  private interface Listing {
    /**
     * A section, and how many things are in it; those of a custom one have no name of their own.
     */
    void section(String name, Optional<String> customName, ByteRange range, int count)
        throws IOException;

    /** The start of something nested, and its index among those of its kind. */
    void start(String kind, int index, ByteRange range) throws IOException;

    /** The end of it. */
    void end(String kind, int index) throws IOException;
  }

  /**
   * Writes the sections.
   *
   * @throws IOException if {@code out} does
   * @throws dev.witj.diagnostics.DiagnosticException if it is no core module and no component
   */
  public static void print(ByteSlice binary, Appendable out) throws IOException {
    new ObjDump(new Lines(out)).binary(binary, 1);
  }

  /**
   * The sections as a JSON array: of each its name, where its content lies, and how many things are
   * in it; modules and components inside hold arrays of their own.
   *
   * @throws dev.witj.diagnostics.DiagnosticException if it is no core module and no component
   */
  public static String toJson(ByteSlice binary) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
      out.writeStartArray();
      new ObjDump(new Json(out)).binary(binary, 1);
      out.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private void binary(ByteSlice binary, int depth) throws IOException {
    if (depth > ComponentLimits.MAX_NESTING) {
      throw BinaryCode.LIMIT_EXCEEDED.error("nesting too deep").at(binary.span()).toException();
    }
    if (BinaryKind.of(binary).filter(kind -> kind == BinaryKind.COMPONENT).isPresent()) {
      component(ComponentModel.read(binary), depth);
      return;
    }
    for (var section : CoreModule.read(binary).sections()) {
      if (section.id() == SectionId.CUSTOM) {
        custom(section.content());
      } else {
        boolean single = section.id() == SectionId.START || section.id() == SectionId.DATA_COUNT;
        section(name(section.id()), section.content(), single);
      }
    }
  }

  private void component(ComponentModel component, int depth) throws IOException {
    int modules = 0;
    int components = 0;
    for (var section : component.sections()) {
      switch (section.kind()) {
        case CUSTOM -> custom(section.content());
        case CORE_MODULE -> nested("module", modules++, section.content(), depth);
        case COMPONENT -> nested("component", components++, section.content(), depth);
        case START -> section(name(section.kind()), section.content(), true);
        case CORE_INSTANCE, CORE_TYPE, INSTANCE, ALIAS, TYPE, CANON, IMPORT, EXPORT, VALUE ->
            section(name(section.kind()), section.content(), false);
      }
    }
  }

  private void nested(String kind, int index, ByteSlice content, int depth) throws IOException {
    listing.start(kind, index, content.range());
    binary(content, depth + 1);
    listing.end(kind, index);
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

  private void custom(ByteSlice content) throws IOException {
    var in = content.cursor();
    Optional<String> name = Optional.of(in.readName());
    listing.section("custom", name, in.readRest().range(), 1);
  }

  private void section(String name, ByteSlice content, boolean single) throws IOException {
    int count = single ? 1 : content.cursor().readU32();
    listing.section(name, Optional.empty(), content.range(), count);
  }

  /** Lines for people. */
  private static final class Lines implements Listing {
    private final Appendable out;
    private int depth = 1;

    Lines(Appendable out) {
      this.out = out;
    }

    @Override
    public void section(String name, Optional<String> customName, ByteRange range, int count)
        throws IOException {
      StringBuilder text = new StringBuilder("  ".repeat(depth)).append(name);
      customName.ifPresent(
          custom ->
              new TextWriter(text, WatPrinter.Options.DEFAULT).add(' ').string(custom).flush());
      out.append(text).append(" ".repeat(Math.max(0, NAME_WIDTH + 2 - text.length())));
      out.append(" | ").append(hex(range.start())).append(" - ").append(hex(range.end()));
      out.append(" | ").append(right(Integer.toString(range.size()), 9)).append(" bytes | ");
      out.append(Integer.toUnsignedString(count)).append(" count\n");
    }

    @Override
    public void start(String kind, int index, ByteRange range) throws IOException {
      rule("start", kind, index);
      depth++;
    }

    @Override
    public void end(String kind, int index) throws IOException {
      depth--;
      rule("end", kind, index);
    }

    private void rule(String what, String kind, int index) throws IOException {
      String rule = "------ " + what + " " + kind + " " + index + " -------------\n";
      out.append("  ".repeat(depth)).append(rule);
    }

    private static String hex(int number) {
      return right("0x" + Integer.toHexString(number), 10);
    }

    private static String right(String text, int width) {
      return " ".repeat(Math.max(0, width - text.length())) + text;
    }
  }

  /** Objects for programs. */
  private static final class Json implements Listing {
    private final JsonGenerator out;

    Json(JsonGenerator out) {
      this.out = out;
    }

    @Override
    public void section(String name, Optional<String> customName, ByteRange range, int count)
        throws IOException {
      out.writeStartObject();
      out.writeStringField("section", name);
      if (customName.isPresent()) {
        out.writeStringField("name", customName.get());
      }
      range(range);
      out.writeNumberField("count", Integer.toUnsignedLong(count));
      out.writeEndObject();
    }

    @Override
    public void start(String kind, int index, ByteRange range) throws IOException {
      out.writeStartObject();
      out.writeStringField("section", kind);
      out.writeNumberField("index", index);
      range(range);
      out.writeArrayFieldStart("sections");
    }

    @Override
    public void end(String kind, int index) throws IOException {
      out.writeEndArray();
      out.writeEndObject();
    }

    private void range(ByteRange range) throws IOException {
      out.writeObjectFieldStart("range");
      out.writeNumberField("start", range.start());
      out.writeNumberField("end", range.end());
      out.writeEndObject();
    }
  }
}
