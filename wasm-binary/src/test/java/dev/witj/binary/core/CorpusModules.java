package dev.witj.binary.core;

import dev.witj.binary.BinaryKind;
import dev.witj.binary.ByteCursor;
import dev.witj.binary.ByteSlice;
import dev.witj.diagnostics.Source;
import dev.witj.testdata.Corpus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Real modules: those that stand alone, and those inside of components. */
final class CorpusModules {
  private static final int COMPONENT_CORE_MODULE = 1;
  private static final int COMPONENT_COMPONENT = 4;

  private CorpusModules() {}

  /** All modules of the guests, in a stable order. */
  static List<ByteSlice> guests() {
    return in(Corpus.guests());
  }

  /** All modules of the conformance suites that come as binaries. */
  static List<ByteSlice> suites() {
    List<ByteSlice> modules = new ArrayList<>();
    modules.addAll(in(Corpus.suite("wasi-testsuite")));
    modules.addAll(in(Corpus.suite("jco-components")));
    return modules;
  }

  static List<ByteSlice> in(Path folder) {
    List<ByteSlice> modules = new ArrayList<>();
    for (Path file : Corpus.files(folder, ".wasm")) {
      try {
        String name = folder.relativize(file).toString();
        collect(ByteSlice.of(Source.binary(name), Files.readAllBytes(file)), modules);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return modules;
  }

  /** A component is sections too; a module is the content of one of its sections. */
  static void collect(ByteSlice binary, List<ByteSlice> modules) {
    BinaryKind kind = BinaryKind.of(binary).orElseThrow();
    if (kind == BinaryKind.MODULE) {
      modules.add(binary);
      return;
    }
    ByteCursor in = binary.cursor();
    in.skip(BinaryKind.HEADER_SIZE);
    while (!in.atEnd()) {
      int id = in.readByte();
      ByteSlice content = in.readSized();
      if (id == COMPONENT_CORE_MODULE || id == COMPONENT_COMPONENT) {
        collect(content, modules);
      }
    }
  }

  static String name(ByteSlice module) {
    return module.source().name() + "@0x" + Integer.toHexString(module.start());
  }
}
