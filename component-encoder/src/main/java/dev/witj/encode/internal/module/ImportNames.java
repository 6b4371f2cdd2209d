package dev.witj.encode.internal.module;

import dev.witj.binary.BinaryKind;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.ByteWriter;
import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.Import;
import dev.witj.binary.core.ImportGroup;
import dev.witj.binary.core.ModuleSection;
import dev.witj.binary.core.Section;
import dev.witj.binary.core.SectionId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Core modules may import one name twice, components may not. So those that come again get a
 * number, which their meaning does not depend on.
 */
public final class ImportNames {
  private static final Pattern NUMBER = Pattern.compile(" \\[v\\d+]$");

  private ImportNames() {}

  /** The module with a name of its own for each import; the very same if they have that. */
  public static ByteSlice distinct(ByteSlice binary) {
    CoreModule module = CoreModule.read(binary);
    List<Import> imports = module.imports();
    Set<List<String>> seen = new HashSet<>();
    boolean distinct =
        imports.stream().allMatch(item -> seen.add(List.of(item.module(), item.name())));
    if (distinct) {
      return binary;
    }
    seen.clear();
    List<ImportGroup> renamed =
        imports.stream()
            .<ImportGroup>map(item -> new ImportGroup.Single(renamed(item, seen)))
            .toList();
    ByteWriter out = new ByteWriter(binary.size() + 64);
    BinaryKind.MODULE.writeHeader(out);
    for (Section section : module.sections()) {
      if (section.id() == SectionId.IMPORT) {
        new ModuleSection.Imports(renamed).write(out);
      } else {
        out.writeSlice(section.whole());
      }
    }
    return ByteSlice.of(binary.source(), out.toByteArray());
  }

  private static Import renamed(Import item, Set<List<String>> seen) {
    String name = item.name();
    for (int i = 2; !seen.add(List.of(item.module(), name)); i++) {
      name = item.name() + " [v" + i + "]";
    }
    return new Import(item.module(), name, item.type());
  }

  /** A name without the number that it may have been given. */
  public static String original(String name) {
    return NUMBER.matcher(name).replaceFirst("");
  }
}
