package dev.witj.benchmarks;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/**
 * One class of benchmarks.
 *
 * @param guests what it needs; those that are absent are left out
 * @param methods what each method measures
 */
record Section(
    String title, Class<?> benchmarks, List<String> guests, Map<String, String> methods) {
  /** All of them, in their order. */
  static final List<Section> ALL =
      List.of(
          new Section(
              "WIT",
              WitBenchmark.class,
              List.of(),
              Map.of(
                  "parse", "text to resolve",
                  "parseAndPrint", "text to resolve and back to text",
                  "parseWasi", "the worlds of WASI 0.2.12, from the jar to a resolve",
                  "encodeWasi", "the same worlds, from a resolve to a binary")),
          new Section(
              "Core modules",
              BinaryBenchmark.class,
              List.of("todo/todo-sm.wasm", "todo/todo-cli.wasm"),
              Map.of(
                  "readOutline", "the sections of the component and of its modules",
                  "readInstructions", "every instruction, without an object for it",
                  "validate", "all modules of the component, validated",
                  "reencode", "everything decoded to values and written from them")),
          new Section(
              "Components",
              ComponentBenchmark.class,
              List.of("todo/todo-sm.wasm", "todo/todo-cli.wasm"),
              Map.of(
                  "readOutline", "the sections",
                  "readElements", "every element decoded; modules stay bytes",
                  "validate", "the whole component validated, modules included",
                  "reencode", "every element decoded and encoded again")),
          new Section(
              "Making components",
              EncoderBenchmark.class,
              List.of("todo/todo-sm.wasm", "c/c-hello.core.wasm", "python/cmd-py.wasm"),
              Map.of(
                  "encode",
                  "a component of the largest module of the first, of the second (which is"
                      + " one), of the dynamic libraries of the third; validated",
                  "encodeOnly",
                  "the same, not validated")),
          new Section(
              "WebAssembly text",
              TextBenchmark.class,
              List.of("todo/todo-sm.wasm", "todo/todo-cli.wasm"),
              Map.of(
                  "print", "binary to text",
                  "printSkeleton", "binary to text without function bodies and data",
                  "parse", "the printed text to binary",
                  "objdump", "a table of the sections")),
          new Section(
              "Synthetic modules",
              SyntheticModuleBenchmark.class,
              List.of(),
              Map.of(
                  "assemble", "text to binary",
                  "readScript", "text to tokens",
                  "print", "binary to text",
                  "validate", "the binary validated")),
          new Section(
              "Synthetic components",
              SyntheticComponentBenchmark.class,
              List.of(),
              Map.of(
                  "assemble", "text to binary",
                  "print", "binary to text",
                  "validate", "the binary validated")),
          new Section(
              "Calls",
              RuntimeBenchmark.class,
              List.of("bench/bench.wasm", "composed/todo-cli+guarded+auth+c-todo.wasm"),
              Map.of(
                  "add", "two numbers there, one back",
                  "echoString", "a string of 1 KiB there and back",
                  "echoBytes", "64 KiB there and back",
                  "echoRecords", "a hundred records with a string each, there and back",
                  "sum", "ten thousand numbers there, their sum back",
                  "fib", "recursion inside of the guest",
                  "instantiate", "a store with a new instance",
                  "instantiateChain", "a store with a new instance of three components in one",
                  "componentToComponent",
                      "a string of 1 KiB from one component to another and back")),
          new Section(
              "Core engine",
              EngineBenchmark.class,
              List.of("engine/kernels.wasm"),
              Map.of(
                  "kernel", "a function that computes",
                  "hugeStep", "a step of a virtual machine in one function of 46,000 instructions",
                  "interrupt", "a guest in a loop, from the interrupt to the end of its thread")),
          new Section(
              "Language runtimes as guests",
              GuestBenchmark.class,
              List.of(
                  "todo/c-todo.wasm",
                  "todo/todo-qjs-stub.wasm",
                  "todo/todo-sm.wasm",
                  "python/todo-py.wasm"),
              Map.of(
                  "thousandAdds", "a new instance takes a thousand items in",
                  "instantiate", "a store with a new instance",
                  "instantiateBrief", "the same in a store for what is brief",
                  "compile", "all functions, as classes that are not loaded")),
          new Section(
              "Tasks and streams",
              AsyncBenchmark.class,
              List.of(),
              Map.of(
                  "syncCall", "one component calls another, which may not block",
                  "asyncCallWaitedFor", "which may block and does not; the caller waits",
                  "asyncCall", "which may block and does not; the caller would go on",
                  "streamOneByte", "a byte from one component to another, and a change of stacks",
                  "streamBytes", "64 KiB from one component to another, and a change of stacks",
                  "streamOneByteByCallbacks", "a byte between tasks with callbacks",
                  "streamBytesByCallbacks", "64 KiB between tasks with callbacks",
                  "streamOneByteToHost", "a byte from a component to a thread of the host's",
                  "streamBytesToHost", "64 KiB from a component to a thread of the host's",
                  "yieldToOthers", "a task lets others run where there are none")),
          new Section(
              "Files",
              FileBenchmark.class,
              List.of(),
              Map.of(
                  "open", "a file opened and closed",
                  "stat", "what is known of a file",
                  "walk", "what is known of a folder eight steps down",
                  "readPage", "4 KiB read",
                  "readMebibyte", "1 MiB read, in pieces of 64 KiB",
                  "writePage", "4 KiB written",
                  "writeMebibyte", "1 MiB written",
                  "entries", "the thousand entries of a folder, with their kinds")));

  List<String> presentGuests() {
    return guests.stream().filter(guest -> Files.exists(Guests.path(guest))).toList();
  }

  boolean isTakenPerGuest() {
    return guests.size() > 1;
  }
}
