package dev.witj.binary.component;

import dev.witj.binary.BinaryKind;
import dev.witj.binary.ByteCursor;
import dev.witj.binary.ByteSlice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A component as its binary states it. Reading finds the sections; what is in them is decoded when
 * asked for, and modules and components inside stay where they lie in the bytes.
 */
public final class ComponentModel {
  private final ByteSlice bytes;
  private final List<Section> sections;

  private ComponentModel(ByteSlice bytes, List<Section> sections) {
    this.bytes = bytes;
    this.sections = List.copyOf(sections);
  }

  /**
   * Finds the sections of a component.
   *
   * @throws dev.witj.diagnostics.DiagnosticException if these are not sections of a component
   */
  public static ComponentModel read(ByteSlice bytes) {
    ByteCursor in = bytes.cursor();
    BinaryKind.COMPONENT.readHeader(in);
    List<Section> sections = new ArrayList<>();
    while (!in.atEnd()) {
      sections.add(Section.read(in));
    }
    return new ComponentModel(bytes, sections);
  }

  /** All the bytes. */
  public ByteSlice bytes() {
    return bytes;
  }

  /** The sections in file order. */
  public List<Section> sections() {
    return sections;
  }

  /**
   * The elements in file order, decoded as they are taken.
   *
   * @throws dev.witj.diagnostics.DiagnosticException while elements are taken, at the first byte
   *     that means nothing
   */
  public Stream<ComponentElement> elements() {
    return sections.stream().flatMap(section -> section.elements().stream()).map(Located::element);
  }

  /** The names of its parts, from the first section that holds such; none if that is malformed. */
  public Optional<ComponentNameSection> names() {
    return sections.stream()
        .filter(section -> section.kind() == SectionKind.CUSTOM)
        .flatMap(section -> section.elements().stream())
        .map(Located::element)
        .map(ComponentElement.Custom.class::cast)
        .filter(custom -> custom.name().equals(ComponentNameSection.NAME))
        .findFirst()
        .flatMap(ComponentNameSection::tryRead);
  }

  /**
   * This component with each element replaced by what the transform makes of it. Elements that stay
   * keep their grouping into sections.
   *
   * @throws dev.witj.diagnostics.DiagnosticException if a section cannot be decoded
   */
  public ComponentModel transform(ComponentTransform transform) {
    ComponentBuilder out = new ComponentBuilder();
    transform.atStart(out::add);
    out.endSection();
    for (Section section : sections) {
      List<Located> elements = section.elements();
      if (elements.isEmpty()) {
        out.addEmptySection(section.kind());
      }
      for (Located located : elements) {
        transform.accept(out::add, located.element());
      }
      out.endSection();
    }
    transform.atEnd(out::add);
    return out.build();
  }
}
