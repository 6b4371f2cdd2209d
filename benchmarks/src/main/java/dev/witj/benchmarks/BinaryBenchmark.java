package dev.witj.benchmarks;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.ByteWriter;
import dev.witj.binary.Features;
import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.CoreValidator;
import dev.witj.binary.core.FunctionBody;
import dev.witj.binary.core.InstructionReader;
import dev.witj.binary.core.ModuleSection;
import dev.witj.binary.core.Section;
import dev.witj.binary.core.ValidatedModule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
 * Reading, validating and writing the core modules of a large and of a small component, which are
 * looked for below {@code -Dwitj.guests}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class BinaryBenchmark {
  /** The component, below the folder of the guests. */
  @Param({"todo/todo-sm.wasm", "todo/todo-cli.wasm"})
  public String guest = "";

  private ByteSlice component = ByteSlice.of(new byte[0]);
  private List<ByteSlice> modules = List.of();

  /** Reads the file and finds its modules. */
  @Setup
  public void load() throws IOException {
    component = Guests.read(guest);
    modules = Guests.modules(component);
  }

  /** The sections of the component and of the modules in it. */
  @Benchmark
  public int readOutline() {
    int sections = 0;
    for (ByteSlice module : Guests.modules(component)) {
      sections += CoreModule.read(module).sections().size();
    }
    return sections;
  }

  /** Every instruction, without an object for it. */
  @Benchmark
  public long readInstructions() {
    long count = 0;
    for (ByteSlice module : modules) {
      for (FunctionBody body : CoreModule.read(module).bodies()) {
        InstructionReader in = body.instructions();
        while (in.next()) {
          count++;
        }
      }
    }
    return count;
  }

  /** All modules of the component. */
  @Benchmark
  public int validate() {
    int functions = 0;
    for (ByteSlice module : modules) {
      ValidatedModule valid = CoreValidator.validate(CoreModule.read(module), Features.DEFAULT);
      functions += valid.functions().size();
    }
    return functions;
  }

  /** Everything decoded to values and written from them, each instruction included. */
  @Benchmark
  public int reencode() {
    int size = 0;
    for (ByteSlice module : modules) {
      List<ModuleSection> sections = new ArrayList<>();
      for (Section section : CoreModule.read(module).sections()) {
        ModuleSection decoded = section.decode();
        sections.add(decoded instanceof ModuleSection.Code code ? reencode(code) : decoded);
      }
      size += CoreModule.of(sections).binary().size();
    }
    return size;
  }

  private static ModuleSection reencode(ModuleSection.Code code) {
    List<FunctionBody> bodies = new ArrayList<>(code.bodies().size());
    for (FunctionBody body : code.bodies()) {
      ByteWriter out = new ByteWriter(body.bytes().size());
      InstructionReader in = body.instructions();
      while (in.next()) {
        in.instruction().write(out);
      }
      bodies.add(FunctionBody.of(body.locals(), ByteSlice.of(out.toByteArray())));
    }
    return new ModuleSection.Code(bodies);
  }
}
