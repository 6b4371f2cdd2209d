package dev.witj.engine.internal.compile;

import dev.witj.binary.Features;
import dev.witj.binary.core.ConstExpr;
import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.CoreTypes;
import dev.witj.binary.core.CoreValidator;
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
import dev.witj.binary.core.InstructionReader;
import dev.witj.binary.core.MemoryType;
import dev.witj.binary.core.ModuleSection;
import dev.witj.binary.core.NameSection;
import dev.witj.binary.core.Opcode;
import dev.witj.binary.core.SectionId;
import dev.witj.binary.core.StructType;
import dev.witj.binary.core.Table;
import dev.witj.binary.core.TableType;
import dev.witj.binary.core.TagType;
import dev.witj.binary.core.TypedBodies;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.engine.Memory;
import dev.witj.engine.internal.gc.RuntimeType;
import dev.witj.engine.internal.gc.Struct;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What is known of a module before any of its functions is compiled. Immutable. */
public final class ModuleOutline {
  /** Functions are compiled together with their neighbours up to about so many bytes of code. */
  private static final int GROUP_BYTES = 1024;

  private static final int MAX_NAME = 80;

  private final CoreModule module;
  private final RuntimeType[] types;
  private final @Nullable Shape[] shapes;
  private final int[] functionTypes;
  private final List<FunctionBody> bodies;
  private final List<Import> imports;
  private final List<Export> exports;
  private final List<ExternType> importTypes;
  private final List<TableType> tables = new ArrayList<>();
  private final Variant variant;
  private final List<MemoryType> memories = new ArrayList<>();
  private final List<GlobalType> globals = new ArrayList<>();
  private final List<TagType> tags = new ArrayList<>();
  private final List<Table> ownTables;
  private final List<Global> ownGlobals;
  private final List<ElementSegment> elements;
  private final List<DataSegment> data;
  private final BitSet sharedGlobals = new BitSet();
  private final OptionalInt start;
  private final int importedFunctions;
  private final int importedTags;
  private final int importedMemories;

  /** By shape, the functions that are referred to, in the order of their ordinals. */
  private final Map<Integer, List<Integer>> referred = new HashMap<>();

  private final int[] ordinals;
  private final int[] groups;
  private final List<int[]> groupRanges = new ArrayList<>();
  private final int maxPositions;
  private @Nullable Map<Integer, String> names;
  private @Nullable TailOutline tails;
  private @Nullable TypedBodies typedBodies;

  /** The fields of structures, by type. */
  private final Map<Integer, Fields> fields = new ConcurrentHashMap<>();

  /**
   * The fields of a structure.
   *
   * @param kinds what they are on the stack
   * @param slots where each lies
   */
  record Fields(String kinds, int[] slots) {}

  /**
   * Reads the outline.
   *
   * @param types the module's types, by index
   * @param variant what its code does beside
   */
  public ModuleOutline(CoreModule module, RuntimeType[] types, Variant variant) {
    this.module = module;
    this.variant = variant;
    this.types = types;
    this.shapes = shapes(types);
    this.imports = module.imports();
    this.exports = module.exports();
    this.bodies = module.bodies();
    this.ownTables = module.tables();
    this.ownGlobals = module.globals();
    this.elements = module.elements();
    this.data = module.data();
    List<Integer> functions = new ArrayList<>();
    List<ExternType> wanted = new ArrayList<>(imports.size());
    for (Import each : imports) {
      ExternType type = canonical(each.type());
      wanted.add(type);
      switch (type) {
        case ExternType.Func _ -> functions.add(((ExternType.Func) each.type()).typeIndex());
        case TableType table -> tables.add(table);
        case MemoryType memory -> memories.add(memory);
        case GlobalType global -> globals.add(global);
        case TagType _ -> tags.add((TagType) each.type());
      }
    }
    this.importTypes = wanted;
    this.importedFunctions = functions.size();
    this.importedTags = tags.size();
    this.importedMemories = memories.size();
    functions.addAll(module.functions());
    this.functionTypes = functions.stream().mapToInt(i -> i).toArray();
    sharedGlobals.set(0, globals.size());
    ownTables.forEach(table -> tables.add((TableType) canonical(table.type())));
    memories.addAll(module.memories());
    ownGlobals.forEach(global -> globals.add((GlobalType) canonical(global.type())));
    tags.addAll(module.tags());
    this.start =
        module
            .section(SectionId.START)
            .map(section -> OptionalInt.of(((ModuleSection.Start) section.decode()).function()))
            .orElse(OptionalInt.empty());
    this.ordinals = new int[functionTypes.length];
    number(referredFunctions());
    this.groups = new int[functionTypes.length];
    group();
    this.maxPositions = maxPositions();
  }

