package dev.witj.benchmarks;

import dev.witj.binary.BinaryKind;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.component.ComponentModel;
import dev.witj.binary.component.Section;
import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.DylinkSection;
import dev.witj.binary.core.Export;
import dev.witj.binary.core.Import;
import dev.witj.binary.core.NameSection;
import dev.witj.binary.core.SectionId;
import dev.witj.diagnostics.Source;
import dev.witj.encode.ComponentEncoder;
import dev.witj.encode.DecodedWit;
import dev.witj.encode.Libraries;
import dev.witj.encode.Preview1Adapter;
import dev.witj.encode.WitDecoder;
import dev.witj.encode.WorldEmbedder;
import dev.witj.wit.ParsedWit;
import dev.witj.wit.WitParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Making components again: of the largest core module of one, of a program for preview 1, and of
 * the dynamic libraries of one. Guests are looked for below {@code -Dwitj.guests}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class EncoderBenchmark {
  /** What components are made of, below the folder of the guests. */
  @Param({"todo/todo-sm.wasm", "c/c-hello.core.wasm", "python/cmd-py.wasm"})
  public String guest = "";

  private ComponentEncoder encoder = ComponentEncoder.of(ByteSlice.of(new byte[0]));

  /** Takes the guest apart. */
  @Setup
  public void prepare() throws IOException {
    ByteSlice binary = Guests.read(guest);
    if (BinaryKind.of(binary).orElseThrow() == BinaryKind.MODULE) {
      encoder =
          ComponentEncoder.of(binary).withPreview1(Preview1Adapter.Kind.COMMAND, Optional.empty());
      return;
    }
    List<CoreModule> modules = modules(binary);
    List<CoreModule> libraries =
        modules.stream().filter(module -> dylink(module).isPresent()).toList();
    encoder = libraries.isEmpty() ? ofLargest(binary, modules) : ofLibraries(libraries);
  }

  private static List<CoreModule> modules(ByteSlice component) {
    List<CoreModule> modules = new ArrayList<>();
    for (Section section : ComponentModel.read(component).sections()) {
      switch (section.kind()) {
        case CORE_MODULE -> modules.add(CoreModule.read(section.content()));
        case COMPONENT -> modules.addAll(modules(section.content()));
        default -> {}
      }
    }
    return modules;
  }

  private static Optional<DylinkSection> dylink(CoreModule module) {
    return custom(module, DylinkSection.NAME).map(DylinkSection::read);
  }

  private static Optional<ByteSlice> custom(CoreModule module, String name) {
    return module.sections().stream()
        .filter(section -> section.id() == SectionId.CUSTOM)
        .filter(section -> section.customName().equals(name))
        .map(dev.witj.binary.core.Section::customData)
        .findFirst();
  }

  private static ComponentEncoder ofLargest(ByteSlice component, List<CoreModule> modules) {
    ByteSlice largest =
        modules.stream()
            .map(CoreModule::binary)
            .max(Comparator.comparingInt(ByteSlice::size))
            .orElseThrow();
    DecodedWit.OfComponent wit = (DecodedWit.OfComponent) WitDecoder.decode(component);
    byte[] module = WorldEmbedder.of(wit.resolve(), wit.world()).embed(largest);
    return ComponentEncoder.of(ByteSlice.of(Source.binary("main"), module));
  }

  private static ComponentEncoder ofLibraries(List<CoreModule> modules) {
    Libraries libraries = Libraries.none();
    for (CoreModule module : modules) {
      String name = name(module);
      byte[] library = module.binary().toByteArray();
      Optional<String> world = world(module, "l" + module.binary().size());
      if (world.isPresent()) {
        ParsedWit wit = new WitParser().parseText(name + ".wit", world.get());
        library = WorldEmbedder.of(wit.resolve(), wit.world()).embed(ByteSlice.of(library));
      }
      libraries = libraries.with(name, ByteSlice.of(Source.binary(name), library));
    }
    return ComponentEncoder.of(libraries)
        .withPreview1(Preview1Adapter.Kind.REACTOR, Optional.empty());
  }

  /** Not every library has kept the name by which others need it. */
  private static String name(CoreModule module) {
    if (exports(module, "dlopen")) {
      return "libdl.so";
    }
    if (exports(module, "wit_dylib_initialize")) {
      return "libcomponentize_py_runtime.so";
    }
    return custom(module, NameSection.NAME)
        .flatMap(
            data ->
                NameSection.read(data).parts().stream()
                    .filter(NameSection.Part.Module.class::isInstance)
                    .map(part -> ((NameSection.Part.Module) part).name())
                    .findFirst())
        .orElse("libcomponentize_py_bindings.so");
  }

  private static boolean exports(CoreModule module, String name) {
    return module.exports().stream().map(Export::name).anyMatch(name::equals);
  }

  /** The world that the imports and exports of a library amount to, if they say any. */
  private static Optional<String> world(CoreModule module, String name) {
    TreeSet<String> items = new TreeSet<>();
    for (Import item : module.imports()) {
      if (item.module().indexOf(':') >= 0) {
        items.add("  import " + item.module() + ";\n");
      }
    }
    for (Export export : module.exports()) {
      int hash = export.name().indexOf('#');
      if (hash >= 0 && export.name().startsWith("wasi:")) {
        items.add("  export " + export.name().substring(0, hash) + ";\n");
      }
    }
    return items.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "package bench:%s;\nworld all {\n%s}\n".formatted(name, String.join("", items)));
  }

  /** A component, validated. */
  @Benchmark
  public byte[] encode() {
    return encoder.encode();
  }

  /** A component that is not validated. */
  @Benchmark
  public byte[] encodeOnly() {
    return encoder.withoutValidation().encode();
  }
}
