package dev.witj.binary.component;

import dev.witj.binary.BinaryKind;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.Feature;
import dev.witj.binary.Features;
import dev.witj.diagnostics.Source;
import dev.witj.testdata.Corpus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The components that lie beside the project. */
final class ComponentCorpus {
  private ComponentCorpus() {}

  /** A component and what is known of it. */
  record Item(String name, boolean valid, Features features, ByteSlice bytes) {}

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
          if (BinaryKind.of(bytes).equals(Optional.of(BinaryKind.COMPONENT))) {
            String name = folder.getFileName() + "/" + folder.relativize(file);
            items.add(new Item(name, true, Features.ALL, bytes));
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
    Map<String, Features> features = new HashMap<>();
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
                features.computeIfAbsent(
                    columns[0], file -> features(table.resolveSibling(file), suite)),
                ByteSlice.of(Source.binary(name), bytes)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return items;
  }

  /** The features that a script asks for in its comments, or that its suite is run with. */
  private static Features features(Path script, String suite) {
    if (suite.equals("cm-spec")) {
      return Features.parse(
          "cm-more-async-builtins,cm-threading,cm-async-stackful,cm-implements,"
              + "cm-fixed-length-lists,cm-map,cm-canon-names");
    }
    Features features = Features.DEFAULT;
    try {
      for (String line : Files.readAllLines(script)) {
        Matcher setting = SETTING.matcher(line);
        Matcher flags = FLAGS.matcher(line);
        if (setting.matches()) {
          String name = FEATURE_NAMES.getOrDefault(setting.group(1), setting.group(1));
          Optional<Feature> feature = Feature.of(name.replace('_', '-'));
          if (feature.isPresent()) {
            boolean on = setting.group(2).equals("true");
            features = on ? features.with(feature.get()) : features.without(feature.get());
          }
        } else if (line.startsWith(";;") && flags.find()) {
          features = features.parseMore(flags.group(1));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return features;
  }

  private static final Pattern SETTING = Pattern.compile(";;! (\\w+) = (true|false)");
  private static final Pattern FLAGS = Pattern.compile(" (?:-f |-f=|--features=)(\\S+)");

  private static final Map<String, String> FEATURE_NAMES =
      Map.ofEntries(
          Map.entry("component_model_async", "cm-async"),
          Map.entry("component_model_async_stackful", "cm-async-stackful"),
          Map.entry("component_model_more_async_builtins", "cm-more-async-builtins"),
          Map.entry("component_model_threading", "cm-threading"),
          Map.entry("component_model_error_context", "cm-error-context"),
          Map.entry("component_model_gc", "cm-gc"),
          Map.entry("component_model_implements", "cm-implements"),
          Map.entry("component_model_map", "cm-map"),
          Map.entry("component_model_fixed_length_lists", "cm-fixed-length-lists"),
          Map.entry("component_model_memory64", "cm64"));
}
