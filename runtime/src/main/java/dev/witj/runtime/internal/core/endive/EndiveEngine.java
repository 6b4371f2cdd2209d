package dev.witj.runtime.internal.core.endive;

import dev.witj.binary.ByteSlice;
import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.runtime.RuntimeCode;
import dev.witj.runtime.internal.core.CoreEngine;
import dev.witj.runtime.internal.core.CoreModule;
import java.lang.ref.SoftReference;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import run.endive.compiler.InterpreterFallback;
import run.endive.compiler.internal.ByteClassCollector;
import run.endive.compiler.internal.Compiler;
import run.endive.compiler.internal.CompilerResult;
import run.endive.wasm.Parser;
import run.endive.wasm.Version;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.ExternalType;
import run.endive.wasm.types.Instruction;
import run.endive.wasm.types.OpCode;
import run.endive.wasm.types.SectionId;

/** Executes core modules by Endive, compiled to JVM bytecode or interpreted. */
public final class EndiveEngine implements CoreEngine {
  /** Bodies from about this size on exceed what a JVM method can hold. */
  private static final int HUGE_BODY = 35_000;

  /** Raised when what is cached changes its form. */
  private static final String FORMAT = "3";

  private static final Pattern TOO_LARGE = Pattern.compile("function index: (\\d+)");

  private final boolean interpreted;
  private final Optional<CodeCache> cache;
  private final Map<String, SoftReference<EndiveModule>> modules = new HashMap<>();

  private EndiveEngine(boolean interpreted, Optional<CodeCache> cache) {
    this.interpreted = interpreted;
    this.cache = cache;
  }

  /** An engine that interprets everything: it starts at once and is slow. */
  public static EndiveEngine interpreting() {
    return new EndiveEngine(true, Optional.empty());
  }

  /** An engine that compiles modules, and keeps their code in a folder if one is given. */
  public static EndiveEngine compiling(Optional<java.nio.file.Path> cacheFolder) {
    String version =
        "endive-" + Version.version() + "-java-" + Runtime.version().feature() + "-" + FORMAT;
    return new EndiveEngine(false, cacheFolder.map(folder -> new CodeCache(folder, version)));
  }

  @Override
  public CoreModule compile(ByteSlice module, String name) {
    byte[] sha256 = sha256(module);
    String key = HexFormat.of().formatHex(sha256);
    EndiveModule known = known(key);
    if (known != null) {
      return known;
    }
    EndiveModule made =
        interpreted ? new EndiveModule(parse(module), null, null) : load(module, name, sha256);
    synchronized (modules) {
      modules.put(key, new SoftReference<>(made));
      modules.values().removeIf(each -> each.refersTo(null));
    }
    return made;
  }

  private @Nullable EndiveModule known(String key) {
    synchronized (modules) {
      SoftReference<EndiveModule> reference = modules.get(key);
      return reference == null ? null : reference.get();
    }
  }

