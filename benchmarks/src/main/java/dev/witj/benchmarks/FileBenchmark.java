package dev.witj.benchmarks;

import dev.witj.binary.ByteSlice;
import dev.witj.diagnostics.Source;
import dev.witj.encode.ComponentEncoder;
import dev.witj.encode.WorldEmbedder;
import dev.witj.runtime.Component;
import dev.witj.runtime.Engine;
import dev.witj.runtime.Func;
import dev.witj.runtime.Instance;
import dev.witj.runtime.Linker;
import dev.witj.runtime.Store;
import dev.witj.wasi.Wasi;
import dev.witj.wat.WatAssembler;
import dev.witj.wit.ParsedWit;
import dev.witj.wit.WitParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a component does to a folder that it is given, by WASI 0.2: a call into it makes the calls
 * of the host that are named. Beside each stands the same by {@code java.nio}, which resolves the
 * whole path anew and lets it lead anywhere.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first.
public class FileBenchmark {
  private static final int ENTRIES = 1000;
  private static final int PAGE = 4096;
  private static final int MEBIBYTE = 1 << 20;
  private static final List<String> DEPTH = List.of("a", "b", "c", "d", "e", "f", "g", "h");

  private static final String WIT =
      """
      package test:files;
      world files {
        import wasi:filesystem/types@0.2.0;
        import wasi:filesystem/preopens@0.2.0;
        export init: func();
        export open: func();
        export stat: func();
        export walk: func();
        export read: func(size: u32) -> u32;
        export write: func(size: u32);
        export entries: func() -> u32;
      }
      """;

  /** What the host allocates is given up by the next call: memory from 64 KiB on is a scratch. */
  private static final String MODULE =
      """
      (module
        (type $at (func (param i32 i32 i32 i32 i32)))
        (import "wasi:filesystem/preopens@0.2.0" "get-directories"
          (func $directories (param i32)))
        (import "wasi:filesystem/types@0.2.0" "[method]descriptor.open-at"
          (func $open-at (param i32 i32 i32 i32 i32 i32 i32)))
        (import "wasi:filesystem/types@0.2.0" "[method]descriptor.stat-at"
          (func $stat-at (type $at)))
        (import "wasi:filesystem/types@0.2.0" "[method]descriptor.read"
          (func $read (param i32 i64 i64 i32)))
        (import "wasi:filesystem/types@0.2.0" "[method]descriptor.write"
          (func $write (param i32 i32 i32 i64 i32)))
        (import "wasi:filesystem/types@0.2.0" "[method]descriptor.read-directory"
          (func $read-directory (param i32 i32)))
        (import "wasi:filesystem/types@0.2.0"
          "[method]directory-entry-stream.read-directory-entry"
          (func $read-entry (param i32 i32)))
        (import "wasi:filesystem/types@0.2.0" "[resource-drop]descriptor"
          (func $drop (param i32)))
        (import "wasi:filesystem/types@0.2.0" "[resource-drop]directory-entry-stream"
          (func $drop-stream (param i32)))
        (memory (export "memory") 64)
        (data (i32.const 256) "filenestmanya/b/c/d/e/f/g/h")
        (global $next (mut i32) (i32.const 65536))
        (global $folder (mut i32) (i32.const 0))
        (global $file (mut i32) (i32.const 0))
        (global $many (mut i32) (i32.const 0))
        (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32)
          (global.set $next (i32.and (i32.add (global.get $next) (i32.const 7)) (i32.const -8)))
          (global.get $next)
          (global.set $next (i32.add (global.get $next) (local.get 3))))
        (func $begin (global.set $next (i32.const 65536)))
        (func $ok (if (i32.load8_u (i32.const 0)) (then unreachable)))
        (func $open (param $name i32) (param $size i32) (param $how i32) (param $rights i32)
          (result i32)
          (call $open-at (global.get $folder) (i32.const 0) (local.get $name) (local.get $size)
            (local.get $how) (local.get $rights) (i32.const 0))
          (call $ok)
          (i32.load (i32.const 4)))
        (func (export "init")
          (call $begin)
          (call $directories (i32.const 0))
          (global.set $folder (i32.load (i32.load (i32.const 0))))
          (global.set $file
            (call $open (i32.const 256) (i32.const 4) (i32.const 0) (i32.const 3)))
          (global.set $many
            (call $open (i32.const 264) (i32.const 4) (i32.const 2) (i32.const 1))))
        (func (export "open")
          (call $drop (call $open (i32.const 256) (i32.const 4) (i32.const 0) (i32.const 1))))
        (func (export "stat")
          (call $stat-at (global.get $folder) (i32.const 0) (i32.const 256) (i32.const 4)
            (i32.const 0))
          (call $ok))
        (func (export "walk")
          (call $stat-at (global.get $folder) (i32.const 0) (i32.const 268) (i32.const 15)
            (i32.const 0))
          (call $ok))
        (func (export "read") (param $size i32) (result i32)
          (local $at i32)
          (loop $more
            (call $begin)
            (call $read (global.get $file)
              (i64.extend_i32_u (i32.sub (local.get $size) (local.get $at)))
              (i64.extend_i32_u (local.get $at)) (i32.const 0))
            (call $ok)
            (local.set $at (i32.add (local.get $at) (i32.load (i32.const 8))))
            (br_if $more (i32.lt_u (local.get $at) (local.get $size))))
          (local.get $at))
        (func (export "write") (param $size i32)
          (local $at i32)
          (loop $more
            (call $write (global.get $file) (i32.const 65536)
              (i32.sub (local.get $size) (local.get $at))
              (i64.extend_i32_u (local.get $at)) (i32.const 0))
            (call $ok)
            (local.set $at (i32.add (local.get $at) (i32.load (i32.const 8))))
            (br_if $more (i32.lt_u (local.get $at) (local.get $size)))))
        (func (export "entries") (result i32)
          (local $stream i32) (local $count i32)
          (call $read-directory (global.get $many) (i32.const 0))
          (call $ok)
          (local.set $stream (i32.load (i32.const 4)))
          (loop $more
            (call $begin)
            (call $read-entry (local.get $stream) (i32.const 0))
            (call $ok)
            (if (i32.load8_u (i32.const 4))
              (then
                (local.set $count (i32.add (local.get $count) (i32.const 1)))
                (br $more))))
          (call $drop-stream (local.get $stream))
          (local.get $count)))
      """;

