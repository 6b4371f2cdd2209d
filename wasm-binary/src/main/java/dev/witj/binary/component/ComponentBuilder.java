package dev.witj.binary.component;

import dev.witj.binary.BinaryKind;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.ByteWriter;
import dev.witj.binary.internal.component.ElementWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Writes a component, element by element. Neighbours of one kind share a section. Not thread-safe.
 */
public final class ComponentBuilder {
  private final ByteWriter out = new ByteWriter(1024);
  private final int[] counts = new int[Sort.values().length];
  private ByteWriter section = new ByteWriter();
  private SectionKind kind = SectionKind.CUSTOM;
  private int entries;

  /** Where elements begin: in the section that is not yet written, or in the whole. */
  private int[] offsets = new int[16];

  private int size;

  /** A component with nothing in it. */
  public ComponentBuilder() {
    BinaryKind.COMPONENT.writeHeader(out);
  }

  /**
   * Adds an element behind all others. Nothing is checked; validation does that.
   *
   * @return the index it gets in the index space of what it defines, the first one if it defines
   *     several; 0 if it defines nothing
   */
  public int add(ComponentElement element) {
    Optional<ByteSlice> whole = bytes(element);
    if (whole.isPresent()) {
      endSection();
      out.writeByte(element.section().ordinal()).writeSized(whole.get());
      addOffset(out.size() - whole.get().size());
    } else {
      if (element.section() != kind || kind.isSingle()) {
        endSection();
        kind = element.section();
      }
      addOffset(section.size());
      ElementWriter.write(element, section);
      entries++;
    }
    return element
        .defines()
        .map(
            sort -> {
              int index = counts[sort.ordinal()];
              counts[sort.ordinal()] = index + defined(element);
              return index;
            })
        .orElse(0);
  }

  private void addOffset(int offset) {
    if (size == offsets.length) {
      offsets = Arrays.copyOf(offsets, 2 * size);
    }
    offsets[size++] = offset;
  }

  /** The content of a section that is the bytes of something else, which may be many. */
  private static Optional<ByteSlice> bytes(ComponentElement element) {
    return switch (element) {
      case ComponentElement.CoreModule(var bytes) -> Optional.of(bytes);
      case ComponentElement.NestedComponent(var bytes) -> Optional.of(bytes);
      case ComponentElement _ -> Optional.empty();
    };
  }

  private static int defined(ComponentElement element) {
    return switch (element) {
      case ComponentElement.CoreTypeDef(CoreTypeDefinition.Group(var group)) ->
          group.types().size();
      case ComponentElement.Start start -> start.results();
      case ComponentElement.Custom _ -> 0;
      case ComponentElement.CoreTypeDef _,
          ComponentElement.CoreModule _,
          ComponentElement.CoreInstance _,
          ComponentElement.NestedComponent _,
          ComponentElement.Instance _,
          ComponentElement.Alias _,
          ComponentElement.TypeDef _,
          ComponentElement.CanonDef _,
          ComponentElement.Import _,
          ComponentElement.Export _,
          ComponentElement.Value _ ->
          1;
    };
  }

  /** Adds elements in order. */
  public ComponentBuilder addAll(List<? extends ComponentElement> elements) {
    elements.forEach(this::add);
    return this;
  }

  /** The index that the next definition of a sort gets. */
  public int next(Sort sort) {
    return counts[sort.ordinal()];
  }

  /** How many elements there are. */
  public int size() {
    return size;
  }

  /**
   * Where an element begins in the binary, once its section is complete; that of a nested module or
   * component begins with its own header.
   *
   * @param element its number in the order of adding
   */
  public int offset(int element) {
    return offsets[Objects.checkIndex(element, size)];
  }

  /** Makes the next element start a section of its own. */
  public ComponentBuilder endSection() {
    if (entries > 0) {
      ByteWriter content = section;
      if (!kind.isSingle()) {
        content = new ByteWriter(section.size() + 5).writeU32(entries).writeAll(section);
      }
      out.writeByte(kind.ordinal()).writeSized(content);
      int start = out.size() - section.size();
      for (int i = size - entries; i < size; i++) {
        offsets[i] += start;
      }
      section = new ByteWriter();
      entries = 0;
    }
    return this;
  }

  /** Adds a section that counts no entries, which is legal and means nothing. */
  public ComponentBuilder addEmptySection(SectionKind empty) {
    if (empty.isSingle()) {
      throw new IllegalArgumentException("a " + empty + " section holds one thing");
    }
    endSection();
    out.writeByte(empty.ordinal()).writeByte(1).writeByte(0);
    return this;
  }

  /** The binary. */
  public byte[] toByteArray() {
    endSection();
    return out.toByteArray();
  }

  /** The component. */
  public ComponentModel build() {
    return ComponentModel.read(ByteSlice.of(toByteArray()));
  }
}
