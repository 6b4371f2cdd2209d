package dev.witj.inspect;

import dev.witj.binary.ByteCursor;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.ByteWriter;
import dev.witj.binary.core.NameSection;
import dev.witj.binary.core.NameSection.Naming;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.inspect.internal.CppName;
import dev.witj.inspect.internal.CustomSections;
import dev.witj.inspect.internal.MangledName;
import dev.witj.inspect.internal.RustName;
import java.util.List;
import java.util.Optional;

/**
 * Names as the source has them, where a compiler encoded them: those of Rust (both manglings) and
 * of C++ (Itanium ABI).
 */
public final class Demangle {
  /** Names of a section grow by no more than this, and this many times. */
  private static final int ROOM = 1 << 20;

  private static final int GROWTH = 16;

  private Demangle() {}

  /** What a name is in the source; nothing if it is not mangled, or in a way not understood. */
  public static Optional<String> name(String mangled) {
    if (mangled.length() > MangledName.MAX_LENGTH) {
      return Optional.empty();
    }
    return RustName.demangle(mangled).or(() -> CppName.demangle(mangled));
  }

  /**
   * The binary with the names of its functions demangled, in modules inside of it as well. A name
   * section that is malformed stays as it is.
   *
   * @throws DiagnosticException if it is no core module and no component
   */
  public static byte[] demangle(ByteSlice binary) {
    return CustomSections.changeAll(binary, Demangle::section);
  }

  private static void section(String name, ByteSlice content, ByteSlice whole, ByteWriter out) {
    if (!name.equals(NameSection.NAME)) {
      out.writeSlice(whole);
      return;
    }
    ByteCursor in = content.cursor();
    in.readName();
    try {
      NameSection names = NameSection.read(in.readRest());
      Names rewriter = new Names(ROOM + (long) GROWTH * content.size());
      new NameSection(names.parts().stream().map(rewriter::part).toList()).toCustom().write(out);
    } catch (DiagnosticException _) {
      // Names are for people: a section that cannot be read says nothing, before and after.
      out.writeSlice(whole);
    }
  }

  /** Rewrites the names of one section, as long as there is room. */
  private static final class Names {
    private long room;

    Names(long room) {
      this.room = room;
    }

    NameSection.Part part(NameSection.Part part) {
      return part instanceof NameSection.Part.Names(var kind, var names)
              && kind == NameSection.Kind.FUNCTION
          ? new NameSection.Part.Names(kind, renamed(names))
          : part;
    }

    private List<Naming> renamed(List<Naming> names) {
      return names.stream().map(this::renamed).toList();
    }

    private Naming renamed(Naming naming) {
      Optional<String> name = name(naming.name()).filter(found -> found.length() <= room);
      room -= name.map(String::length).orElse(0);
      return name.map(found -> new Naming(naming.index(), found)).orElse(naming);
    }
  }
}
