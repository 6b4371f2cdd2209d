package dev.witj.encode.internal.metadata;

import dev.witj.binary.BinaryKind;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.ByteWriter;
import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.Section;
import java.util.function.Predicate;

/** Leaves sections of a module out. */
public final class SectionFilter {
  private SectionFilter() {}

  /** The module without some sections; the very same if there are none of them. */
  public static ByteSlice without(CoreModule module, Predicate<Section> unwanted) {
    if (module.sections().stream().noneMatch(unwanted)) {
      return module.binary();
    }
    ByteWriter out = new ByteWriter(module.binary().size());
    BinaryKind.MODULE.writeHeader(out);
    for (Section section : module.sections()) {
      if (!unwanted.test(section)) {
        out.writeSlice(section.whole());
      }
    }
    return ByteSlice.of(module.binary().source(), out.toByteArray());
  }
}