  private ExternType canonical(ExternType type) {
    return CoreTypes.canonical(type, index -> types[index].id());
  }

  private static @Nullable Shape[] shapes(RuntimeType[] types) {
    @Nullable Shape[] shapes = new @Nullable Shape[types.length];
    Map<String, Shape> known = new HashMap<>();
    for (int i = 0; i < types.length; i++) {
      if (types[i].composite() instanceof FuncType func) {
        Shape shape = Shape.of(i, func);
        Shape first = known.putIfAbsent(shape.params() + ':' + shape.results(), shape);
        shapes[i] = first == null ? shape : first;
      }
    }
    return shapes;
  }

  private BitSet referredFunctions() {
    BitSet found = new BitSet();
    for (Export export : exports) {
      if (export.kind() == ExternKind.FUNC) {
        found.set(export.index());
      } else if (export.kind() == ExternKind.GLOBAL) {
        sharedGlobals.set(export.index());
      }
    }
    for (ElementSegment segment : elements) {
      switch (segment.items()) {
        case ElementSegment.Items.Functions functions -> functions.functions().forEach(found::set);
        case ElementSegment.Items.Expressions expressions ->
            expressions.expressions().forEach(each -> references(each, found));
      }
    }
    ownGlobals.forEach(global -> references(global.initializer(), found));
    ownTables.forEach(table -> table.initializer().ifPresent(each -> references(each, found)));
    start.ifPresent(found::set);
    return found;
  }

  private static void references(ConstExpr expression, BitSet found) {
    InstructionReader in = new InstructionReader(expression.code());
    while (in.next()) {
      if (in.opcode() == Opcode.REF_FUNC) {
        found.set(in.index());
      }
    }
  }

  private void number(BitSet found) {
    java.util.Arrays.fill(ordinals, -1);
    found.stream()
        .filter(function -> function >= importedFunctions)
        .forEach(
            function -> {
              List<Integer> same =
                  referred.computeIfAbsent(functionShape(function).type(), _ -> new ArrayList<>());
              ordinals[function] = same.size();
              same.add(function);
            });
  }

  private void group() {
    int from = importedFunctions;
    int size = 0;
    for (int i = from; i < functionTypes.length; i++) {
      int bytes = body(i).bytes().size();
      if (i > from && size + bytes > GROUP_BYTES) {
        groupRanges.add(new int[] {from, i});
        from = i;
        size = 0;
      }
      size += bytes;
      groups[i] = groupRanges.size();
    }
    if (from < functionTypes.length) {
      groupRanges.add(new int[] {from, functionTypes.length});
    }
  }

  private int maxPositions() {
    int most = 1;
    for (Shape shape : shapes) {
      if (shape != null) {
        most = Math.max(most, Kind.positions(shape.results()));
      }
    }
    return most;
  }

  /** The module. */
  public CoreModule module() {
    return module;
  }

  /** Its types, by index. */
  public RuntimeType[] types() {
    return types;
  }

  Shape shape(int type) {
    return java.util.Objects.requireNonNull(shapes[type], "a function type");
  }

  /** How many positions the results of any of its functions take at most. */
  public int positions() {
    return maxPositions;
  }

  /** Its imports. */
  public List<Import> imports() {
    return imports;
  }

  /** The types of its imports, spoken of by canonical ids. */
  public List<ExternType> importTypes() {
    return importTypes;
  }

  /** Its exports. */
  public List<Export> exports() {
    return exports;
  }

  /** How many functions it imports; they come before its own. */
  public int importedFunctions() {
    return importedFunctions;
  }

  /** How many globals it imports. */
  public int importedGlobals() {
    return globals.size() - ownGlobals.size();
  }

  /** How many memories it imports. */
  public int importedMemories() {
    return importedMemories;
  }

  /** How many tags it imports. */
  public int importedTags() {
    return importedTags;
  }

  /** How many functions there are. */
  public int functions() {
    return functionTypes.length;
  }

  /** The type of a function. */
  public RuntimeType functionType(int function) {
    return types[functionTypes[function]];
  }

  Shape functionShape(int function) {
    return shape(functionTypes[function]);
  }

  FunctionBody body(int function) {
    return bodies.get(function - importedFunctions);
  }

