package dev.witj.diagnostics;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Locale;

/**
 * Renders diagnostics for programs: one JSON object whose array {@code diagnostics} has an object
 * per finding.
 *
 * <pre>
 * {"diagnostics": [{
 *   "code": "type-not-found",
 *   "severity": "error",
 *   "message": "type `itme` does not exist",
 *   "primary": {
 *     "file": "todo.wit",
 *     "start": {"line": 12, "column": 20, "offset": 301},
 *     "end": {"line": 12, "column": 24, "offset": 305}
 *   },
 *   "related": [],
 *   "notes": ["looked in interface `store`"],
 *   "help": "did you mean `item`?"
 * }]}
 * </pre>
 *
 * Lines and columns count from 1, columns in code points; an offset counts UTF-8 bytes from 0, as
 * the reference tools do. A place in a binary has only offsets. {@code primary} and {@code help}
 * are left out where there are none, the {@code text} of a place where it is empty.
 */
public final class JsonRenderer {
  private JsonRenderer() {}

  /** The indented JSON text, with no line break at the end. */
  public static String render(Collection<Diagnostic> diagnostics) {
    return write(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("diagnostics");
          for (Diagnostic diagnostic : diagnostics) {
            write(diagnostic, json);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static void write(Diagnostic diagnostic, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("code", diagnostic.code().id());
    json.writeStringField("severity", diagnostic.severity().name().toLowerCase(Locale.ROOT));
    json.writeStringField("message", diagnostic.message());
    if (diagnostic.primary().isPresent() && !diagnostic.primary().get().span().isNone()) {
      json.writeFieldName("primary");
      write(diagnostic.primary().get(), json);
    }
    json.writeArrayFieldStart("related");
    for (Label label : diagnostic.others()) {
      if (!label.span().isNone()) {
        write(label, json);
      }
    }
    json.writeEndArray();
    json.writeArrayFieldStart("notes");
    for (String note : diagnostic.notes()) {
      json.writeString(note);
    }
    json.writeEndArray();
    if (diagnostic.help().isPresent()) {
      json.writeStringField("help", diagnostic.help().get());
    }
    json.writeEndObject();
  }

  private static void write(Label label, JsonGenerator json) throws IOException {
    Span span = label.span();
    json.writeStartObject();
    json.writeStringField("file", span.source().name());
    write("start", span.source(), span.start(), json);
    write("end", span.source(), span.end(), json);
    if (!label.text().isEmpty()) {
      json.writeStringField("text", label.text());
    }
    json.writeEndObject();
  }

  private static void write(String name, Source source, int offset, JsonGenerator json)
      throws IOException {
    json.writeObjectFieldStart(name);
    if (!source.isBinary()) {
      Source.Position position = source.position(offset);
      json.writeNumberField("line", position.line());
      json.writeNumberField("column", position.column());
    }
    json.writeNumberField("offset", source.byteOffset(offset));
    json.writeEndObject();
  }

  /** What writes into a generator. */
  @FunctionalInterface
  interface Body {
    void write(JsonGenerator json) throws IOException;
  }

  /** Indented JSON with {@code \n} on every system. */
  static String write(Body body) {
    StringWriter out = new StringWriter();
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.setPrettyPrinter(
          new DefaultPrettyPrinter(
                  Separators.createDefaultInstance()
                      .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                      .withObjectEmptySeparator("")
                      .withArrayEmptySeparator(""))
              .withObjectIndenter(indenter)
              .withArrayIndenter(indenter));
      body.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }
}
