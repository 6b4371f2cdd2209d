package dev.witj.inspect.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.witj.binary.BinaryKind;
import dev.witj.binary.core.ProducersSection;
import dev.witj.inspect.Metadata;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Metadata as JSON. */
public final class MetadataJson {
  private MetadataJson() {}

  public static String of(Metadata metadata) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
      write(metadata, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(Metadata metadata, JsonGenerator out) throws IOException {
    out.writeStartObject();
    if (metadata.kind() == BinaryKind.MODULE) {
      out.writeFieldName("module");
      own(metadata, out);
    } else {
      out.writeObjectFieldStart("component");
      out.writeFieldName("metadata");
      own(metadata, out);
      out.writeArrayFieldStart("children");
      for (Metadata child : metadata.children()) {
        write(child, out);
      }
      out.writeEndArray();
      out.writeEndObject();
    }
    out.writeEndObject();
  }

  private static void own(Metadata metadata, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("name", metadata.name().orElse(null));
    if (metadata.producers().isEmpty()) {
      out.writeNullField("producers");
    } else {
      out.writeObjectFieldStart("producers");
      for (ProducersSection.Field field : metadata.producers()) {
        out.writeObjectFieldStart(field.name());
        for (ProducersSection.Value value : field.values()) {
          out.writeStringField(value.name(), value.version());
        }
        out.writeEndObject();
      }
      out.writeEndObject();
    }
    for (String note : Metadata.NOTES) {
      out.writeStringField(note, metadata.notes().get(note));
    }
    out.writeObjectFieldStart("range");
    out.writeNumberField("start", metadata.range().start());
    out.writeNumberField("end", metadata.range().end());
    out.writeEndObject();
    out.writeEndObject();
  }
}
