package dev.witj.engine.internal.load;

import dev.witj.binary.core.Export;
import dev.witj.binary.core.ExternKind;
import dev.witj.binary.core.Import;
import dev.witj.engine.Extern;
import dev.witj.engine.GuestFrame;
import dev.witj.engine.Instance;
import dev.witj.engine.LinkException;
import dev.witj.engine.Memory;
import dev.witj.engine.Meter;
import dev.witj.engine.ObjectHeap;
import dev.witj.engine.WasmModule;
import dev.witj.engine.internal.compile.ModuleClasses;
import dev.witj.engine.internal.compile.ModuleOutline;
import dev.witj.engine.internal.gc.RuntimeType;
import dev.witj.engine.internal.run.Entry;
import dev.witj.engine.internal.run.FuncRef;
import dev.witj.engine.internal.run.SpareMemories;
import dev.witj.engine.internal.run.State;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A module and its classes. */
public final class CompiledModule implements WasmModule, FuncRef.Code {
  /** About how many bytes an instance takes with nothing in it. */
  private static final int INSTANCE_BYTES = 512;

  /** The JVM cuts and complains about longer names than it has room for. */
  private static final int MAX_NAME = 1000;

  /** Names of class loaders, by which stack traces tell modules apart, are never the same. */
  private static final AtomicInteger LOADERS = new AtomicInteger();

  private final ModuleOutline outline;
  private final ModuleClasses classes;
  private final TypeRegistry registry;
  private final SpareMemories spares;
  private final InitialData data;
  private final InitialElements elements;
  private final List<Integer> typeIds;
  private final long size;

  /** Which of the imports are memories. */
  private final int[] importedMemories;

  private final GuestLoader loader;
  private final Supplier<CompiledModule> compileAllMapped;
  private final String loaderName;
  private final Map<Integer, Entry> entries = new ConcurrentHashMap<>();
  private final Map<Integer, Entry> tails = new ConcurrentHashMap<>();

  /** Functions as handles, which take the state of an instance last, as a mere {@link State}. */
  private final Map<Integer, MethodHandle> handles = new ConcurrentHashMap<>();

  /** By name; worked out when somebody asks by name. */
  private volatile @Nullable Map<String, Integer> exportNumbers;

  private @Nullable Supplier<State> states;
  private volatile @Nullable InitialGlobals globals;
  private volatile @Nullable CompiledModule allMapped;

  /**
   * A module.
   *
   * @param bytes gives the class of a name: makes it, or has kept it
   * @param spares what memories of this engine left
   * @param allMapped compiles the same for memories that are all mapped
   */
  public CompiledModule(
      ModuleOutline outline,
      ModuleClasses classes,
      Function<String, byte[]> bytes,
      TypeRegistry registry,
      SpareMemories spares,
      String name,
      Supplier<CompiledModule> allMapped) {
    this.outline = outline;
    this.classes = classes;
    this.registry = registry;
    this.spares = spares;
    this.compileAllMapped = allMapped;
    this.data = new InitialData(outline);
    this.elements = new InitialElements(outline.elements());
    this.typeIds = Arrays.stream(outline.types()).map(RuntimeType::id).toList();
    this.importedMemories =
        IntStream.range(0, outline.imports().size())
            .filter(i -> outline.imports().get(i).type().kind() == ExternKind.MEMORY)
            .toArray();
    this.size = size(outline, elements);
    this.loaderName =
        name.substring(0, Math.min(name.length(), MAX_NAME)) + "-" + LOADERS.getAndIncrement();
    this.loader = new GuestLoader(loaderName, bytes);
  }

  ModuleOutline outline() {
    return outline;
  }

  TypeRegistry registry() {
    return registry;
  }

  SpareMemories spares() {
    return spares;
  }

  InitialData data() {
    return data;
  }

  InitialElements elements() {
    return elements;
  }

  /** What the globals of its instances are at first. */
  InitialGlobals globals() {
    InitialGlobals known = globals;
    if (known == null) {
      known = new InitialGlobals(outline, newState());
      globals = known;
    }
    return known;
  }

  /** About how many bytes an instance takes before it does anything. */
  long size() {
    return size;
  }

