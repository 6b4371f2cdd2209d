package dev.witj.benchmarks;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.Features;
import dev.witj.binary.component.ComponentValidator;
import dev.witj.diagnostics.Source;
import dev.witj.inspect.WatPrinter;
import dev.witj.wat.WatAssembler;
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
 * A component that imports interfaces of fifty record types and fifty functions each, in sizes that
 * show whether the cost is linear.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class SyntheticComponentBenchmark {
  /** How many types and functions there are together. */
  @Param({"100", "1000", "10000"})
  public int items;

  private Source text = Source.text("empty.wat", "");
  private ByteSlice binary = ByteSlice.of(new byte[0]);

  /** Writes the text and assembles it. */
  @Setup
  public void prepare() {
    text = Source.text("benchmark.wat", synthetic(items));
    binary = ByteSlice.of(WatAssembler.assemble(text));
  }

  private static String synthetic(int items) {
    StringBuilder out = new StringBuilder("(component\n");
    for (int i = 0; i < items / 100; i++) {
      out.append("  (import \"bench:synthetic/i").append(i).append("\" (instance\n");
      for (int j = 0; j < 50; j++) {
        String nested = j % 10 == 0 ? "string" : "$r" + (j - 1);
        out.append("    (type $option").append(j).append(" (option ").append(nested);
        out.append("))\n    (type $record").append(j);
        out.append(" (record (field \"a\" u32) (field \"b\" $option").append(j);
        out.append(")))\n    (export \"r").append(j).append("\" (type $r").append(j);
        out.append(" (eq $record").append(j).append(")))\n    (export \"get").append(j);
        out.append("\" (func (param \"a\" $r").append(j).append(") (result $r").append(j);
        out.append(")))\n");
      }
      out.append("  ))\n");
    }
    return out.append(")\n").toString();
  }

  /** Text to binary. */
  @Benchmark
  public byte[] assemble() {
    return WatAssembler.assemble(text);
  }

  /** Binary to text. */
  @Benchmark
  public String print() {
    return WatPrinter.print(binary);
  }

  /** The binary, validated. */
  @Benchmark
  public int validate() {
    return ComponentValidator.validate(binary, Features.DEFAULT).elements().size();
  }
}
