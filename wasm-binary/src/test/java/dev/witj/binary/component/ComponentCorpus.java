package dev.witj.binary.component;

import dev.witj.binary.ByteSlice;
import dev.witj.diagnostics.Source;
import dev.witj.testdata.Corpus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The components that lie beside the project. */
final class ComponentCorpus {
  private ComponentCorpus() {}

  /** A component and what is known of it. */
  record Item(String name, boolean valid, ByteSlice bytes) {}

  /** Components that tools made. */
  static List<Item> files() {
    List<Item> items = new ArrayList<>();
    List<Path> folders =
        List.of(
            Corpus.guests(),
            Corpus.suite("jco-components"),
            Corpus.suite("wasi-testsuite"),
            Corpus.suite("wit-component"));
    for (Path folder : folders) {
      for (Path file : Corpus.files(folder, ".wasm")) {
        try {
          ByteSlice bytes = ByteSlice.of(Source.binary(file), Files.readAllBytes(file));
          if (Component.isComponent(bytes)) {
            String name = folder.getFileName() + "/" + folder.relativize(file);
            items.add(new Item(name, true, bytes));
          }
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return items;
  }

  /** The small components of a suite of scripts, valid or not. */
  static List<Item> scripts(String suite) {
    Path table = Corpus.suite(suite).resolve("BINARIES.tsv");
    List<Item> items = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(table)) {
        String[] columns = line.split("\t", -1);
        if (line.startsWith("#") || columns.length < 10 || columns[9].isEmpty()) {
          continue;
        }
        String directive = columns[3];
        if (!directive.contains("component")) {
          continue;
        }
        String name = suite + "/" + columns[0] + ":" + columns[1];
        byte[] bytes = Base64.getDecoder().decode(columns[9]);
        items.add(
            new Item(
                name,
                !directive.startsWith("assert_invalid")
                    && !directive.startsWith("assert_malformed"),
                ByteSlice.of(Source.binary(name), bytes)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return items;
  }
}
