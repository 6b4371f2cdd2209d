package dev.witj.binary.core;

import dev.witj.binary.BinaryKind;
import dev.witj.binary.ByteCursor;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.ByteWriter;
import dev.witj.diagnostics.DiagnosticException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A core module where it lies: its sections in file order. Reading it looks at nothing but the
 * headers of sections; what is in them is decoded when it is asked for, and not kept.
 *
 * <p>A module is its sections: {@link #of} makes one of others, and {@link #write} copies every
 * section byte by byte, whatever is in it.
 */
public final class CoreModule {
  private final ByteSlice binary;
  private final List<Section> sections;

  private CoreModule(ByteSlice binary, List<Section> sections) {
    this.binary = binary;
    this.sections = List.copyOf(sections);
  }

  /**
   * Reads the outline of a module.
   *
   * @throws dev.witj.diagnostics.DiagnosticException if it is not a module, or its sections do not
   *     fit into it
   */
  public static CoreModule read(ByteSlice binary) {
    ByteCursor in = binary.cursor();
    BinaryKind.MODULE.readHeader(in);
    List<Section> sections = new ArrayList<>();
    while (!in.atEnd()) {
      sections.add(Section.read(in));
    }
    return new CoreModule(binary, sections);
  }

  /** A module of these sections, which is written and read once. */
  public static CoreModule of(List<? extends ModuleElement> sections) {
    ByteWriter out = new ByteWriter();
    BinaryKind.MODULE.writeHeader(out);
    sections.forEach(section -> section.write(out));
    return read(ByteSlice.of(out.toByteArray()));
  }

  /** All its bytes. */
  public ByteSlice binary() {
    return binary;
  }

  /** Its sections in file order. */
  public List<Section> sections() {
    return sections;
  }

  /** The section with an id, if there is one; the first if there are several. */
  public Optional<Section> section(SectionId id) {
    return sections.stream().filter(section -> section.id() == id).findFirst();
  }

  /** The custom sections with a name. */
  public Stream<Section> customSections(String name) {
    return sections.stream()
        .filter(section -> section.id() == SectionId.CUSTOM && section.customName().equals(name));
  }

  /** What its name section calls it; nothing if that does not, or is malformed. */
  public Optional<String> name() {
    for (NameSection.Part part : names()) {
      if (part instanceof NameSection.Part.Module(var name)) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  /** What its name section calls a function; nothing if that does not, or is malformed. */
  public Optional<String> functionName(int index) {
    for (NameSection.Part part : names()) {
      if (part instanceof NameSection.Part.Names(var kind, var names)
          && kind == NameSection.Kind.FUNCTION) {
        return names.stream()
            .filter(naming -> naming.index() == index)
            .map(NameSection.Naming::name)
            .findFirst();
      }
    }
    return Optional.empty();
  }

  private List<NameSection.Part> names() {
    try {
      return customSections(NameSection.NAME)
          .findFirst()
          .map(section -> NameSection.read(section.customData()).parts())
          .orElse(List.of());
    } catch (DiagnosticException _) {
      return List.of();
    }
  }

  /** Its groups of types. */
  public List<RecGroup> typeGroups() {
    return section(SectionId.TYPE)
        .map(section -> ((ModuleSection.Types) section.decode()).groups())
        .orElse(List.of());
  }

  /** Its types, in the order of their indices. */
  public List<SubType> types() {
    return typeGroups().stream().flatMap(group -> group.types().stream()).toList();
  }

  /** Its imports, in the order of their indices. */
  public List<Import> imports() {
    return section(SectionId.IMPORT)
        .map(section -> ((ModuleSection.Imports) section.decode()).groups())
        .orElse(List.of())
        .stream()
        .flatMap(ImportGroup::imports)
        .toList();
  }

  /** The types of the functions that it defines, by index. */
  public List<Integer> functions() {
    return section(SectionId.FUNCTION)
        .map(section -> ((ModuleSection.Functions) section.decode()).typeIndices())
        .orElse(List.of());
  }

  /** The tables that it defines. */
  public List<Table> tables() {
    return section(SectionId.TABLE)
        .map(section -> ((ModuleSection.Tables) section.decode()).tables())
        .orElse(List.of());
  }

  /** The memories that it defines. */
  public List<MemoryType> memories() {
    return section(SectionId.MEMORY)
        .map(section -> ((ModuleSection.Memories) section.decode()).memories())
        .orElse(List.of());
  }

  /** The tags that it defines. */
  public List<TagType> tags() {
    return section(SectionId.TAG)
        .map(section -> ((ModuleSection.Tags) section.decode()).tags())
        .orElse(List.of());
  }

  /** The globals that it defines. */
  public List<Global> globals() {
    return section(SectionId.GLOBAL)
        .map(section -> ((ModuleSection.Globals) section.decode()).globals())
        .orElse(List.of());
  }

  /** Its exports. */
  public List<Export> exports() {
    return section(SectionId.EXPORT)
        .map(section -> ((ModuleSection.Exports) section.decode()).exports())
        .orElse(List.of());
  }

  /** Its element segments. */
  public List<ElementSegment> elements() {
    return section(SectionId.ELEMENT)
        .map(section -> ((ModuleSection.Elements) section.decode()).segments())
        .orElse(List.of());
  }

  /** The bodies of the functions that it defines. */
  public List<FunctionBody> bodies() {
    return section(SectionId.CODE)
        .map(section -> ((ModuleSection.Code) section.decode()).bodies())
        .orElse(List.of());
  }

  /** Its data segments. */
  public List<DataSegment> data() {
    return section(SectionId.DATA)
        .map(section -> ((ModuleSection.Data) section.decode()).segments())
        .orElse(List.of());
  }

  /**
   * This module with each section replaced by what the transform makes of it.
   *
   * @throws dev.witj.diagnostics.DiagnosticException if a section cannot be decoded
   */
  public CoreModule transform(ModuleTransform transform) {
    ByteWriter out = new ByteWriter(binary.size() + 64);
    BinaryKind.MODULE.writeHeader(out);
    Consumer<ModuleElement> sink = element -> element.write(out);
    transform.atStart(sink);
    sections.forEach(section -> transform.accept(sink, section));
    transform.atEnd(sink);
    return read(ByteSlice.of(out.toByteArray()));
  }

  /** Appends the module as it was read. */
  public void write(ByteWriter out) {
    BinaryKind.MODULE.writeHeader(out);
    sections.forEach(section -> out.writeSlice(section.whole()));
  }
}
