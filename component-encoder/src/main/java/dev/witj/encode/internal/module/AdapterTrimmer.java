package dev.witj.encode.internal.module;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.DataSegment;
import dev.witj.binary.core.ElementSegment;
import dev.witj.binary.core.Export;
import dev.witj.binary.core.ExternKind;
import dev.witj.binary.core.ExternType;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.FunctionBody;
import dev.witj.binary.core.Global;
import dev.witj.binary.core.GlobalType;
import dev.witj.binary.core.Import;
import dev.witj.binary.core.ImportGroup;
import dev.witj.binary.core.IndexSpace;
import dev.witj.binary.core.MemoryType;
import dev.witj.binary.core.ModuleRewriter;
import dev.witj.binary.core.ModuleSection;
import dev.witj.binary.core.NameSection;
import dev.witj.binary.core.NumType;
import dev.witj.binary.core.RecGroup;
import dev.witj.binary.core.SectionId;
import dev.witj.binary.core.SubType;
import dev.witj.binary.core.Table;
import dev.witj.binary.core.TagType;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.encode.EncodeCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Leaves out of an adapter what nobody needs, and gives it a stack.
 *
 * <p>An adapter works in the memory of the main module and must not have data of its own there; but
 * it needs a stack. If it has a variable {@code __stack_pointer} that is used, it gets a function
 * that allocates a page and lets the variable point to its end. That runs before anything else of
 * the adapter: at its start if the page comes from growing the memory; otherwise, since the main
 * module's allocator may not be called while that is being instantiated, at the first call of an
 * export, for which a variable {@code allocation_state} tells whether it has run.
 */
public final class AdapterTrimmer {
  /** What an adapter calls the main module. */
  public static final String MAIN = "__main_module__";

  private static final String REALLOC = "cabi_realloc";
  private static final FuncType REALLOC_TYPE =
      new FuncType(
          List.of(NumType.I32, NumType.I32, NumType.I32, NumType.I32), List.of(NumType.I32));
  private static final FuncType NOTHING = new FuncType(List.of(), List.of());

  private final Liveness live;
  private final Set<String> wanted;
  private final Optional<String> mainRealloc;
  private final Map<IndexSpace, Map<Integer, Integer>> places = new EnumMap<>(IndexSpace.class);
  private final Map<Integer, String> functionNames = new HashMap<>();
  private final Map<Integer, String> globalNames = new HashMap<>();
  private final ModuleRewriter rewriter;
  private final List<SubType> types = new ArrayList<>();
  private final boolean keepsTypes;
  private final List<ImportGroup> imports = new ArrayList<>();
  private final List<Integer> functions = new ArrayList<>();
  private final List<FunctionBody> bodies = new ArrayList<>();
  private final List<NameSection.Naming> names = new ArrayList<>();
  private int functionCount;

  /** The allocator, once it has an index, and the import that asks for it if it is defined here. */
  private OptionalInt realloc = OptionalInt.empty();

  private OptionalInt reallocImport = OptionalInt.empty();

  private AdapterTrimmer(Liveness live, Set<String> wanted, Optional<String> mainRealloc) {
    this.live = live;
    this.wanted = wanted;
    this.mainRealloc = mainRealloc;
    this.rewriter = new ModuleRewriter(this::place);
    this.keepsTypes = live.types.stream().anyMatch(type -> !(type.composite() instanceof FuncType));
    readNames();
  }

  /**
   * The adapter with only what some exports need.
   *
   * @param wanted the exports, all of which the adapter has
   * @param mainRealloc the export of the main module that allocates memory for adapters; if there
   *     is none, the memory is grown
   * @throws dev.witj.diagnostics.DiagnosticException if the adapter is malformed
   */
  public static ByteSlice trim(
      ByteSlice adapter, Set<String> wanted, Optional<String> mainRealloc) {
    Liveness live = Liveness.of(adapter, wanted);
    return new AdapterTrimmer(live, wanted, mainRealloc).trimmed();
  }

