package dev.witj.benchmarks;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.Features;
import dev.witj.binary.component.ComponentModel;
import dev.witj.binary.component.ComponentTransform;
import dev.witj.binary.component.ComponentValidator;
import java.io.IOException;
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
 * Reading, validating and writing a large and a small component, which are looked for below {@code
 * -Dwitj.guests}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ComponentBenchmark {
  /** The component, below the folder of the guests. */
  @Param({"todo/todo-sm.wasm", "todo/todo-cli.wasm"})
  public String guest = "";

  private ByteSlice bytes = ByteSlice.of(new byte[0]);

  /** Reads the file. */
  @Setup
  public void load() throws IOException {
    bytes = Guests.read(guest);
  }

  /** The sections. */
  @Benchmark
  public int readOutline() {
    return ComponentModel.read(bytes).sections().size();
  }

  /** Every element, decoded; modules stay where they are. */
  @Benchmark
  public long readElements() {
    return ComponentModel.read(bytes).elements().count();
  }

  /** The whole component, with the modules in it. */
  @Benchmark
  public int validate() {
    return ComponentValidator.validate(bytes, Features.DEFAULT).elements().size();
  }

  /** Every element decoded and encoded again. */
  @Benchmark
  public int reencode() {
    return ComponentModel.read(bytes).transform(ComponentTransform.IDENTITY).bytes().size();
  }
}
