package dev.witj.benchmarks;

import dev.witj.binary.BinaryKind;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.component.ComponentModel;
import dev.witj.binary.component.Section;
import dev.witj.binary.component.SectionKind;
import dev.witj.binary.core.CoreModule;
import dev.witj.diagnostics.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The components that are measured, which are no part of the project. */
final class Guests {
  private Guests() {}

  /** Where a component is; the folder of them all is {@code -Dwitj.guests}. */
  static Path path(String guest) {
    return Path.of(System.getProperty("witj.guests", "../shared/guests"))
        .toAbsolutePath()
        .resolve(guest);
  }

  /** The bytes of a component. */
  static ByteSlice read(String guest) throws IOException {
    Path file = path(guest);
    return ByteSlice.of(Source.binary(file), Files.readAllBytes(file));
  }

  /** The core modules in a binary, which may be one itself. */
  static List<ByteSlice> modules(ByteSlice binary) {
    if (BinaryKind.of(binary).orElseThrow() == BinaryKind.MODULE) {
      return List.of(binary);
    }
    List<ByteSlice> modules = new ArrayList<>();
    for (Section section : ComponentModel.read(binary).sections()) {
      if (section.kind() == SectionKind.CORE_MODULE || section.kind() == SectionKind.COMPONENT) {
        modules.addAll(modules(section.content()));
      }
    }
    return modules;
  }

  /** How many bytes the functions in a binary have. */
  static long code(ByteSlice binary) {
    return modules(binary).stream()
        .flatMap(module -> CoreModule.read(module).bodies().stream())
        .mapToLong(body -> body.bytes().size())
        .sum();
  }
}
