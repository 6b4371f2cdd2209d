package dev.witj.benchmarks;

import dev.witj.encode.WitEncoder;
import dev.witj.wit.ParsedWit;
import dev.witj.wit.Resolve;
import dev.witj.wit.WitParser;
import dev.witj.wit.WitPrinter;
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

/** Parsing and resolving WIT: all of WASI, and made-up packages whose size grows tenfold. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class WitBenchmark {
  private static final String WASI =
      """
      package bench:wasi;

      world all {
        include wasi:cli/command@0.2.12;
        include wasi:http/proxy@0.2.12;
      }
      """;

  /** A made-up package. */
  @State(Scope.Benchmark)
  public static class Synthetic {
    /** How many items it has. */
    @Param({"1000", "10000", "100000"})
    public int items;

    private String text = "";

    /** Makes the package. */
    @Setup
    public void makeText() {
      text = synthetic(items);
    }
  }

  /** A package of interfaces with a hundred items each, which use each other's types. */
  public static String synthetic(int items) {
    StringBuilder text = new StringBuilder("package bench:synthetic@1.0.0;\n\n");
    int interfaces = Math.max(1, items / 100);
    for (int i = 0; i < interfaces; i++) {
      text.append("/// Number ").append(i).append(".\ninterface i").append(i).append(" {\n");
      if (i > 0) {
        text.append("  use i").append(i - 1).append(".{r0 as before};\n");
      }
      for (int j = 0; j < 50; j++) {
        String nested = j > 0 ? "option<r" + (j - 1) + ">" : i > 0 ? "before" : "string";
        text.append("  /// A record.\n  record r").append(j);
        text.append(" {\n    a: u32,\n    b: list<string>,\n    c: ").append(nested);
        text.append(",\n  }\n");
        text.append("  get").append(j).append(": func(a: r").append(j);
        text.append(", b: list<u8>) -> result<r").append(j).append(", string>;\n");
      }
      text.append("}\n\n");
    }
    text.append("world all {\n");
    for (int i = 0; i < interfaces; i++) {
      text.append("  import i").append(i).append(";\n");
    }
    return text.append("}\n").toString();
  }

  /** Text to resolve. */
  @Benchmark
  public Resolve parse(Synthetic input) {
    return new WitParser().parseText("bench.wit", input.text).resolve();
  }

  /** WASI 0.2.12 from the jar to a resolve. */
  @Benchmark
  public Resolve parseWasi() {
    return new WitParser().parseText("wasi.wit", WASI).resolve();
  }

  /** WASI 0.2.12, parsed. */
  @State(Scope.Benchmark)
  public static class Wasi {
    private final ParsedWit parsed = new WitParser().parseText("wasi.wit", WASI);
  }

  /** WASI 0.2.12 from a resolve to a binary. */
  @Benchmark
  public byte[] encodeWasi(Wasi wasi) {
    return WitEncoder.encode(wasi.parsed.resolve(), wasi.parsed.main());
  }

  /** Text to resolve and back to text. */
  @Benchmark
  public String parseAndPrint(Synthetic input) {
    var parsed = new WitParser().parseText("bench.wit", input.text);
    return WitPrinter.withDocs().print(parsed.resolve(), parsed.main());
  }
}
