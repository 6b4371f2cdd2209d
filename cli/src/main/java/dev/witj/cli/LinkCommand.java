package dev.witj.cli;

import dev.witj.binary.ByteSlice;
import dev.witj.encode.ComponentEncoder;
import dev.witj.encode.Libraries;
import dev.witj.encode.Preview1Adapter;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wit-j component link}. */
@CommandLine.Command(
    description = {
      "Links dynamic libraries into a component in which they share one memory.",
      "A library is a core module with a section `dylink.0`. The component is for the worlds of"
          + " all of them together; libraries that nobody needs are left out. Of several that"
          + " export one symbol, the first gives it.",
    },
    footer = {
      "",
      "Examples:",
      "  wit-j component link libapp.so libc.so -o app.wasm",
      "  wit-j component link libpython.so libc.so --dl-openable /lib/json.so=json.so"
          + " --use-built-in-libdl -o app.wasm",
    })
final class LinkCommand extends Command {
  @Parameters(
      arity = "0..*",
      paramLabel = "[NAME=]MODULE",
      description =
          "The libraries or their texts; others need them by NAME, or by the name of the file.")
  private List<String> libraries = List.of();

  @Option(
      names = "--dl-openable",
      paramLabel = "[NAME=]MODULE",
      description = {
        "A library that the program opens by NAME with `dlopen`; repeatable.",
      })
  private List<String> openable = List.of();

  @Option(
      names = "--use-built-in-libdl",
      description = "Add the library `libdl.so` with `dlopen`, `dlsym`, `dlclose` and `dlerror`.")
  private boolean builtInLoader;

  @Option(
      names = "--stack-size",
      paramLabel = "BYTES",
      description = "The size of the stack (default: 1048576).")
  private Optional<Integer> stackSize = Optional.empty();

  @Option(
      names = "--stub-missing-functions",
      description = "A function that no library exports traps when it is called.")
  private boolean stubs;

  @Mixin private EncoderOptions encoder = new EncoderOptions();

  @Mixin private BinaryOutput output = new BinaryOutput();

  LinkCommand(Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() {
    Libraries all = stubs ? Libraries.none().withStubs() : Libraries.none();
    if (stackSize.isPresent()) {
      atLeast(1, "--stack-size", stackSize.get());
      all = all.withStackSize(stackSize.get());
    }
    if (libraries.isEmpty() && openable.isEmpty()) {
      throw usage(CliCode.NO_LIBRARY.error());
    }
    boolean preview1 = false;
    for (String argument : libraries) {
      NamedFile file = NamedFile.of(argument, "[NAME=]MODULE", spec().commandLine());
      ByteSlice binary = file.read(streams);
      all = all.with(file.name().orElseGet(file::fileName), binary);
      preview1 |= Preview1Adapter.neededBy(binary).isPresent();
    }
    for (String argument : openable) {
      NamedFile file = NamedFile.of(argument, "--dl-openable [NAME=]MODULE", spec().commandLine());
      ByteSlice binary = file.read(streams);
      all = all.withOpenable(file.name().orElseGet(file::fileName), binary);
      preview1 |= Preview1Adapter.neededBy(binary).isPresent();
    }
    all = builtInLoader ? all.withBuiltInLoader() : all;
    // None of several libraries is the program that is run once.
    Optional<Preview1Adapter.Kind> needed =
        preview1 ? Optional.of(Preview1Adapter.Kind.REACTOR) : Optional.empty();
    output.write(streams, encoder.apply(ComponentEncoder.of(all), needed, streams).encode());
    return 0;
  }
}
