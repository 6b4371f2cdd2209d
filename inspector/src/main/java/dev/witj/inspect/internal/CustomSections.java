package dev.witj.inspect.internal;

import dev.witj.binary.BinaryCode;
import dev.witj.binary.BinaryKind;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.ByteWriter;
import dev.witj.binary.component.ComponentLimits;
import dev.witj.binary.component.ComponentModel;
import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.ModuleSection;
import dev.witj.binary.core.SectionId;

/** Copies a binary with its custom sections changed; all else stays as it is, byte by byte. */
public final class CustomSections {
  private final Change change;
  private final boolean inside;

  private CustomSections(Change change, boolean inside) {
    this.change = change;
    this.inside = inside;
  }

  /** What becomes of a custom section. */
  public interface Change {
    /**
     * Writes what is to stand in place of a section.
     *
     * @param name the name of the section
     * @param content all of it that comes after the size, the name included
     * @param whole all of it
     */
    void write(String name, ByteSlice content, ByteSlice whole, ByteWriter out);
  }

  /**
   * The binary with these changes, in modules and components inside as well.
   *
   * @throws dev.witj.diagnostics.DiagnosticException if it is no core module and no component
   */
  public static byte[] changeAll(ByteSlice binary, Change change) {
    ByteWriter out = new ByteWriter(binary.size());
    new CustomSections(change, true).binary(binary, out, 0);
    return out.toByteArray();
  }

  /**
   * The binary with these changes to its own sections, to which more can be added.
   *
   * @throws dev.witj.diagnostics.DiagnosticException if it is no core module and no component
   */
  public static ByteWriter changeOutermost(ByteSlice binary, Change change) {
    ByteWriter out = new ByteWriter(binary.size() + 256);
    new CustomSections(change, false).binary(binary, out, 0);
    return out;
  }

  /** Adds a custom section. */
  public static void write(String name, ByteSlice data, ByteWriter out) {
    // Modules and components write them alike.
    new ModuleSection.Custom(name, data).write(out);
  }

  private void binary(ByteSlice binary, ByteWriter out, int depth) {
    if (depth > ComponentLimits.MAX_NESTING) {
      throw BinaryCode.LIMIT_EXCEEDED.error("nesting too deep").at(binary.span()).toException();
    }
    if (BinaryKind.of(binary).filter(kind -> kind == BinaryKind.COMPONENT).isPresent()) {
      component(ComponentModel.read(binary), out, depth);
      return;
    }
    CoreModule module = CoreModule.read(binary);
    BinaryKind.MODULE.writeHeader(out);
    for (var section : module.sections()) {
      if (section.id() == SectionId.CUSTOM) {
        change.write(section.customName(), section.content(), section.whole(), out);
      } else {
        out.writeSlice(section.whole());
      }
    }
  }

  private void component(ComponentModel component, ByteWriter out, int depth) {
    BinaryKind.COMPONENT.writeHeader(out);
    for (var section : component.sections()) {
      ByteSlice whole = component.bytes().between(section.range().start(), section.range().end());
      switch (section.kind()) {
        case CUSTOM ->
            change.write(section.content().cursor().readName(), section.content(), whole, out);
        case CORE_MODULE, COMPONENT -> {
          if (!inside) {
            out.writeSlice(whole);
            continue;
          }
          ByteWriter inner = new ByteWriter(section.content().size());
          binary(section.content(), inner, depth + 1);
          out.writeByte(section.kind().ordinal()).writeSized(inner);
        }
        case CORE_INSTANCE, CORE_TYPE, INSTANCE, ALIAS, TYPE, CANON, START, IMPORT, EXPORT, VALUE ->
            out.writeSlice(whole);
      }
    }
  }
}
