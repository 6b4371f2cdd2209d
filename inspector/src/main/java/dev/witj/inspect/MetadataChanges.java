package dev.witj.inspect;

import dev.witj.binary.BinaryKind;
import dev.witj.binary.ByteCursor;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.ByteWriter;
import dev.witj.binary.component.ComponentNameSection;
import dev.witj.binary.core.NameSection;
import dev.witj.binary.core.ProducersSection;
import dev.witj.inspect.internal.CustomSections;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is to be said about a binary: only about the outermost, not what is inside of it.
 *
 * @param name its new name, if it gets one
 * @param tools the languages and tools that are added, in their order
 * @param notes the texts of custom sections in {@link Metadata#NOTES}, by their names
 * @param cleared the sections in {@link Metadata#NOTES} to be taken out
 */
public record MetadataChanges(
    Optional<String> name, List<Tool> tools, Map<String, String> notes, Set<String> cleared) {
  public MetadataChanges {
    tools = List.copyOf(tools);
    notes = Collections.unmodifiableMap(new LinkedHashMap<>(notes));
    cleared = Set.copyOf(cleared);
  }

  /**
   * A language or tool.
   *
   * @param field what it is: {@code language}, {@code processed-by} or {@code sdk}
   */
  public record Tool(String field, String name, String version) {}

  /**
   * The binary with these changes made. What changes moves behind everything else.
   *
   * @throws dev.witj.diagnostics.DiagnosticException if it is no core module and no component, or
   *     the section that something is added to is malformed
   */
  public byte[] apply(ByteSlice binary) {
    boolean component =
        BinaryKind.of(binary).filter(kind -> kind == BinaryKind.COMPONENT).isPresent();
    Map<String, ByteSlice> moved = new LinkedHashMap<>();
    ByteWriter out =
        CustomSections.changeOutermost(
            binary,
            (section, content, whole, copy) -> {
              if (!moves(section, content, component, moved)) {
                copy.writeSlice(whole);
              }
            });
    name.ifPresent(
        text -> {
          if (component) {
            CustomSections.write(ComponentNameSection.NAME, componentName(text, moved), out);
          } else {
            CustomSections.write(NameSection.NAME, moduleName(text, moved), out);
          }
        });
    if (!tools.isEmpty()) {
      CustomSections.write(ProducersSection.NAME, producers(moved), out);
    }
    notes.forEach(
        (note, text) ->
            CustomSections.write(note, ByteSlice.of(text.getBytes(StandardCharsets.UTF_8)), out));
    return out.toByteArray();
  }

  /** Whether a section is not to stay as it is; what is kept of it is put aside. */
  private boolean moves(
      String section, ByteSlice content, boolean component, Map<String, ByteSlice> moved) {
    boolean moves =
        switch (section) {
          case NameSection.NAME -> name.isPresent() && !component;
          case ComponentNameSection.NAME -> name.isPresent() && component;
          case ProducersSection.NAME -> !tools.isEmpty();
          default ->
              Metadata.NOTES.contains(section)
                  && (notes.containsKey(section) || cleared.contains(section));
        };
    if (moves) {
      ByteCursor in = content.cursor();
      in.readName();
      moved.putIfAbsent(section, in.readRest());
    }
    return moves;
  }

  private static ByteSlice moduleName(String text, Map<String, ByteSlice> moved) {
    List<NameSection.Part> parts = new ArrayList<>();
    parts.add(new NameSection.Part.Module(text));
    ByteSlice old = moved.get(NameSection.NAME);
    if (old != null) {
      NameSection.read(old).parts().stream()
          .filter(part -> !(part instanceof NameSection.Part.Module))
          .forEach(parts::add);
    }
    return new NameSection(parts).toCustom().data();
  }

  private static ByteSlice componentName(String text, Map<String, ByteSlice> moved) {
    List<ComponentNameSection.Part> parts = new ArrayList<>();
    parts.add(new ComponentNameSection.Part.Whole(text));
    ByteSlice old = moved.get(ComponentNameSection.NAME);
    if (old != null) {
      ComponentNameSection.read(old).parts().stream()
          .filter(part -> !(part instanceof ComponentNameSection.Part.Whole))
          .forEach(parts::add);
    }
    return new ComponentNameSection(parts).toCustom().content();
  }

  private ByteSlice producers(Map<String, ByteSlice> moved) {
    Map<String, Map<String, String>> fields = new LinkedHashMap<>();
    ByteSlice old = moved.get(ProducersSection.NAME);
    if (old != null) {
      for (ProducersSection.Field field : ProducersSection.read(old).fields()) {
        for (ProducersSection.Value value : field.values()) {
          add(fields, field.name(), value.name(), value.version());
        }
      }
    }
    tools.forEach(tool -> add(fields, tool.field(), tool.name(), tool.version()));
    return new ProducersSection(
            fields.entrySet().stream()
                .map(
                    field ->
                        new ProducersSection.Field(
                            field.getKey(),
                            field.getValue().entrySet().stream()
                                .map(v -> new ProducersSection.Value(v.getKey(), v.getValue()))
                                .toList()))
                .toList())
        .toData();
  }

  private static void add(
      Map<String, Map<String, String>> fields, String field, String name, String version) {
    fields.computeIfAbsent(field, _ -> new LinkedHashMap<>()).put(name, version);
  }
}