  private void readNames() {
    try {
      live.module
          .customSections(NameSection.NAME)
          .findFirst()
          .ifPresent(section -> readNames(NameSection.read(section.customData())));
    } catch (DiagnosticException _) {
      // Names are for people; without them there is no stack either.
    }
  }

  private void readNames(NameSection section) {
    for (NameSection.Part part : section.parts()) {
      if (part instanceof NameSection.Part.Names(var kind, var named)) {
        for (NameSection.Naming naming : named) {
          if (kind == NameSection.Kind.FUNCTION) {
            functionNames.put(naming.index(), naming.name());
          } else if (kind == NameSection.Kind.GLOBAL) {
            globalNames.put(naming.index(), naming.name());
          }
        }
      }
    }
  }

  private int place(IndexSpace space, int index) {
    Integer place = places.getOrDefault(space, Map.of()).get(index);
    if (place == null) {
      throw new IllegalStateException(space + " " + index + " is not live");
    }
    return place;
  }

  private OptionalInt variable(String name) {
    List<ExternType> globals = live.types(IndexSpace.GLOBAL);
    for (int i = 0; i < globals.size(); i++) {
      if (live.isLive(IndexSpace.GLOBAL, i)
          && name.equals(globalNames.get(i))
          && globals.get(i).equals(new GlobalType(NumType.I32, true))) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  private static boolean isRealloc(Import item) {
    return item.module().equals(MAIN)
        && item.name().equals(REALLOC)
        && item.type().kind() == ExternKind.FUNC;
  }

  // Writing.

  private ByteSlice trimmed() {
    placeTypes();
    placeImports();
    OptionalInt stackPointer = variable("__stack_pointer");
    boolean grows = mainRealloc.isEmpty();
    boolean allocates = stackPointer.isPresent();
    if (allocates && realloc.isEmpty() && !grows) {
      realloc = OptionalInt.of(addImport(MAIN, mainRealloc.get(), REALLOC_TYPE));
    }
    if ((allocates || wantsRealloc()) && grows) {
      checkMemory();
      realloc = OptionalInt.of(define("realloc_via_memory_grow", REALLOC_TYPE));
      bodies.add(AdapterStack.reallocByGrowing());
      placeRealloc();
    }
    placeDefinitions();
    OptionalInt allocate = OptionalInt.empty();
    boolean lazy = false;
    List<FunctionBody> live = liveBodies();
    if (allocates) {
      OptionalInt state = variable("allocation_state");
      lazy = !grows && state.isPresent();
      int function = define("allocate_stack", NOTHING);
      allocate = OptionalInt.of(function);
      live.add(
          AdapterStack.allocate(
              realloc.orElseThrow(),
              place(IndexSpace.GLOBAL, stackPointer.getAsInt()),
              state.isPresent()
                  ? OptionalInt.of(place(IndexSpace.GLOBAL, state.getAsInt()))
                  : OptionalInt.empty()));
    }
    bodies.addAll(live);
    if (lazy) {
      callFirst(allocate.getAsInt());
    }
    return sections(lazy ? OptionalInt.empty() : allocate);
  }

  private void checkMemory() {
    if (live.types(IndexSpace.MEMORY).isEmpty()) {
      throw EncodeCode.ADAPTER_WITHOUT_MEMORY
          .error(live.module.binary().source().name())
          .toException();
    }
  }

  private void placeTypes() {
    Map<Integer, Integer> of = places.computeIfAbsent(IndexSpace.TYPE, _ -> new HashMap<>());
    for (int i = 0; i < live.types.size(); i++) {
      if (keepsTypes || live.isLive(IndexSpace.TYPE, i)) {
        of.put(i, types.size());
        types.add(live.types.get(i));
      }
    }
  }

  private int type(FuncType type) {
    SubType wantedType = SubType.of(type);
    int known = types.indexOf(wantedType);
    if (known >= 0) {
      return known;
    }
    types.add(wantedType);
    return types.size() - 1;
  }

  /** Memories first, as tools do; functions in their order. */
  private void placeImports() {
    for (IndexSpace space :
        List.of(
            IndexSpace.MEMORY,
            IndexSpace.TABLE,
            IndexSpace.GLOBAL,
            IndexSpace.TAG,
            IndexSpace.FUNC)) {
      Map<Integer, Integer> of = places.computeIfAbsent(space, _ -> new HashMap<>());
      int index = 0;
      for (Import item : live.imports) {
        if (IndexSpace.of(item.type().kind()) != space) {
          continue;
        }
        if (live.isLive(space, index) || isStackMemory(space)) {
          placeImport(item, index, of);
        }
        index++;
      }
    }
  }

  /** A memory that is not used otherwise is grown for the stack. */
  private boolean isStackMemory(IndexSpace space) {
    return space == IndexSpace.MEMORY && mainRealloc.isEmpty() && hasStackPointer();
  }

  private boolean hasStackPointer() {
    return variable("__stack_pointer").isPresent();
  }

  private void placeImport(Import item, int index, Map<Integer, Integer> of) {
    if (isRealloc(item)) {
      if (mainRealloc.isEmpty()) {
        reallocImport = OptionalInt.of(index);
        return;
      }
      int function = functionCount++;
      realloc = OptionalInt.of(function);
      of.put(index, function);
      keepName(function, index);
      add(new Import(item.module(), mainRealloc.get(), rewriter.type(item.type())));
      return;
    }
    boolean function = item.type().kind() == ExternKind.FUNC;
    of.put(index, function ? functionCount++ : of.size());
    if (function) {
      keepName(functionCount - 1, index);
    }
    add(new Import(item.module(), item.name(), rewriter.type(item.type())));
  }

  private boolean wantsRealloc() {
    return reallocImport.isPresent();
  }

  private void placeRealloc() {
    if (reallocImport.isPresent()) {
      places
          .computeIfAbsent(IndexSpace.FUNC, _ -> new HashMap<>())
          .put(reallocImport.getAsInt(), realloc.orElseThrow());
    }
  }

  private void add(Import item) {
    imports.add(new ImportGroup.Single(item));
  }

  private int addImport(String module, String item, FuncType type) {
    add(new Import(module, item, new ExternType.Func(type(type))));
    name(functionCount, item);
    return functionCount++;
  }

  private void name(int function, String name) {
    names.add(new NameSection.Naming(function, name));
  }

  private void keepName(int function, int before) {
    String name = functionNames.get(before);
    if (name != null) {
      name(function, name);
    }
  }

  private int define(String name, FuncType type) {
    functions.add(type(type));
    name(functionCount, name);
    return functionCount++;
  }

  private void placeDefinitions() {
    for (IndexSpace space :
        List.of(
            IndexSpace.FUNC,
            IndexSpace.TABLE,
            IndexSpace.MEMORY,
            IndexSpace.GLOBAL,
            IndexSpace.TAG)) {
      Map<Integer, Integer> of = places.computeIfAbsent(space, _ -> new HashMap<>());
      for (int i = live.imported(space); i < live.types(space).size(); i++) {
        if (!live.isLive(space, i)) {
          continue;
        }
        if (space == IndexSpace.FUNC) {
          of.put(i, functionCount);
          functions.add(
              place(IndexSpace.TYPE, ((ExternType.Func) live.types(space).get(i)).typeIndex()));
          keepName(functionCount++, i);
        } else {
          of.put(i, of.size());
        }
      }
    }
    placeSegments(IndexSpace.ELEMENT, live.elements.size());
    placeSegments(IndexSpace.DATA, live.data.size());
  }

  private void placeSegments(IndexSpace space, int count) {
    Map<Integer, Integer> of = places.computeIfAbsent(space, _ -> new HashMap<>());
    for (int i = 0; i < count; i++) {
      if (live.isLive(space, i)) {
        of.put(i, of.size());
      }
    }
  }

  private List<FunctionBody> liveBodies() {
    List<FunctionBody> found = new ArrayList<>();
    int imported = live.imported(IndexSpace.FUNC);
    for (int i = 0; i < live.bodies.size(); i++) {
      if (live.isLive(IndexSpace.FUNC, imported + i)) {
        found.add(rewriter.body(live.bodies.get(i)));
      }
    }
    return found;
  }

  /** Lets exported functions call another before all else. */
  private void callFirst(int function) {
    int imported = functionCount - functions.size();
    Set<Integer> done = new HashSet<>();
    for (Export export : exports()) {
      int body = export.index() - imported;
      if (export.kind() == ExternKind.FUNC && body >= 0 && done.add(body)) {
        bodies.set(body, AdapterStack.callFirst(function, bodies.get(body)));
      }
    }
  }

  private List<Export> exports() {
    return live.exports.stream()
        .filter(export -> wanted.contains(export.name()))
        .map(rewriter::export)
        .toList();
  }

  private <T> List<T> defined(IndexSpace space, List<T> all) {
    List<T> found = new ArrayList<>();
    int imported = live.imported(space);
    for (int i = 0; i < all.size(); i++) {
      if (live.isLive(space, imported + i)) {
        found.add(all.get(i));
      }
    }
    return found;
  }

  private ByteSlice sections(OptionalInt start) {
    List<ModuleSection> sections = new ArrayList<>();
    sections.add(
        new ModuleSection.Types(
            keepsTypes
                ? live.module.typeGroups()
                : types.stream()
                    .map(
                        type ->
                            RecGroup.of(new SubType(type.isFinal(), List.of(), type.composite())))
                    .toList()));
    add(sections, imports, new ModuleSection.Imports(imports));
    add(sections, functions, new ModuleSection.Functions(functions));
    List<Table> tables =
        defined(IndexSpace.TABLE, live.tables).stream().map(rewriter::table).toList();
    add(sections, tables, new ModuleSection.Tables(tables));
    List<MemoryType> memories = defined(IndexSpace.MEMORY, live.module.memories());
    add(sections, memories, new ModuleSection.Memories(memories));
    List<TagType> tags =
        defined(IndexSpace.TAG, live.module.tags()).stream()
            .map(tag -> (TagType) rewriter.type(tag))
            .toList();
    add(sections, tags, new ModuleSection.Tags(tags));
    List<Global> globals =
        defined(IndexSpace.GLOBAL, live.globals).stream().map(rewriter::global).toList();
    add(sections, globals, new ModuleSection.Globals(globals));
    add(sections, exports(), new ModuleSection.Exports(exports()));
    start(start).ifPresent(function -> sections.add(new ModuleSection.Start(function)));
    List<ElementSegment> elements =
        live(IndexSpace.ELEMENT, live.elements).stream().map(rewriter::segment).toList();
    add(sections, elements, new ModuleSection.Elements(elements));
    List<DataSegment> data =
        live(IndexSpace.DATA, live.data).stream().map(rewriter::segment).toList();
    if (live.module.section(SectionId.DATA_COUNT).isPresent() && !data.isEmpty()) {
      sections.add(new ModuleSection.DataCount(data.size()));
    }
    add(sections, bodies, new ModuleSection.Code(bodies));
    add(sections, data, new ModuleSection.Data(data));
    sections.add(nameSection());
    return ByteSlice.of(
        live.module.binary().source(), CoreModule.of(sections).binary().toByteArray());
  }

  private Optional<Integer> start(OptionalInt allocate) {
    if (allocate.isPresent()) {
      return Optional.of(allocate.getAsInt());
    }
    return live.module
        .section(SectionId.START)
        .map(section -> ((ModuleSection.Start) section.decode()).function())
        .map(function -> place(IndexSpace.FUNC, function));
  }

  private <T> List<T> live(IndexSpace space, List<T> all) {
    List<T> found = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (live.isLive(space, i)) {
        found.add(all.get(i));
      }
    }
    return found;
  }

  private ModuleSection nameSection() {
    List<NameSection.Part> parts = new ArrayList<>();
    live.module.name().ifPresent(name -> parts.add(new NameSection.Part.Module(name)));
    names.sort(Comparator.comparingInt(NameSection.Naming::index));
    parts.add(new NameSection.Part.Names(NameSection.Kind.FUNCTION, names));
    return new NameSection(parts).toCustom();
  }

  private static void add(List<ModuleSection> sections, List<?> content, ModuleSection section) {
    if (!content.isEmpty()) {
      sections.add(section);
    }
  }
}
