package dev.witj.binary.debug;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.witj.binary.core.CoreModule;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A source map (ECMA-426). That of a module has one line only, whose columns are the offsets of its
 * bytes.
 *
 * @param mappings segments of numbers to base 64, each as its difference from the one before
 */
record SourceMap(List<String> sources, String mappings) {
  /** The custom section that has the address of the map. */
  private static final String SECTION = "sourceMappingURL";

  private static final String DATA = "data:";
  private static final int MAX_BYTES = 64 << 20;
  private static final int MAX_NAME = 255;
  private static final int MAX_SOURCES = 1 << 16;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxDocumentLength(MAX_BYTES).build())
          .build();

  SourceMap {
    sources = List.copyOf(sources);
  }

  /** The map of a module, if there is one that can be read. */
  static Optional<SourceMap> of(CoreModule module, SourceMapFiles files) {
    Optional<String> address =
        module
            .customSections(SECTION)
            .findFirst()
            .map(each -> each.customData().cursor().readName());
    if (address.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = open(address.get(), files).orElse(null)) {
      return in == null ? Optional.empty() : Optional.of(read(in));
    } catch (IOException | IllegalArgumentException | LinkageError _) {
      // It is not there, or malformed, or nothing that reads JSON is there.
      return Optional.empty();
    }
  }

  private static Optional<InputStream> open(String address, SourceMapFiles files)
      throws IOException {
    if (address.startsWith(DATA)) {
      return Optional.of(new ByteArrayInputStream(data(address.substring(DATA.length()))));
    }
    String name = address.startsWith("./") ? address.substring(2) : address;
    boolean isPlain =
        !name.isEmpty()
            && name.length() <= MAX_NAME
            && !name.startsWith(".")
            && name.chars().noneMatch(c -> c < ' ' || "/\\:".indexOf(c) >= 0);
    return isPlain ? files.open(name) : Optional.empty();
  }

  private static byte[] data(String rest) throws IOException {
    int comma = rest.indexOf(',');
    if (comma < 0) {
      throw new IOException("no data");
    }
    String content = rest.substring(comma + 1);
    return rest.substring(0, comma).endsWith(";base64")
        ? Base64.getDecoder().decode(content)
        : URLDecoder.decode(content.replace("+", "%2B"), StandardCharsets.UTF_8)
            .getBytes(StandardCharsets.UTF_8);
  }

  private static SourceMap read(InputStream json) throws IOException {
    List<String> sources = new ArrayList<>();
    String root = "";
    String mappings = "";
    try (JsonParser in = JSON.createParser(json)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("no object");
      }
      for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
        JsonToken value = in.nextToken();
        switch (name) {
          case "sourceRoot" -> root = value == JsonToken.VALUE_STRING ? in.getText() : "";
          case "mappings" -> mappings = value == JsonToken.VALUE_STRING ? in.getText() : "";
          case "sources" -> readSources(in, sources);
          default -> in.skipChildren();
        }
      }
    }
    String folder = root.isEmpty() || root.endsWith("/") ? root : root + "/";
    return new SourceMap(sources.stream().map(each -> folder + each).toList(), mappings);
  }

  private static void readSources(JsonParser in, List<String> sources) throws IOException {
    if (!in.isExpectedStartArrayToken()) {
      throw new IOException("no array");
    }
    while (in.nextToken() != JsonToken.END_ARRAY) {
      if (in.currentToken() == null || sources.size() == MAX_SOURCES) {
        throw new IOException("too many sources");
      }
      sources.add(in.getValueAsString("?"));
      in.skipChildren();
    }
  }

  /**
   * Finds the lines of offsets.
   *
   * @param offsets in ascending order
   * @param found takes the lines, by the numbers of the offsets
   */
  void find(int[] offsets, @Nullable SourceLine[] found) {
    LineHits hits = new LineHits(offsets);
    MapSegments segments = new MapSegments(mappings);
    boolean more = segments.next();
    while (more) {
      long from = segments.offset();
      int source = segments.source();
      int line = segments.line();
      int column = segments.column();
      more = segments.next();
      // One sequence, and whatever is after the last segment belongs to it.
      hits.row(1, from, more ? segments.offset() : Long.MAX_VALUE, source, line, column);
    }
    hits.take(this::source);
    hits.find(found);
  }

  private Optional<Supplier<String>> source(int index) {
    return index >= 0 && index < sources.size()
        ? Optional.of(() -> sources.get(index))
        : Optional.empty();
  }
}