  private EndiveModule load(ByteSlice module, String name, byte[] sha256) {
    Optional<CompiledCode> cached = cache.flatMap(c -> c.get(sha256));
    if (cached.isPresent()) {
      try {
        return link(cached.get());
      } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
        // What is cached is not what this version writes: make it anew.
      }
    }
    CompiledCode code = translate(module, className(name, sha256));
    cache.ifPresent(c -> c.put(sha256, code));
    try {
      return link(code);
    } catch (ReflectiveOperationException | LinkageError e) {
      throw refused(module, e);
    }
  }

  private static EndiveModule link(CompiledCode code) throws ReflectiveOperationException {
    return new EndiveModule(
        parse(ByteSlice.of(code.module())), GuestClassLoader.machines(code), code.mainClass());
  }

  private static WasmModule parse(ByteSlice module) {
    try {
      Parser.Builder parser = Parser.builder().withValidation(false);
      // All but custom sections: nothing in them may keep a module from running.
      for (int id = SectionId.TYPE; id <= SectionId.TAG; id++) {
        parser.includeSectionId(id);
      }
      return parser.build().parse(module::stream);
    } catch (RuntimeException | StackOverflowError e) {
      throw refused(module, e);
    }
  }

  private static CompiledCode translate(ByteSlice module, String className) {
    WasmModule parsed = parse(module);
    int imported = parsed.importSection().count(ExternalType.FUNCTION);
    int[] sizes = ModuleStripper.bodySizes(module);
    Set<Integer> interpreted = new HashSet<>();
    interpretFrom(HUGE_BODY, sizes, imported, interpreted);
    interpretCastingBranches(parsed, imported, interpreted);
    while (true) {
      try {
        CompilerResult result =
            Compiler.builder(parsed)
                .withClassName(className)
                .withInterpretedFunctions(interpreted)
                .withInterpreterFallback(InterpreterFallback.FAIL)
                .withClassCollectorFactory(ByteClassCollector::new)
                .build()
                .compile();
        Set<Integer> kept = result.interpretedFunctions();
        // Some names come in the form of the class file, some in Java's.
        Map<String, byte[]> classes = new TreeMap<>();
        result.classBytes().forEach((name, bytes) -> classes.put(name.replace('/', '.'), bytes));
        return new CompiledCode(
            ModuleStripper.strip(module, defined -> kept.contains(imported + defined)),
            result.collector().mainClassName(),
            classes);
      } catch (RuntimeException | StackOverflowError e) {
        // One that is too large although it is not huge: so are those of its size and above.
        int index = tooLarge(e);
        if (index < imported || !interpreted.add(index)) {
          throw refused(module, e);
        }
        interpretFrom(sizes[index - imported], sizes, imported, interpreted);
      }
    }
  }

  private static void interpretFrom(int size, int[] sizes, int imported, Set<Integer> into) {
    for (int i = 0; i < sizes.length; i++) {
      if (sizes[i] >= size) {
        into.add(imported + i);
      }
    }
  }

  /**
   * The engine makes code of {@code br_on_cast} and {@code br_on_cast_fail} that the JVM refuses,
   * and all of the class with it.
   */
  private static void interpretCastingBranches(WasmModule module, int imported, Set<Integer> into) {
    for (int i = 0; i < module.codeSection().functionBodyCount(); i++) {
      for (Instruction each : module.codeSection().getFunctionBody(i).instructions()) {
        if (each.opcode() == OpCode.BR_ON_CAST || each.opcode() == OpCode.BR_ON_CAST_FAIL) {
          into.add(imported + i);
          break;
        }
      }
    }
  }

  private static int tooLarge(Throwable thrown) {
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      String message = at.getMessage();
      Matcher matcher = TOO_LARGE.matcher(message == null ? "" : message);
      if (matcher.find()) {
        return Integer.parseInt(matcher.group(1));
      }
    }
    return -1;
  }

  /** A module that is valid, as far as we know, and that the engine cannot run all the same. */
  private static DiagnosticException refused(ByteSlice module, Throwable cause) {
    return UnsupportedFeatures.explain(module)
        .map(found -> new DiagnosticException(found, cause))
        .orElseGet(
            () ->
                new DiagnosticException(
                    Diagnostic.error(
                        RuntimeCode.CORE_ENGINE_REFUSED,
                        "the core engine cannot run this module: " + cause.getMessage(),
                        module.span()),
                    cause));
  }

  /** A class name that tells a module apart in stack traces and profiles. */
  private static String className(String name, byte[] sha256) {
    StringBuilder out = new StringBuilder("guest.");
    name.codePoints()
        .limit(60)
        .forEach(c -> out.appendCodePoint(c < 128 && Character.isLetterOrDigit(c) ? c : '_'));
    return out.append('_').append(HexFormat.of().formatHex(sha256, 0, 4)).toString();
  }

  private static byte[] sha256(ByteSlice module) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(module.array(), module.start(), module.size());
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