  /** Its tables, spoken of by canonical ids. */
  public List<TableType> tables() {
    return tables;
  }

  /**
   * Whether code must take a memory for one that may be mapped, as its type says so or all may be.
   */
  public boolean isWide(int memory) {
    MemoryType type = memories.get(memory);
    return variant.allMapped() || type.index64() || Memory.mayBeMapped(type);
  }

  /** What its code does beside what it says. */
  public Variant variant() {
    return variant;
  }

  /** Whether its code notes where it writes to a memory. */
  public boolean isNoting(int memory) {
    return variant.noting() && !isWide(memory);
  }

  /** Its memories. */
  public List<MemoryType> memories() {
    return memories;
  }

  /** Its globals, spoken of by canonical ids. */
  public List<GlobalType> globals() {
    return globals;
  }

  /** Its tags, by the index of their type. */
  public List<TagType> tags() {
    return tags;
  }

  /** The tables that it defines. */
  public List<Table> ownTables() {
    return ownTables;
  }

  /** The globals that it defines. */
  public List<Global> ownGlobals() {
    return ownGlobals;
  }

  /** Its element segments. */
  public List<ElementSegment> elements() {
    return elements;
  }

  /** Its data segments. */
  public List<DataSegment> data() {
    return data;
  }

  /** Its start function. */
  public OptionalInt start() {
    return start;
  }

  /** Whether a global may be known outside of the instance; others are fields of its state. */
  public boolean isShared(int global) {
    return sharedGlobals.get(global);
  }

  /** Whether some of them stay in arrays of the state. */
  public boolean keepsGlobals() {
    return StateClass.keepsGlobals(this);
  }

  char globalKind(int global) {
    return Kind.of(globals.get(global).type());
  }

  /** A function's number among those of its shape that are referred to; -1 if it is not. */
  public int ordinal(int function) {
    return ordinals[function];
  }

  /** The index of the first type that looks the same to the JVM as a function's. */
  public int dispatch(int function) {
    return functionShape(function).type();
  }

  List<Integer> referred(int shape) {
    return referred.getOrDefault(shape, List.of());
  }

  /** The types of operands; who asks for them keeps others from it meanwhile. */
  synchronized TypedBodies typedBodies() {
    TypedBodies known = typedBodies;
    if (known == null) {
      known = CoreValidator.bodies(module, Features.ALL);
      typedBodies = known;
    }
    return known;
  }

  /** The fields of a structure's type. */
  Fields fields(int type) {
    return fields.computeIfAbsent(
        type,
        _ -> {
          StructType struct = (StructType) types[type].composite();
          return new Fields(Kind.ofFields(struct.fields()), Struct.slots(struct));
        });
  }

  /** What exceptions of a tag carry. */
  String payload(int tag) {
    return shape(tags.get(tag).typeIndex()).params();
  }

  /** What is known of its tail calls. */
  synchronized TailOutline tails() {
    TailOutline known = tails;
    if (known == null) {
      known = new TailOutline(this);
      tails = known;
    }
    return known;
  }

  int group(int function) {
    return groups[function];
  }

  /** The first function of a group, and the first after it. */
  int[] groupRange(int group) {
    return groupRanges.get(group);
  }

  /** What the method of a function is called: by its number, and by its name if it has one. */
  synchronized String methodName(int function) {
    Map<Integer, String> known = names;
    if (known == null) {
      known = readNames();
      names = known;
    }
    String name = known.get(function);
    return name == null ? "f" + function : "f" + function + "_" + name;
  }

  private Map<Integer, String> readNames() {
    Map<Integer, String> found = new HashMap<>();
    try {
      module
          .customSections(NameSection.NAME)
          .findFirst()
          .map(section -> NameSection.read(section.customData()).parts())
          .orElse(List.of())
          .forEach(
              part -> {
                if (part instanceof NameSection.Part.Names(var kind, var all)
                    && kind == NameSection.Kind.FUNCTION) {
                  all.forEach(naming -> found.put(naming.index(), sanitized(naming.name())));
                }
              });
    } catch (DiagnosticException _) {
      // Nothing in a custom section may keep a module from running.
      found.clear();
    }
    return found;
  }

  /** A name without what the JVM does not allow in those of methods. */
  private static String sanitized(String name) {
    StringBuilder out = new StringBuilder();
    name.codePoints()
        .limit(MAX_NAME)
        .forEach(c -> out.appendCodePoint(c < 33 || c > 126 || ".;[/<>".indexOf(c) >= 0 ? '_' : c));
    return out.toString();
  }
}
