package dev.witj.wast;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.Label;
import dev.witj.diagnostics.Source;
import dev.witj.diagnostics.Span;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/** Reports on scripts as JSON. */
final class WastJson {
  private WastJson() {}

  /** Something that writes JSON. */
  @FunctionalInterface
  interface Body {
    void write(JsonGenerator json) throws IOException;
  }

  /** A JSON text, in one line or indented, with no line break at the end. */
  static String text(boolean pretty, Body body) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      if (pretty) {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        json.setPrettyPrinter(
            new DefaultPrettyPrinter(
                    Separators.createDefaultInstance()
                        .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                        .withArrayEmptySeparator("")
                        .withObjectEmptySeparator(""))
                .withObjectIndenter(indenter)
                .withArrayIndenter(indenter));
      }
      body.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  static String reports(List<WastReport> reports) {
    return text(
        true,
        json -> {
          json.writeStartObject();
          int[] counts = new int[WastReport.Status.values().length];
          for (WastReport report : reports) {
            for (WastReport.Status status : WastReport.Status.values()) {
              counts[status.ordinal()] += report.count(status);
            }
          }
          for (WastReport.Status status : WastReport.Status.values()) {
            json.writeNumberField(lower(status), counts[status.ordinal()]);
          }
          json.writeArrayFieldStart("files");
          for (WastReport report : reports) {
            report(report, json);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static void report(WastReport report, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("file", report.file());
    for (WastReport.Status status : WastReport.Status.values()) {
      json.writeNumberField(lower(status), report.count(status));
    }
    json.writeArrayFieldStart("results");
    if (report.malformed().isPresent()) {
      Diagnostic why = report.malformed().get();
      json.writeStartObject();
      if (why.primary().isPresent()) {
        place(why.primary().get().span(), json);
      }
      json.writeStringField("status", lower(WastReport.Status.FAILED));
      json.writeStringField("message", why.message());
      json.writeEndObject();
    }
    for (WastReport.Result result : report.results()) {
      if (result.status() == WastReport.Status.PASSED && result.note().isEmpty()) {
        continue;
      }
      json.writeStartObject();
      Span span = result.directive().span();
      place(span, json);
      json.writeStringField("status", lower(result.status()));
      if (result.failure().isPresent()) {
        failure(result.failure().get(), json);
      }
      if (result.note().isPresent()) {
        json.writeStringField("note", result.note().get());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void place(Span span, JsonGenerator json) throws IOException {
    Source.Position position = span.source().position(span.start());
    json.writeNumberField("line", position.line());
    json.writeNumberField("column", position.column());
  }

  private static void failure(Diagnostic failure, JsonGenerator json) throws IOException {
    json.writeStringField("message", failure.message());
    for (Label label : failure.others()) {
      Span span = label.span();
      json.writeObjectFieldStart("at");
      json.writeStringField("file", span.source().name());
      if (span.source().isBinary()) {
        json.writeNumberField("offset", span.start());
      } else {
        place(span, json);
      }
      json.writeEndObject();
      return;
    }
  }
}