  private Path folder;
  private Path file;
  private Path many;
  private Path deep;
  private FileChannel channel;
  private ByteBuffer page;
  private ByteBuffer mebibyte;
  private Store store;
  private Func open;
  private Func stat;
  private Func walk;
  private Func read;
  private Func write;
  private Func entries;

  /** The component, which asks for nothing but the file system. */
  static byte[] component() {
    byte[] module = WatAssembler.assemble(Source.text("files.wat", MODULE));
    ParsedWit wit = new WitParser().parseText("files.wit", WIT);
    byte[] embedded =
        WorldEmbedder.of(wit.resolve(), wit.world())
            .embed(ByteSlice.of(Source.binary("files"), module));
    return ComponentEncoder.of(ByteSlice.of(Source.binary("files"), embedded)).encode();
  }

  /** Makes the folder and gives it to the component. */
  @Setup
  public void prepare() throws IOException {
    folder = Files.createTempDirectory("witj-files");
    file = Files.write(folder.resolve("file"), new byte[MEBIBYTE]);
    many = Files.createDirectory(folder.resolve("many"));
    for (int i = 0; i < ENTRIES; i++) {
      Path _ = Files.createFile(many.resolve("entry-" + i));
    }
    deep = Files.createDirectories(folder.resolve(String.join("/", DEPTH)));
    channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    page = ByteBuffer.allocate(PAGE);
    mebibyte = ByteBuffer.allocate(MEBIBYTE);
    Engine engine = Engine.create();
    Linker linker = Linker.create(engine);
    Wasi.builder().preopen(folder, "/", false).build().addTo(linker);
    store = Store.create(engine);
    Instance guest = linker.instantiate(store, Component.load(engine, "files", component()));
    Object _ = guest.func("init").call();
    open = guest.func("open");
    stat = guest.func("stat");
    walk = guest.func("walk");
    read = guest.func("read");
    write = guest.func("write");
    entries = guest.func("entries");
  }

  /** Removes the folder. */
  @TearDown
  public void remove() throws IOException {
    store.close();
    channel.close();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  /** A file opened and closed. */
  @Benchmark
  public @Nullable Object open() {
    return open.call();
  }

  /** The same. */
  @Benchmark
  public long openInJava() throws IOException {
    try (FileChannel opened = FileChannel.open(file, StandardOpenOption.READ)) {
      return opened.position();
    }
  }

  /** What is known of a file. */
  @Benchmark
  public @Nullable Object stat() {
    return stat.call();
  }

  /** The same. */
  @Benchmark
  public BasicFileAttributes statInJava() throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class);
  }

  /** What is known of a folder eight steps down. */
  @Benchmark
  public @Nullable Object walk() {
    return walk.call();
  }

  /** The same. */
  @Benchmark
  public BasicFileAttributes walkInJava() throws IOException {
    return Files.readAttributes(deep, BasicFileAttributes.class);
  }

  /** 4 KiB read. */
  @Benchmark
  public @Nullable Object readPage() {
    return read.call((long) PAGE);
  }

  /** The same. */
  @Benchmark
  public int readPageInJava() throws IOException {
    return channel.read(page.clear(), 0);
  }

  /** 1 MiB read, 64 KiB at a time, which is the most that a call gives. */
  @Benchmark
  public @Nullable Object readMebibyte() {
    return read.call((long) MEBIBYTE);
  }

  /** The same at once. */
  @Benchmark
  public int readMebibyteInJava() throws IOException {
    return channel.read(mebibyte.clear(), 0);
  }

  /** 4 KiB written. */
  @Benchmark
  public @Nullable Object writePage() {
    return write.call((long) PAGE);
  }

  /** The same. */
  @Benchmark
  public int writePageInJava() throws IOException {
    return channel.write(page.clear(), 0);
  }

  /** 1 MiB written. */
  @Benchmark
  public @Nullable Object writeMebibyte() {
    return write.call((long) MEBIBYTE);
  }

  /** The same. */
  @Benchmark
  public int writeMebibyteInJava() throws IOException {
    return channel.write(mebibyte.clear(), 0);
  }

  /** Names and kinds of a thousand entries of a folder. */
  @Benchmark
  public @Nullable Object entries() {
    return entries.call();
  }

  /** The same. */
  @Benchmark
  public int entriesInJava() throws IOException {
    int count = 0;
    try (DirectoryStream<Path> all = Files.newDirectoryStream(many)) {
      for (Path each : all) {
        count += Files.isRegularFile(each) ? 1 : 0;
      }
    }
    return count;
  }
}
