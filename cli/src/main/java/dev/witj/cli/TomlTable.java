package dev.witj.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Source;
import dev.witj.diagnostics.Span;
import dev.witj.diagnostics.Suggestions;
import dev.witj.wit.WitText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table of a TOML file that somebody wrote by hand: what it holds, and where to point at if it
 * holds something else.
 */
final class TomlTable {
  private final Source source;
  private final SettingsFault.In code;
  private final List<String> names;
  private final ObjectNode node;

  private TomlTable(Source source, SettingsFault.In code, List<String> names, ObjectNode node) {
    this.source = source;
    this.code = code;
    this.names = names;
    this.node = node;
  }

  private TomlTable within(String key, ObjectNode table) {
    return new TomlTable(
        source, code, Stream.concat(names.stream(), Stream.of(key)).toList(), table);
  }

  /**
   * Reads a file.
   *
   * @param code that of all errors
   * @throws DiagnosticException if it cannot be read, or is no TOML
   */
  static TomlTable read(Streams streams, Path file, SettingsFault.In code) {
    // As TOML is UTF-8, too.
    Source source = WitText.decode(file.toString(), streams.read(Optional.of(file)));
    try {
      JsonNode root = new TomlMapper().readTree(source.text().orElse(""));
      return new TomlTable(source, code, List.of(), (ObjectNode) root);
    } catch (JsonProcessingException e) {
      int length = source.text().orElse("").length();
      int at = e.getLocation() == null ? 0 : Math.clamp(e.getLocation().getCharOffset(), 0, length);
      String why =
          e instanceof StreamConstraintsException
              ? "it nests too deep, or is too long"
              : e.getOriginalMessage().lines().findFirst().orElse("");
      throw SettingsFault.NOT_TOML.in(code).error(why).at(source.span(at, at)).toException();
    }
  }

  /** All keys. */
  List<String> keys() {
    List<String> keys = new ArrayList<>();
    node.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  /** Refuses keys that mean nothing, naming the nearest that does. */
  void allow(Set<String> known) {
    for (String key : keys()) {
      if (!known.contains(key)) {
        Diagnostic unknown = wrong(key, SettingsFault.UNKNOWN_KEY, path(key));
        throw unknown
            .help(
                Suggestions.didYouMean(key, known)
                    .orElse(
                        "there are `"
                            + String.join("`, `", known.stream().sorted().toList())
                            + "`"))
            .toException();
      }
    }
  }

  /** Refuses keys that mean something elsewhere. */
  void refuse(Set<String> keys) {
    for (String key : keys()) {
      JsonNode value = node.get(key);
      boolean isNothing = value.isContainerNode() && value.isEmpty();
      if (keys.contains(key) && !isNothing) {
        throw wrong(key, SettingsFault.UNSUPPORTED_KEY, path(key))
            .help("what needs it cannot be served; leave it out if the component does without")
            .toException();
      }
    }
  }

  /** A table within. */
  Optional<TomlTable> table(String key) {
    return value(key, JsonNode::isObject, "a table").map(each -> within(key, (ObjectNode) each));
  }

  /** All tables within, where there is nothing else. */
  List<TomlTable> tables() {
    return keys().stream().flatMap(key -> table(key).stream()).toList();
  }

  /** What it is called in the table around it. */
  String lastName() {
    return names.getLast();
  }

  /** The tables of an array. */
  List<TomlTable> tables(String key) {
    List<TomlTable> tables = new ArrayList<>();
    for (JsonNode each : array(key)) {
      if (!(each instanceof ObjectNode object)) {
        throw wrong(key, SettingsFault.NOT_TABLES, path(key)).toException();
      }
      tables.add(within(key, object));
    }
    return tables;
  }

  /** The elements of an array, each a text or a table. */
  List<Element> elements(String key) {
    List<Element> elements = new ArrayList<>();
    for (JsonNode each : array(key)) {
      elements.add(
          switch (each) {
            case ObjectNode object -> new Element.OfTable(within(key, object));
            case JsonNode text when text.isTextual() -> new Element.OfText(text.asText());
            default -> throw wrong(key, SettingsFault.NOT_TEXTS_OR_TABLES, path(key)).toException();
          });
    }
    return elements;
  }

  /** A text or a table. */
  sealed interface Element {
    /** A text. */
    record OfText(String text) implements Element {}

    /** A table. */
    record OfTable(TomlTable table) implements Element {}
  }

  /** A text or a table, if there is one. */
  Optional<Element> element(String key) {
    return isTable(key) ? table(key).map(Element.OfTable::new) : text(key).map(Element.OfText::new);
  }

  /** Whether a table is there. */
  boolean isTable(String key) {
    return node.get(key) instanceof ObjectNode;
  }

  /** Whether something is there. */
  boolean has(String key) {
    return node.has(key);
  }

  private Iterable<JsonNode> array(String key) {
    return value(key, JsonNode::isArray, "an array")
        .map(each -> (Iterable<JsonNode>) each)
        .orElse(List.of());
  }

  /** A text. */
  Optional<String> text(String key) {
    return value(key, JsonNode::isTextual, "a text").map(JsonNode::asText);
  }

  /** Whether something is true; what is not there is not. */
  boolean isTrue(String key) {
    return value(key, JsonNode::isBoolean, "true or false").map(JsonNode::asBoolean).orElse(false);
  }

  /** A text that must be there. */
  String demandText(String key) {
    return text(key)
        .orElseThrow(
            () ->
                SettingsFault.MISSING_KEY
                    .in(code)
                    .error(names.isEmpty() ? source.name() : dotted(names), key)
                    .at(place(names.isEmpty() ? "" : lastName()))
                    .toException());
  }

  /** Whether a key has this number. */
  boolean is(String key, int number) {
    return node.path(key).isInt() && node.path(key).asInt() == number;
  }

  /** The texts of an array. */
  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (Element each : elements(key)) {
      switch (each) {
        case Element.OfText(String text) -> texts.add(text);
        case Element.OfTable _ ->
            throw wrong(key, SettingsFault.NOT_TEXTS, path(key)).toException();
      }
    }
    return texts;
  }

