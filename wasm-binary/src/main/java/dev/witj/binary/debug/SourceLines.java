package dev.witj.binary.debug;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.Section;
import dev.witj.binary.core.SectionId;
import dev.witj.diagnostics.DiagnosticException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the source lines of instructions. Everything is read when it is asked for, once from front
 * to back, and nothing is kept: time is linear in the size of what a compiler has left, memory in
 * that of the tables of one compilation unit.
 */
public final class SourceLines {
  private static final ByteSlice NOTHING = ByteSlice.of(new byte[0]);

  private SourceLines() {}

  /**
   * The lines that instructions come from, as the DWARF sections of a module have them, or else its
   * source map. Malformed ones have none.
   *
   * @param offsets where the instructions begin in the module's bytes
   * @param files opens the source map that lies beside the module, by the name that it gives
   * @return a line for each, where it is known
   */
  public static List<Optional<SourceLine>> find(
      CoreModule module, List<Integer> offsets, SourceMapFiles files) {
    int[] wanted = offsets.stream().mapToInt(each -> each).sorted().distinct().toArray();
    @Nullable SourceLine[] found = new @Nullable SourceLine[wanted.length];
    try {
      dwarf(module, wanted, found);
      if (Stream.of(found).allMatch(line -> line == null)) {
        SourceMap.of(module, files).ifPresent(map -> map.find(wanted, found));
      }
    } catch (DiagnosticException _) {
      // Nothing in a custom section may hide what went wrong.
    }
    return offsets.stream()
        .map(each -> Optional.ofNullable(found[Arrays.binarySearch(wanted, each)]))
        .toList();
  }

  /** Addresses of DWARF count from the first byte of what the code section holds. */
  private static void dwarf(CoreModule module, int[] wanted, @Nullable SourceLine[] found) {
    Optional<ByteSlice> lines = data(module, ".debug_line");
    Optional<Section> code = module.section(SectionId.CODE);
    if (lines.isEmpty() || code.isEmpty()) {
      return;
    }
    int base = code.get().content().start() - module.binary().start();
    int[] addresses = Arrays.stream(wanted).map(offset -> offset - base).toArray();
    new LineTables(
            lines.get(),
            data(module, ".debug_str").orElse(NOTHING),
            data(module, ".debug_line_str").orElse(NOTHING))
        .find(addresses, found);
  }

  private static Optional<ByteSlice> data(CoreModule module, String name) {
    return module.customSections(name).findFirst().map(Section::customData);
  }
}
