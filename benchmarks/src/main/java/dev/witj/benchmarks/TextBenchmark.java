package dev.witj.benchmarks;

import dev.witj.binary.ByteSlice;
import dev.witj.diagnostics.Source;
import dev.witj.inspect.ObjDump;
import dev.witj.inspect.WatPrinter;
import dev.witj.wat.WatAssembler;
import java.io.IOException;
import java.io.Writer;
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

/** The text of a large and of a small component, printed and read. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class TextBenchmark {
  private static final WatPrinter.Options SKELETON =
      new WatPrinter.Options("  ", true, false, false, false, false);

  /** The component, below the folder of the guests. */
  @Param({"todo/todo-sm.wasm", "todo/todo-cli.wasm"})
  public String guest = "";

  private ByteSlice binary = ByteSlice.of(new byte[0]);
  private Source text = Source.text("empty.wat", "");

  /** Reads the file and prints it once. */
  @Setup
  public void load() throws IOException {
    binary = Guests.read(guest);
    text = Source.text(guest, WatPrinter.print(binary));
  }

  /** Binary to text, which goes nowhere. */
  @Benchmark
  public void print() throws IOException {
    WatPrinter.print(binary, WatPrinter.Options.DEFAULT, Writer.nullWriter());
  }

  /** Binary to text without function bodies and data. */
  @Benchmark
  public void printSkeleton() throws IOException {
    WatPrinter.print(binary, SKELETON, Writer.nullWriter());
  }

  /** The printed text to binary. */
  @Benchmark
  public byte[] parse() {
    return WatAssembler.assemble(text);
  }

  /** A table of the sections. */
  @Benchmark
  public void objdump() throws IOException {
    ObjDump.print(binary, Writer.nullWriter());
  }
}
