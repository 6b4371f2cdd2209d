package dev.witj.benchmarks;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.Features;
import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.CoreValidator;
import dev.witj.diagnostics.Source;
import dev.witj.inspect.WatPrinter;
import dev.witj.wat.WastScript;
import dev.witj.wat.WatAssembler;
import java.util.Random;
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
 * Text like that which compilers' output prints as, and its binary: flat instructions, names for
 * functions and locals. A thousand functions are two megabytes of text; the sizes show whether the
 * cost is linear.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class SyntheticModuleBenchmark {
  /** How many functions the module has. */
  @Param({"100", "1000", "10000"})
  public int functions;

  private Source text = Source.text("empty.wat", "");
  private ByteSlice binary = ByteSlice.of(new byte[0]);

  /** Writes the text and assembles it. */
  @Setup
  public void prepare() {
    text = Source.text("benchmark.wat", synthetic(functions));
    binary = ByteSlice.of(WatAssembler.assemble(text));
  }

  private static String synthetic(int functions) {
    Random random = new Random(1);
    StringBuilder out =
        new StringBuilder("(module\n  (type (func (param i32 i32) (result i32)))\n");
    out.append("  (memory 1)\n");
    for (int i = 0; i < functions; i++) {
      out.append("  (func $f").append(i).append(" (;").append(i).append(";) (type 0) ");
      out.append("(param $x i32) (param $y i32) (result i32)\n    (local $z i32)\n");
      for (int j = 0; j < 12; j++) {
        out.append("    local.get $x\n    i32.const ").append(random.nextInt(100_000));
        out.append("\n    i32.add\n    local.tee $z\n    local.get $y\n    i32.load offset=");
        out.append(random.nextInt(1000)).append(" align=4\n    i32.xor\n    local.set $z\n");
        if (j % 4 == 0) {
          out.append("    block $b\n      local.get $z\n      br_if $b\n      local.get $x\n");
          out.append("      local.get $y\n      call $f").append(random.nextInt(functions));
          out.append("\n      drop\n    end\n");
        }
      }
      out.append("    local.get $z\n  )\n");
    }
    return out.append(")\n").toString();
  }

  /** Text to binary. */
  @Benchmark
  public byte[] assemble() {
    return WatAssembler.assemble(text);
  }

  /** Tokens alone: a script is not looked into. */
  @Benchmark
  public WastScript readScript() {
    return WastScript.parse(text);
  }

  /** Binary to text. */
  @Benchmark
  public String print() {
    return WatPrinter.print(binary);
  }

  /** The binary, validated. */
  @Benchmark
  public int validate() {
    return CoreValidator.validate(CoreModule.read(binary), Features.DEFAULT).functions().size();
  }
}
