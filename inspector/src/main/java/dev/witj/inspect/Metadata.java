package dev.witj.inspect;

import dev.witj.binary.BinaryCode;
import dev.witj.binary.BinaryKind;
import dev.witj.binary.ByteRange;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.component.ComponentLimits;
import dev.witj.binary.component.ComponentModel;
import dev.witj.binary.component.ComponentNameSection;
import dev.witj.binary.component.SectionKind;
import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.NameSection;
import dev.witj.binary.core.ProducersSection;
import dev.witj.binary.core.SectionId;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.inspect.internal.MetadataJson;
import dev.witj.inspect.internal.MetadataTables;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a binary and everything inside of it say about themselves.
 *
 * @param kind what it is
 * @param name its name, if it has one
 * @param producers the languages and tools it comes from
 * @param notes the texts of the custom sections in {@link #NOTES} that it has, by their names
 * @param range where it lies in the file
 * @param children the core modules and components inside of it, in file order
 */
public record Metadata(
    BinaryKind kind,
    Optional<String> name,
    List<ProducersSection.Field> producers,
    Map<String, String> notes,
    ByteRange range,
    List<Metadata> children) {
  /** The custom sections whose content is a text for people, in the order they are shown in. */
  public static final List<String> NOTES =
      List.of("authors", "description", "licenses", "source", "homepage", "revision", "version");

  public Metadata {
    producers = List.copyOf(producers);
    notes = Collections.unmodifiableMap(new LinkedHashMap<>(notes));
    children = List.copyOf(children);
  }

  /**
   * Reads it from a binary. What is malformed about metadata alone counts as absent.
   *
   * @throws DiagnosticException if this is no core module and no component
   */
  public static Metadata read(ByteSlice binary) {
    return read(binary, 0);
  }

  private static Metadata read(ByteSlice binary, int depth) {
    if (depth > ComponentLimits.MAX_NESTING) {
      throw BinaryCode.LIMIT_EXCEEDED.error("nesting too deep").at(binary.span()).toException();
    }
    Reader reader = new Reader();
    List<Metadata> children = new ArrayList<>();
    if (BinaryKind.of(binary).filter(kind -> kind == BinaryKind.COMPONENT).isPresent()) {
      for (var section : ComponentModel.read(binary).sections()) {
        if (section.kind() == SectionKind.CUSTOM) {
          reader.custom(section.content());
        } else if (section.kind() == SectionKind.CORE_MODULE
            || section.kind() == SectionKind.COMPONENT) {
          children.add(read(section.content(), depth + 1));
        }
      }
      return reader.metadata(BinaryKind.COMPONENT, binary, children);
    }
    for (var section : CoreModule.read(binary).sections()) {
      if (section.id() == SectionId.CUSTOM) {
        reader.custom(section.content());
      }
    }
    return reader.metadata(BinaryKind.MODULE, binary, children);
  }

  private static final class Reader {
    private Optional<String> name = Optional.empty();
    private List<ProducersSection.Field> producers = List.of();
    private final Map<String, String> found = new LinkedHashMap<>();

    void custom(ByteSlice content) {
      var in = content.cursor();
      String section = in.readName();
      ByteSlice data = in.readRest();
      try {
        switch (section) {
          case NameSection.NAME ->
              NameSection.read(data).parts().stream()
                  .filter(NameSection.Part.Module.class::isInstance)
                  .findFirst()
                  .ifPresent(part -> name = Optional.of(((NameSection.Part.Module) part).name()));
          case ComponentNameSection.NAME -> name = ComponentNameSection.read(data).name();
          case ProducersSection.NAME -> producers = ProducersSection.read(data).fields();
          default -> {
            if (NOTES.contains(section)) {
              found.put(section, new String(data.toByteArray(), StandardCharsets.UTF_8));
            }
          }
        }
      } catch (DiagnosticException _) {
        // Metadata is for people: what is malformed is not shown.
      }
    }

    Metadata metadata(BinaryKind kind, ByteSlice binary, List<Metadata> children) {
      Map<String, String> notes = new LinkedHashMap<>();
      for (String note : NOTES) {
        String text = found.get(note);
        if (text != null) {
          notes.put(note, text);
        }
      }
      return new Metadata(kind, name, producers, notes, binary.range(), children);
    }
  }

  /** Tables for people: one of everything, then one for each thing. */
  public String toTables() {
    return MetadataTables.of(this);
  }

  /** One line of JSON for programs. */
  public String toJson() {
    return MetadataJson.of(this);
  }
}