  /** All keys with their texts. */
  Map<String, String> allTexts() {
    Map<String, String> all = new LinkedHashMap<>();
    keys().forEach(key -> all.put(key, demandText(key)));
    return all;
  }

  private Optional<JsonNode> value(String key, Predicate<JsonNode> test, String what) {
    JsonNode value = node.get(key);
    if (value != null && !test.test(value)) {
      throw wrong(key, SettingsFault.WRONG_TYPE, path(key), what).toException();
    }
    return Optional.ofNullable(value);
  }

  /** An error that points at a key of this table. */
  Diagnostic wrong(String key, SettingsFault fault, Object... facts) {
    return fault.in(code).error(facts).at(place(key));
  }

  /** An error that points at a text. */
  Diagnostic wrongText(String key, String text, SettingsFault fault, Object... facts) {
    return fault.in(code).error(facts).at(placeOfText(key, text));
  }

  /** Where a text stands, or else its key. */
  Span placeOfText(String key, String text) {
    String all = source.text().orElse("");
    // The table's own part of the file comes first, if it has one.
    int own = header() < 0 ? -1 : all.indexOf('"' + text + '"', header());
    int at = own < 0 ? all.lastIndexOf('"' + text + '"') : own;
    return at < 0 ? place(key) : source.span(at + 1, at + 1 + text.length());
  }

  private String path(String key) {
    return names.isEmpty() ? key : dotted(names) + "." + key;
  }

  private static String dotted(List<String> names) {
    return String.join(".", names);
  }

  /**
   * Where its part of the file begins, if it has one that is its own: the reader of the file keeps
   * no places.
   */
  private int header() {
    if (names.isEmpty()) {
      return -1;
    }
    String header =
        names.stream()
            .map(name -> "\\s*[\"']?" + Pattern.quote(name) + "[\"']?\\s*")
            .collect(Collectors.joining("\\."));
    Matcher matcher =
        Pattern.compile("(?m)^\\s*\\[" + header + "]").matcher(source.text().orElse(""));
    return matcher.find() ? matcher.start() : -1;
  }

  /** Where a key stands, or the beginning. */
  private Span place(String key) {
    String text = source.text().orElse("");
    Matcher matcher =
        Pattern.compile("(?m)(?:^|[\\[.{,])\\s*[\"']?(" + Pattern.quote(key) + ")[\"']?\\s*[=.\\]]")
            .matcher(text);
    // The table's own part of the file comes first, if it has one.
    boolean found = matcher.find(Math.max(0, header())) || matcher.find(0);
    return found ? source.span(matcher.start(1), matcher.end(1)) : source.span(0, 0);
  }
}
