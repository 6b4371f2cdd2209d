package dev.witj.wit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Diagnostics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is huge, deep or long resolves in linear time or ends in a diagnostic. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WitLimitsTest {
  @Test
  void aHundredLevelsOfTypesAreFineAndMoreAreNot() {
    parse("interface i { type a = " + "list<".repeat(100) + "u8" + ">".repeat(100) + "; }");
    assertEquals(
        WitCode.NESTING_TOO_DEEP,
        fail("interface i { type a = " + "list<".repeat(101) + "u8" + ">".repeat(101) + "; }"));
  }

  @Test
  void anythingThatNestsAMillionTimesIsAnError() {
    for (String open :
        new String[] {
          "list<", "result<_, ", "tuple<u8, ", "{", "package a:b {", "(", "/*", "[", "@"
        }) {
      fail("interface i { type a = " + open.repeat(1_000_000));
    }
  }

  @Test
  void smallStacksAreEnough() throws InterruptedException {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread thread =
        new Thread(
            null,
            () ->
                parse(
                    "interface i { type a = "
                        + "list<".repeat(100)
                        + "u8"
                        + ">".repeat(100)
                        + "; }"),
            "small",
            256 * 1024);
    thread.setUncaughtExceptionHandler((_, e) -> failure.set(e));
    thread.start();
    thread.join();
    assertEquals(null, failure.get());
  }

  @Test
  void longChainsResolve() {
    int length = 20_000;
    String aliases =
        IntStream.range(0, length)
            .mapToObj(i -> "type t" + i + " = " + (i == 0 ? "u8" : "t" + (i - 1)) + ";")
            .collect(Collectors.joining("\n"));
    String interfaces =
        IntStream.range(0, length)
            .mapToObj(
                i ->
                    "interface i"
                        + i
                        + " { "
                        + (i == 0 ? "type t = u8;" : "use i" + (i - 1) + ".{t};")
                        + " }")
            .collect(Collectors.joining("\n"));
    parse("interface i { " + aliases + " }");
    Resolve resolve =
        parse(
                interfaces
                    + " world w { import i"
                    + (length - 1)
                    + "; }"
                    + " world e { export i"
                    + (length - 1)
                    + "; }")
            .resolve();
    assertEquals(length, resolve.worlds().get(0).imports().size());
    assertEquals(length - 1, resolve.worlds().get(1).imports().size());
  }

  @Test
  void longChainsMayBeMentionedOften() {
    int length = 50_000;
    StringBuilder text = new StringBuilder("interface i { type key0 = string; resource res0;\n");
    for (int i = 1; i <= length; i++) {
      text.append(
          "type key" + i + " = key" + (i - 1) + "; type res" + i + " = res" + (i - 1) + ";\n");
    }
    String mentions =
        "fn%s: func(a: map<key" + length + ", u8>, b: borrow<res" + length + ">) -> res%s;";
    for (int i = 0; i < length; i++) {
      text.append(mentions.formatted(i, length)).append('\n');
    }
    Resolve _ = parse(text + "}").resolve();
  }

  /** Nobody may send characters, whatever they are called. */
  @Test
  void longChainsMayBeSent() {
    int length = 100_000;
    StringBuilder text = new StringBuilder("interface i { type t0 = char;\n");
    for (int i = 1; i <= length; i++) {
      text.append("type t" + i + " = t" + (i - 1) + "; fn" + i + ": func(a: stream<t" + i + ">);");
    }
    ParsedWit wit = parse(text + "}");
    List<Diagnostic> found = Expressibility.check(wit.resolve(), wit.main());
    assertEquals(
        Set.of(WitCode.INVALID_STREAM_ELEMENT),
        found.stream().map(Diagnostic::code).collect(Collectors.toSet()));
  }

  @Test
  void longChainsOfPackagesResolve() {
    String packages =
        IntStream.range(0, 5_000)
            .mapToObj(
                i ->
                    "package a:p"
                        + i
                        + " { interface i { "
                        + (i == 0 ? "type t = u8;" : "use a:p" + (i - 1) + "/i.{t};")
                        + " } }")
            .collect(Collectors.joining("\n"));
    Resolve _ = parse(packages).resolve();
  }

  @Test
  void worldsThatIncludeOrUseTooMuchAreAnError() {
    String chain =
        IntStream.range(1, 3_000)
            .mapToObj(
                i -> "world w" + i + " { include w" + (i - 1) + "; import g" + i + ": func(); }")
            .collect(Collectors.joining("\n", "world w0 { import g0: func(); }\n", ""));
    assertEquals(WitCode.WORLD_TOO_LARGE, fail(chain));
    String fields =
        IntStream.range(0, 2_000)
            .mapToObj(i -> "field" + i + ": u8")
            .collect(Collectors.joining(", "));
    String wide =
        IntStream.range(1, 2_000)
            .mapToObj(i -> "world w" + i + " { include w0; }")
            .collect(Collectors.joining("\n", "world w0 { record r { " + fields + " } }\n", ""));
    assertEquals(WitCode.WORLD_TOO_LARGE, fail(wide));
    String users =
        IntStream.range(1, 2_000)
            .mapToObj(
                i ->
                    "interface i"
                        + i
                        + " { use i"
                        + (i - 1)
                        + ".{t}; }"
                        + " world w"
                        + i
                        + " { import i1999; } world e"
                        + i
                        + " { export i1999; }")
            .collect(Collectors.joining("\n", "interface i0 { type t = u8; }\n", ""));
    assertEquals(WitCode.WORLD_TOO_LARGE, fail(users));
  }

  @Test
  void manyItemsResolveInLinearTime() {
    String text =
        IntStream.range(0, 50_000)
            .mapToObj(i -> "fn" + i + ": func(a: list<u8>, b: r) -> option<r>;")
            .collect(Collectors.joining("\n", "interface i { record r { a: u32 }\n", "}"));
    Resolve _ = parse(text).resolve();
  }

  @Test
  void manyErrorsAreCutOff() {
    String broken = "interface i { type = u8; }\n".repeat(10_000);
    DiagnosticException syntax = assertThrows(DiagnosticException.class, () -> parse(broken));
    assertEquals(Diagnostics.MAX_ERRORS, syntax.diagnostics().size());
    String unknown =
        IntStream.range(0, 10_000)
            .mapToObj(i -> "fn" + i + ": func() -> unknown-" + i + ";")
            .collect(Collectors.joining("\n", "interface i {", "}"));
    DiagnosticException names = assertThrows(DiagnosticException.class, () -> parse(unknown));
    assertEquals(Diagnostics.MAX_ERRORS, names.diagnostics().size());
    assertEquals(List.of("9900 more errors are not shown"), names.diagnostics().getLast().notes());
  }

  @Test
  void manyUnknownNamesTakeLinearTime() {
    // Looking for the nearest name for each of them would take hours.
    String params =
        IntStream.range(0, 100_000)
            .mapToObj(i -> "p" + i + ": unknown-" + i)
            .collect(Collectors.joining(",\n"));
    assertThrows(
        DiagnosticException.class, () -> parse("interface i { f: func(" + params + "); }"));
  }

  @Test
  void filesThatAreNoText(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("a.wit");
    Files.write(file, new byte[] {'p', (byte) 0xff, (byte) 0xfe});
    assertEquals(WitCode.NOT_UTF8, code(file));
    assertEquals(WitCode.FILE_NOT_FOUND, code(folder.resolve("gone.wit")));
    assertEquals(WitCode.NO_DECODER, code(Files.write(folder.resolve("a.wasm"), new byte[8])));
    Files.delete(file);
    assertEquals(WitCode.NO_WIT_FILES, code(folder));
  }

  @Test
  void aByteOrderMarkAndWindowsLineEndsAreFine(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("a.wit"),
            "\ufeffpackage a:b;\r\n\r\n/// One.\r\n/// Two.\r\ninterface i {\r\n}\r\n");
    Resolve resolve = new WitParser().parse(file).resolve();
    assertEquals(Docs.of("One.\nTwo."), resolve.get(new InterfaceId(0)).docs());
  }

  private static Object code(Path path) {
    return assertThrows(DiagnosticException.class, () -> new WitParser().parse(path))
        .diagnostics()
        .getFirst()
        .code();
  }

  private static ParsedWit parse(String items) {
    return new WitParser().parseText("in.wit", "package a:b;\n" + items);
  }

  private static Object fail(String items) {
    return assertThrows(DiagnosticException.class, () -> parse(items))
        .diagnostics()
        .getFirst()
        .code();
  }

  /** A pipe would be waited for, and a device may have no end. */
  @Test
  void dependenciesThatAreNoFilesAreAnError(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("w.wit"), "package a:b; world w {}");
    Path deps = Files.createDirectory(folder.resolve("deps"));
    Path device = Path.of("/dev/zero");
    Assumptions.assumeTrue(Files.exists(device));
    for (String name : List.of("a.wit", "a.wasm", "a.wat")) {
      Path link = Files.createSymbolicLink(deps.resolve(name), device);
      assertEquals(WitCode.UNREADABLE, code(folder));
      Files.delete(link);
    }
    Path endless = Files.createSymbolicLink(folder.resolve("endless.wit"), device);
    assertEquals(WitCode.FILE_TOO_LARGE, code(endless));
  }

  @Test
  void pipesAmongDependenciesAreNotWaitedFor(@TempDir Path folder)
      throws IOException, InterruptedException {
    Files.writeString(folder.resolve("w.wit"), "package a:b; world w {}");
    Path deps = Files.createDirectory(folder.resolve("deps"));
    for (String name : List.of("a.wit", "a.wasm", "a.wat")) {
      Path pipe = deps.resolve(name);
      Assumptions.assumeTrue(
          new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "no mkfifo");
      assertEquals(WitCode.UNREADABLE, code(folder), name);
      Files.delete(pipe);
    }
  }
}
