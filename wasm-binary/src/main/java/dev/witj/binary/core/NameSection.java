package dev.witj.binary.core;

import dev.witj.binary.BinaryCode;
import dev.witj.binary.ByteCursor;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.ByteWriter;
import dev.witj.binary.Limits;
import dev.witj.binary.internal.core.SectionReader;
import dev.witj.diagnostics.DiagnosticException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The custom section {@code name}: names of what a module defines, for people. */
public record NameSection(List<Part> parts) {
  /** The name of the custom section. */
  public static final String NAME = "name";

  public NameSection {
    parts = List.copyOf(parts);
  }

  /** What is named. The code is the binary form; indirect ones are named within something. */
  public enum Kind {
    /** Functions. */
    FUNCTION(1, false),
    /** Locals within a function. */
    LOCAL(2, true),
    /** Labels within a function. */
    LABEL(3, true),
    /** Types. */
    TYPE(4, false),
    /** Tables. */
    TABLE(5, false),
    /** Memories. */
    MEMORY(6, false),
    /** Globals. */
    GLOBAL(7, false),
    /** Element segments. */
    ELEMENT(8, false),
    /** Data segments. */
    DATA(9, false),
    /** Fields within a struct type. */
    FIELD(10, true),
    /** Tags. */
    TAG(11, false);

    private final int code;
    private final boolean indirect;

    Kind(int code, boolean indirect) {
      this.code = code;
      this.indirect = indirect;
    }

    /** The byte that stands for it. */
    public int code() {
      return code;
    }

    /** Whether its names are grouped by what they are in. */
    public boolean isIndirect() {
      return indirect;
    }

    /** The one that a byte stands for. */
    public static Optional<Kind> of(int code) {
      return code >= 1 && code <= values().length
          ? Optional.of(values()[code - 1])
          : Optional.empty();
    }
  }

  /** A part of the section, in file order. */
  public sealed interface Part {
    /** The name of the module. */
    record Module(String name) implements Part {}

    /** Names of things by index. */
    record Names(Kind kind, List<Naming> names) implements Part {
      public Names {
        names = List.copyOf(names);
      }
    }

    /** Names of things in other things, both by index. */
    record IndirectNames(Kind kind, List<Group> groups) implements Part {
      public IndirectNames {
        groups = List.copyOf(groups);
      }
    }

    /** Anything else. */
    record Unknown(int code, ByteSlice data) implements Part {}
  }

  /** The name of one thing. */
  public record Naming(int index, String name) {
    /** A name as it stands in a map of names. */
    public static Naming read(ByteCursor in) {
      return new Naming(in.readU32(), in.readName());
    }
  }

  /** The names of the things in one thing. */
  public record Group(int index, List<Naming> names) {
    /** A group as it stands in a map of maps. */
    public static Group read(ByteCursor in) {
      return new Group(in.readU32(), NameSection.names(in));
    }

    public Group {
      names = List.copyOf(names);
    }
  }

  /**
   * Reads what a custom section holds after its name.
   *
   * @throws dev.witj.diagnostics.DiagnosticException if the bytes are malformed; since names are
   *     for people, a caller may go on without them
   */
  public static NameSection read(ByteSlice data) {
    ByteCursor in = data.cursor();
    List<Part> parts = new ArrayList<>();
    while (!in.atEnd()) {
      int code = in.readByte();
      ByteCursor part = in.readSized().cursor();
      parts.add(part(code, part));
      if (!part.atEnd()) {
        throw part.fail(
            BinaryCode.INCONSISTENT, "unexpected data at the end of the name subsection");
      }
    }
    return new NameSection(parts);
  }

  /** What a custom section holds after its name, if it is well-formed. */
  static Optional<NameSection> tryRead(ByteSlice data) {
    try {
      return Optional.of(read(data));
    } catch (DiagnosticException e) {
      return Optional.empty();
    }
  }

  private static Part part(int code, ByteCursor in) {
    if (code == 0) {
      return new Part.Module(in.readName());
    }
    Optional<Kind> found = Kind.of(code);
    if (found.isEmpty()) {
      return new Part.Unknown(code, in.readRest());
    }
    Kind kind = found.get();
    if (!kind.isIndirect()) {
      return new Part.Names(kind, names(in));
    }
    return new Part.IndirectNames(
        kind, SectionReader.list(in, Limits.MAX_FUNCTIONS, "names", Group::read));
  }

  private static List<Naming> names(ByteCursor in) {
    return SectionReader.list(in, Limits.MAX_FUNCTIONS, "names", Naming::read);
  }

  /** The section as it is written. */
  public ModuleSection.Custom toCustom() {
    ByteWriter out = new ByteWriter();
    for (Part part : parts) {
      ByteWriter content = new ByteWriter();
      int code =
          switch (part) {
            case Part.Module module -> {
              content.writeName(module.name());
              yield 0;
            }
            case Part.Names names -> {
              write(names.names(), content);
              yield names.kind().code();
            }
            case Part.IndirectNames names -> {
              content.writeU32(names.groups().size());
              for (Group group : names.groups()) {
                content.writeU32(group.index());
                write(group.names(), content);
              }
              yield names.kind().code();
            }
            case Part.Unknown unknown -> {
              content.writeSlice(unknown.data());
              yield unknown.code();
            }
          };
      out.writeByte(code).writeSized(content);
    }
    return new ModuleSection.Custom(NAME, ByteSlice.of(out.toByteArray()));
  }

  private static void write(List<Naming> names, ByteWriter out) {
    out.writeU32(names.size());
    for (Naming naming : names) {
      out.writeU32(naming.index()).writeName(naming.name());
    }
  }
}
