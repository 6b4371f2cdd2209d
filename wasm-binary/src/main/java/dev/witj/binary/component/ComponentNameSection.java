package dev.witj.binary.component;

import dev.witj.binary.BinaryCode;
import dev.witj.binary.ByteCursor;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.ByteWriter;
import dev.witj.binary.core.NameSection.Naming;
import dev.witj.diagnostics.DiagnosticException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The custom section {@code component-name}: names of what a component defines, for people. */
public record ComponentNameSection(List<Part> parts) {
  /** The name of the custom section. */
  public static final String NAME = "component-name";

  public ComponentNameSection {
    parts = List.copyOf(parts);
  }

  /** A part of the section, in file order. */
  public sealed interface Part {
    /** The name of the component. */
    record Whole(String name) implements Part {}

    /** Names of things by index. */
    record Names(Sort sort, List<Naming> names) implements Part {
      public Names {
        names = List.copyOf(names);
      }
    }

    /** Anything else. */
    record Unknown(int code, ByteSlice data) implements Part {}
  }

  /** The name of the component, if it is given. */
  public Optional<String> name() {
    return parts.stream()
        .filter(Part.Whole.class::isInstance)
        .map(part -> ((Part.Whole) part).name())
        .findFirst();
  }

  /** The names of one sort, in file order. */
  public List<Naming> names(Sort sort) {
    List<Naming> found = new ArrayList<>();
    for (Part part : parts) {
      if (part instanceof Part.Names(var of, var names) && of == sort) {
        found.addAll(names);
      }
    }
    return found;
  }

  /**
   * Reads what a custom section holds.
   *
   * @throws DiagnosticException if the bytes are malformed; since names are for people, a caller
   *     may go on without them
   */
  public static ComponentNameSection read(ByteSlice data) {
    ByteCursor in = data.cursor();
    List<Part> parts = new ArrayList<>();
    while (!in.atEnd()) {
      int code = in.readByte();
      ByteCursor part = in.readSized().cursor();
      parts.add(
          switch (code) {
            case 0 -> new Part.Whole(part.readName());
            case 1 -> new Part.Names(sort(part), names(part));
            default -> new Part.Unknown(code, part.readRest());
          });
      if (!part.atEnd()) {
        throw part.fail(
            BinaryCode.INCONSISTENT, "unexpected data at the end of the name subsection");
      }
    }
    return new ComponentNameSection(parts);
  }

  /** What a section says, if it is well-formed. */
  static Optional<ComponentNameSection> tryRead(ComponentElement.Custom section) {
    try {
      return Optional.of(read(section.content()));
    } catch (DiagnosticException e) {
      return Optional.empty();
    }
  }

  /** Reads what kind of thing the names of a part are for. */
  public static Sort sort(ByteCursor in) {
    int at = in.position();
    int first = in.readByte();
    boolean core = first == 0;
    int code = core ? in.readByte() : first;
    for (Sort sort : Sort.values()) {
      if (sort.isCore() == core && sort.code() == code) {
        return sort;
      }
    }
    throw in.invalidByte(at, code, "sort of names");
  }

  private static List<Naming> names(ByteCursor in) {
    int count = in.readCount(ComponentLimits.MAX_FUNCTIONS, "names");
    List<Naming> names = new ArrayList<>(in.reserve(count));
    for (int i = 0; i < count; i++) {
      names.add(new Naming(in.readU32(), in.readName()));
    }
    return names;
  }

  /** The section as it is written. */
  public ComponentElement.Custom toCustom() {
    ByteWriter out = new ByteWriter();
    for (Part part : parts) {
      ByteWriter content = new ByteWriter();
      int code =
          switch (part) {
            case Part.Whole(var name) -> {
              content.writeName(name);
              yield 0;
            }
            case Part.Names(var sort, var names) -> {
              if (sort.isCore()) {
                content.writeByte(0);
              }
              content.writeByte(sort.code()).writeU32(names.size());
              names.forEach(naming -> content.writeU32(naming.index()).writeName(naming.name()));
              yield 1;
            }
            case Part.Unknown(int number, var data) -> {
              content.writeSlice(data);
              yield number;
            }
          };
      out.writeByte(code).writeSized(content);
    }
    return new ComponentElement.Custom(NAME, ByteSlice.of(out.toByteArray()));
  }
}
