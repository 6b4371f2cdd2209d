package dev.witj.engine;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.FuncType;
import dev.witj.engine.internal.compile.ModuleClasses;
import dev.witj.engine.internal.compile.ModuleOutline;
import dev.witj.engine.internal.compile.Variant;
import dev.witj.engine.internal.gc.Array;
import dev.witj.engine.internal.gc.Casts;
import dev.witj.engine.internal.gc.I31;
import dev.witj.engine.internal.gc.Struct;
import dev.witj.engine.internal.load.CodeCache;
import dev.witj.engine.internal.load.CompiledModule;
import dev.witj.engine.internal.load.ModuleVariants;
import dev.witj.engine.internal.load.TypeRegistry;
import dev.witj.engine.internal.run.Burning;
import dev.witj.engine.internal.run.FuncRef;
import dev.witj.engine.internal.run.HostCalls;
import dev.witj.engine.internal.run.MemoryOps;
import dev.witj.engine.internal.run.Polls;
import dev.witj.engine.internal.run.SpareMemories;
import dev.witj.engine.internal.run.TableOps;
import dev.witj.engine.internal.run.Tails;
import dev.witj.engine.internal.run.Throwing;
import dev.witj.engine.internal.run.Traps;
import dev.witj.engine.internal.run.Values;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Compiles modules. Types of modules of one engine are comparable. Thread-safe. */
public final class WasmEngine {
  private final EngineOptions options;
  private final TypeRegistry types = new TypeRegistry();
  private final SpareMemories spares = new SpareMemories();
  private final Optional<CodeCache> cache;

  /**
   * What guest code reaches through others first. It is initialized on the host's stack: struck by
   * the end of a guest's, it would be lost for everybody.
   */
  private static final List<Class<?>> HELPERS =
      List.of(
          ObjectHeap.Collections.class,
          Trap.class,
          TrapKind.class,
          Traps.class,
          GuestException.class,
          FuncRef.class,
          HostCalls.class,
          Burning.class,
          Fuel.class,
          MemoryOps.class,
          Polls.class,
          TableOps.class,
          Tails.class,
          Throwing.class,
          Values.class,
          V128.class,
          Array.class,
          Casts.class,
          I31.class,
          Struct.class,
          GuestObject.Kind.class);

  static {
    try {
      for (Class<?> helper : HELPERS) {
        MethodHandles.lookup().ensureInitialized(helper);
      }
    } catch (IllegalAccessException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private WasmEngine(EngineOptions options) {
    this.options = options;
    this.cache =
        options.cache().map(folder -> new CodeCache(folder, "limit-" + options.methodLimit()));
  }

  /** An engine with the default options. */
  public static WasmEngine create() {
    return create(EngineOptions.defaults());
  }

  /** An engine with these options. */
  public static WasmEngine create(EngineOptions options) {
    return new WasmEngine(options);
  }

  /** How it compiles. */
  public EngineOptions options() {
    return options;
  }

  /** Writes the code that was compiled so far to the cache, if there is one. */
  public void keepCode() {
    if (cache.isPresent()) {
      CodeCache.writeAll();
    }
  }

  /**
   * Prepares a module; functions are compiled when they are first called.
   *
   * @param binary a module that is valid
   * @param name what messages, stack traces and profilers call it
   */
  public WasmModule compile(ByteSlice binary, String name) {
    return compile(binary, name, Optional.empty());
  }

  /**
   * As {@link #compile(ByteSlice, String)}, for those who know the module's digest already.
   *
   * @param digest the SHA-256 of the binary in hexadecimal digits: by it the code cache knows the
   *     module; worked out if it is needed and not given
   */
  public WasmModule compile(ByteSlice binary, String name, Optional<String> digest) {
    CoreModule module = CoreModule.read(binary);
    return new ModuleVariants(variant -> compile(module, name, digest, variant));
  }

  private CompiledModule compile(
      CoreModule module, String name, Optional<String> digest, Variant variant) {
    ModuleOutline outline = new ModuleOutline(module, types.add(module), variant);
    ModuleClasses classes = new ModuleClasses(outline, options.methodLimit());
    // Code for memories that are mapped where nothing says so is rare, and not kept.
    Function<String, byte[]> bytes =
        cache.isPresent() && !variant.allMapped()
            ? cache.get().classes(module.binary(), digest, variant.suffix(), classes::make)
            : classes::make;
    return new CompiledModule(
        outline,
        classes,
        bytes,
        types,
        spares,
        name + variant.suffix(),
        () -> compile(module, name, digest, variant.mapped()));
  }

  /**
   * A function of the host's.
   *
   * @param type its type; concrete heap types in it are canonical ids of this engine
   */
  public Func hostFunc(FuncType type, HostFunction function) {
    return FuncRef.host(types.add(type), function);
  }

  /**
   * A function of the host's, of a type of one of the engine's modules.
   *
   * @param id the canonical id of that type, which must be one of functions
   */
  public Func hostFunc(int id, HostFunction function) {
    return FuncRef.host(types.type(id), function);
  }
}
