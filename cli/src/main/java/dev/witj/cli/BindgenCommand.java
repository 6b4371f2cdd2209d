package dev.witj.cli;

import dev.witj.bindgen.AsyncForm;
import dev.witj.bindgen.Bindgen;
import dev.witj.bindgen.BindgenOptions;
import dev.witj.wit.ParsedWit;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wit-j bindgen todo.wit}. */
@CommandLine.Command(
    description = {
      "Generates Java bindings for a world.",
      "They are records, interfaces and a class that loads a component and calls it. Files whose"
          + " content would not change are not touched.",
      "On the class path they need the artifact `dev.witj:witj-runtime` with what it depends on;"
          + " those that take `wasi` from `dev.witj`, also `witj-wasi`.",
    },
    footer = {
      "",
      "Examples:",
      "  wit-j bindgen todo.wit -o src/main/java --package com.example",
      "  wit-j bindgen wit -w todo-app                a folder with deps/, one of its worlds",
    })
final class BindgenCommand extends Command {
  @Parameters(paramLabel = "WIT", description = "A WIT file, or a folder with deps/.")
  private Path wit = Path.of("");

  @Mixin private WorldOption world = new WorldOption();

  @Option(
      names = {"-o", "--out-dir", "--output"},
      paramLabel = "DIR",
      description = "The source folder to write into (default: ${DEFAULT-VALUE}).")
  private Path folder = Path.of(".");

  @Option(
      names = "--package",
      paramLabel = "PACKAGE",
      description = "The Java package below which those of the WIT packages lie.")
  private String basePackage = "";

  @Option(
      names = "--with",
      paramLabel = "WIT=PACKAGE",
      description =
          "Take the bindings of a namespace or package (`wasi`, `wasi:io`) from where they were"
              + " generated below another Java package.")
  private Map<String, String> provided = new TreeMap<>();

  @Option(
      names = "--async",
      paramLabel = "FORM",
      description =
          "What stands for an `async func`: `blocking`, a method that blocks its virtual thread; or"
              + " `future`, besides that one with Async after its name, which returns a"
              + " CompletableFuture (default: ${DEFAULT-VALUE}).")
  private AsyncForm async = AsyncForm.BLOCKING;

  @Option(
      names = "--versions",
      description =
          "Put the version of each WIT package into the name of its Java package, as in"
              + " `wasi.cli.v0_3`; otherwise only where two versions are bound at once.")
  private boolean versions;

  @Mixin private WitInput input = new WitInput();

  BindgenCommand(Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() {
    ParsedWit parsed = input.parse(streams, Optional.of(wit));
    say(parsed.warnings());
    BindgenOptions options = new BindgenOptions(basePackage, provided, async, versions);
    List<Path> written =
        Bindgen.generate(parsed.resolve(), world.of(parsed), options).write(folder);
    for (Path file : written) {
      streams.err().println("Writing: " + file);
    }
    return 0;
  }
}