  private static long size(ModuleOutline outline, InitialElements elements) {
    long references =
        (long) outline.functions()
            + outline.tables().size()
            + outline.memories().size()
            + outline.tags().size()
            + outline.data().size()
            + 5L * outline.elements().size()
            + elements.size()
            + 6L * outline.globals().size()
            + 3L * outline.positions();
    return INSTANCE_BYTES + references * ObjectHeap.REFERENCE_BYTES;
  }

  @Override
  public int exportNumber(String name) {
    Map<String, Integer> known = exportNumbers;
    if (known == null) {
      known = HashMap.newHashMap(exports().size());
      for (Export export : exports()) {
        known.put(export.name(), known.size());
      }
      exportNumbers = known;
    }
    return known.getOrDefault(name, -1);
  }

  @Override
  public List<Import> imports() {
    return outline.imports();
  }

  @Override
  public List<Export> exports() {
    return outline.exports();
  }

  @Override
  public Optional<GuestFrame> frame(StackTraceElement frame) {
    if (!loaderName.equals(frame.getClassLoaderName())) {
      CompiledModule other = allMapped;
      return other == null ? Optional.empty() : other.frame(frame);
    }
    return classes.frame(frame.getMethodName(), frame.getLineNumber());
  }

  @Override
  public List<Integer> typeIds() {
    return typeIds;
  }

  @Override
  public Instance instantiate(List<? extends Extern> imports, Meter meter) {
    if (imports.size() != outline.imports().size()) {
      throw new LinkException(
          outline.imports().size() + " imports are wanted, here are " + imports.size());
    }
    CompiledModule fitting = hasMappedForArray(imports) ? allMapped() : this;
    return LiveInstance.make(fitting, imports, meter);
  }

  /** Whether a memory is mapped that its import's type lets code take for an array. */
  private boolean hasMappedForArray(List<? extends Extern> imports) {
    for (int i = 0; i < importedMemories.length; i++) {
      if (imports.get(importedMemories[i]) instanceof Memory memory
          && !outline.isWide(i)
          && memory.segment().isPresent()) {
        return true;
      }
    }
    return false;
  }

  private CompiledModule allMapped() {
    CompiledModule known = allMapped;
    if (known == null) {
      synchronized (this) {
        known = allMapped;
        if (known == null) {
          known = compileAllMapped.get();
          allMapped = known;
        }
      }
    }
    return known;
  }

  /** A new state, with nothing in it. */
  State newState() {
    Supplier<State> known = states;
    if (known == null) {
      try {
        MethodHandle constructor =
            MethodHandles.publicLookup()
                .findConstructor(
                    loader.loadClass(ModuleClasses.stateName()), MethodType.methodType(void.class))
                .asType(MethodType.methodType(State.class));
        known =
            () -> {
              try {
                return (State) constructor.invokeExact();
              } catch (RuntimeException | Error e) {
                throw e;
              } catch (Throwable e) {
                throw new LinkageError("state", e);
              }
            };
      } catch (ReflectiveOperationException e) {
        throw new LinkageError("state", e);
      }
      states = known;
    }
    return known.get();
  }

  @Override
  public Entry entry(int function) {
    int shape = outline.dispatch(function);
    Entry known = entries.get(shape);
    return known == null ? entries.computeIfAbsent(shape, this::makeEntry) : known;
  }

  @Override
  public Entry tailEntry(int function) {
    return tails(outline.dispatch(function));
  }

  /** What makes tail calls of functions of a shape. */
  Entry tails(int shape) {
    return tails.computeIfAbsent(shape, type -> newEntry(ModuleClasses.tailName(type)));
  }

  private Entry makeEntry(int type) {
    return newEntry(ModuleClasses.dispatchName(type));
  }

  private Entry newEntry(String name) {
    try {
      return (Entry) loader.loadClass(name).getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(name, e);
    }
  }

  @Override
  public MethodHandle handle(int function) {
    MethodHandle known = handles.get(function);
    return known == null ? handles.computeIfAbsent(function, this::find) : known;
  }

  private MethodHandle find(int function) {
    try {
      MethodHandle found =
          MethodHandles.publicLookup()
              .findStatic(
                  loader.loadClass(classes.functionClass(function)),
                  classes.functionMethod(function),
                  MethodType.fromMethodDescriptorString(
                      classes.functionDescriptor(function), loader));
      MethodType type = found.type();
      return found.asType(type.changeParameterType(type.parameterCount() - 1, State.class));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("handle", e);
    }
  }
}
