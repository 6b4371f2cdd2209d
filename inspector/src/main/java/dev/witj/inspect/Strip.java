package dev.witj.inspect;

import dev.witj.binary.BinaryCode;
import dev.witj.binary.BinaryKind;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.ByteWriter;
import dev.witj.binary.component.Component;
import dev.witj.binary.component.ComponentLimits;
import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.SectionId;
import dev.witj.diagnostics.Diagnostic;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Takes custom sections out of a binary and of everything inside of it; all else stays as it is.
 */
public final class Strip {
  private final Predicate<String> removes;

  private Strip(Predicate<String> removes) {
    this.removes = removes;
  }

  /** Takes out all custom sections. */
  public static Strip all() {
    return new Strip(_ -> true);
  }

  /** Takes out all but names for debuggers, embedded WIT and what dynamic linking needs. */
  public static Strip unneeded() {
    return new Strip(
        name ->
            !name.equals("name") && !name.startsWith("component-type") && !name.equals("dylink.0"));
  }

  /** Takes out the sections in whose names one of the patterns is found. */
  public static Strip matching(Collection<Pattern> patterns) {
    List<Pattern> all = List.copyOf(patterns);
    return new Strip(name -> all.stream().anyMatch(pattern -> pattern.matcher(name).find()));
  }

  /**
   * The binary without these sections.
   *
   * @throws dev.witj.diagnostics.DiagnosticException if it is no core module and no component
   */
  public byte[] strip(ByteSlice binary) {
    ByteWriter out = new ByteWriter(binary.size());
    strip(binary, out, 0);
    return out.toByteArray();
  }

  private void strip(ByteSlice binary, ByteWriter out, int depth) {
    if (depth > ComponentLimits.MAX_NESTING) {
      throw Diagnostic.error(BinaryCode.LIMIT_EXCEEDED, "nesting too deep", binary.span())
          .toException();
    }
    if (BinaryKind.of(binary).filter(kind -> kind == BinaryKind.COMPONENT).isPresent()) {
      component(Component.read(binary), out, depth);
      return;
    }
    CoreModule module = CoreModule.read(binary);
    BinaryKind.MODULE.writeHeader(out);
    module.sections().stream()
        .filter(section -> section.id() != SectionId.CUSTOM || !removes.test(section.customName()))
        .forEach(section -> out.writeSlice(section.whole()));
  }

  private void component(Component component, ByteWriter out, int depth) {
    BinaryKind.COMPONENT.writeHeader(out);
    for (var section : component.sections()) {
      ByteSlice whole = component.bytes().between(section.range().start(), section.range().end());
      switch (section.kind()) {
        case CUSTOM -> {
          if (!removes.test(section.content().cursor().readName())) {
            out.writeSlice(whole);
          }
        }
        case CORE_MODULE, COMPONENT -> {
          ByteWriter inner = new ByteWriter(section.content().size());
          strip(section.content(), inner, depth + 1);
          out.writeByte(section.kind().ordinal()).writeSized(inner);
        }
        case CORE_INSTANCE, CORE_TYPE, INSTANCE, ALIAS, TYPE, CANON, START, IMPORT, EXPORT, VALUE ->
            out.writeSlice(whole);
      }
    }
  }
}
