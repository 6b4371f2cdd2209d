package dev.witj.diagnostics;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Renders diagnostics as a SARIF 2.1.0 log with one run, which code hosts and editors show beside
 * the source. Every code that occurs is a rule; notes and help follow the message on lines of their
 * own.
 */
public final class SarifRenderer {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  private SarifRenderer() {}

  /**
   * The indented log, with no line break at the end.
   *
   * @param tool the name of the program that made the findings
   * @param version its version, where it is known
   */
  public static String render(
      Collection<Diagnostic> diagnostics, String tool, Optional<String> version) {
    List<String> rules = diagnostics.stream().map(d -> d.code().id()).distinct().sorted().toList();
    return JsonRenderer.write(
        json -> {
          json.writeStartObject();
          json.writeStringField("$schema", SCHEMA);
          json.writeStringField("version", "2.1.0");
          json.writeArrayFieldStart("runs");
          json.writeStartObject();
          writeTool(tool, version, rules, json);
          json.writeStringField("columnKind", "unicodeCodePoints");
          json.writeArrayFieldStart("results");
          for (Diagnostic diagnostic : diagnostics) {
            writeResult(diagnostic, rules, json);
          }
          json.writeEndArray();
          json.writeEndObject();
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static void writeTool(
      String tool, Optional<String> version, List<String> rules, JsonGenerator json)
      throws IOException {
    json.writeObjectFieldStart("tool");
    json.writeObjectFieldStart("driver");
    json.writeStringField("name", tool);
    if (version.isPresent()) {
      json.writeStringField("version", version.get());
    }
    json.writeArrayFieldStart("rules");
    for (String rule : rules) {
      json.writeStartObject();
      json.writeStringField("id", rule);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void writeResult(Diagnostic diagnostic, List<String> rules, JsonGenerator json)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("ruleId", diagnostic.code().id());
    json.writeNumberField("ruleIndex", rules.indexOf(diagnostic.code().id()));
    String level =
        switch (diagnostic.severity()) {
          case ERROR -> "error";
          case WARNING -> "warning";
          case NOTE -> "note";
        };
    json.writeStringField("level", level);
    writeMessage(text(diagnostic), json);
    if (diagnostic.primary().isPresent() && !diagnostic.primary().get().span().isNone()) {
      json.writeArrayFieldStart("locations");
      json.writeStartObject();
      writePlace(diagnostic.primary().get(), json);
      json.writeEndObject();
      json.writeEndArray();
    }
    List<Label> others = diagnostic.others().stream().filter(l -> !l.span().isNone()).toList();
    if (!others.isEmpty()) {
      json.writeArrayFieldStart("relatedLocations");
      for (int i = 0; i < others.size(); i++) {
        json.writeStartObject();
        json.writeNumberField("id", i + 1);
        writePlace(others.get(i), json);
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static String text(Diagnostic diagnostic) {
    List<String> lines = new ArrayList<>(List.of(diagnostic.message()));
    diagnostic.notes().forEach(note -> lines.add("note: " + note));
    diagnostic.help().ifPresent(help -> lines.add("help: " + help));
    return String.join("\n", lines);
  }

  private static void writeMessage(String text, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("message");
    json.writeStringField("text", text);
    json.writeEndObject();
  }

  private static void writePlace(Label label, JsonGenerator json) throws IOException {
    Span span = label.span();
    Source source = span.source();
    json.writeObjectFieldStart("physicalLocation");
    json.writeObjectFieldStart("artifactLocation");
    json.writeStringField("uri", uri(source.name()));
    json.writeEndObject();
    json.writeObjectFieldStart("region");
    if (source.isBinary()) {
      json.writeNumberField("byteOffset", span.start());
      json.writeNumberField("byteLength", span.end() - span.start());
    } else {
      Source.Position start = source.position(span.start());
      Source.Position end = source.position(span.end());
      json.writeNumberField("startLine", start.line());
      json.writeNumberField("startColumn", start.column());
      json.writeNumberField("endLine", end.line());
      json.writeNumberField("endColumn", end.column());
    }
    json.writeEndObject();
    json.writeEndObject();
    if (!label.text().isEmpty()) {
      writeMessage(label.text(), json);
    }
  }

  /** A relative path stays relative; whatever a URI may not hold is escaped. */
  static String uri(String name) {
    String path = name.replace('\\', '/');
    boolean drive =
        path.length() > 1 && path.charAt(1) == ':' && Character.isLetter(path.charAt(0));
    if (drive) {
      path = "/" + path;
    }
    boolean absolute = path.startsWith("/");
    try {
      URI uri = absolute ? new URI("file", "", path, null) : new URI(null, null, "./" + path, null);
      String text = uri.toASCIIString();
      // A colon in the first segment would read as the end of a scheme.
      boolean dotted = absolute || text.indexOf(':') >= 0;
      return dotted ? text : text.substring("./".length());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("every path can be escaped: " + name, e);
    }
  }
}
