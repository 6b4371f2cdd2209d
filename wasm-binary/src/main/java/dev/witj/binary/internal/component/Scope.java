package dev.witj.binary.internal.component;

import dev.witj.binary.BinaryCode;
import dev.witj.binary.Feature;
import dev.witj.binary.component.AnyType;
import dev.witj.binary.component.ComponentLimits;
import dev.witj.binary.component.ComponentType;
import dev.witj.binary.component.ComponentValType;
import dev.witj.binary.component.CoreInstanceType;
import dev.witj.binary.component.DefinedType;
import dev.witj.binary.component.EntityType;
import dev.witj.binary.component.ExternName;
import dev.witj.binary.component.Externs;
import dev.witj.binary.component.FunctionType;
import dev.witj.binary.component.IndexSpaces;
import dev.witj.binary.component.InstanceType;
import dev.witj.binary.component.ModuleType;
import dev.witj.binary.component.ResourceDefinition;
import dev.witj.binary.component.ResourceId;
import dev.witj.binary.component.ResourceName;
import dev.witj.binary.component.ResourcePath;
import dev.witj.binary.component.ValueType;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.GlobalType;
import dev.witj.binary.core.MemoryType;
import dev.witj.binary.core.RecGroup;
import dev.witj.binary.core.TableType;
import dev.witj.binary.core.TagType;
import dev.witj.binary.core.ValType;
import dev.witj.binary.internal.core.TypeSpace;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.types.PrimitiveType;
import dev.witj.types.TypeLimits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The index spaces of a component, a component type or an instance type while it is being checked,
 * and which resources and names belong to it.
 *
 * <p>Resources: a type import, or an instance import that shows resources, makes {@link
 * #importedResources}. A resource definition, the instantiation of a component with resources of
 * its own, and in a type the export of a resource make {@link #definedResources}. Whatever is
 * exported under a name is in {@link #namedResources}. When the scope ends, those defined ones that
 * the exports mention become the ones that each instance has anew.
 */
public final class Scope {
  /** What the index spaces belong to. */
  public enum Kind {
    COMPONENT,
    COMPONENT_TYPE,
    INSTANCE_TYPE
  }

  private final Kind kind;
  private final Optional<Scope> outer;
  private final int depth;
  private final ValidationContext context;

  private final TypeSpace coreTypeSpace;
  private final List<Optional<ModuleType>> coreTypes = new ArrayList<>();
  public final List<ModuleType> coreModules = new ArrayList<>();
  private final List<CoreInstanceType> coreInstances = new ArrayList<>();
  private final List<Integer> coreFuncs = new ArrayList<>();
  final List<TableType> coreTables = new ArrayList<>();
  final List<MemoryType> coreMemories = new ArrayList<>();
  final List<GlobalType> coreGlobals = new ArrayList<>();
  final List<TagType> coreTags = new ArrayList<>();
  private final List<FunctionType> funcs = new ArrayList<>();
  private final List<ValueType> values = new ArrayList<>();
  private final Set<Integer> unusedValues = new LinkedHashSet<>();
  private final List<AnyType> types = new ArrayList<>();
  public final List<ComponentType> components = new ArrayList<>();
  private final List<InstanceType> instances = new ArrayList<>();

  private final NamedExterns imports;
  private final NamedExterns exports;
  private Optional<ValType> contextType = Optional.empty();
  private final Map<ResourceId, List<String>> importedResources = new LinkedHashMap<>();
  private final Set<ResourceId> definedResources = new LinkedHashSet<>();
  private final Map<ResourceId, ResourceDefinition> ownResources = new LinkedHashMap<>();
  private final Map<ResourceId, List<String>> namedResources = new LinkedHashMap<>();
  private final Set<AnyType> importable = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<AnyType> exportable = Collections.newSetFromMap(new IdentityHashMap<>());

  public Scope(Kind kind, Optional<Scope> outer, ValidationContext context) {
    this.kind = kind;
    this.outer = outer;
    this.depth = outer.map(scope -> scope.depth + 1).orElse(0);
    this.context = context;
    this.coreTypeSpace = new TypeSpace(context.coreTypes(), context.features());
    this.imports = new NamedExterns("import", context);
    this.exports = new NamedExterns("export", context);
    if (depth > ComponentLimits.MAX_NESTING) {
      throw context.fail(BinaryCode.LIMIT_EXCEEDED, "components are nested too deeply");
    }
  }

  Kind kind() {
    return kind;
  }

  ValidationContext context() {
    return context;
  }

  public Map<ResourceId, ResourceDefinition> ownResources() {
    return ownResources;
  }

  /** Takes note of the type of the thread's storage, which is the same everywhere. */
  void useContext(ValType type) {
    if (contextType.isPresent() && !contextType.get().equals(type)) {
      throw context.invalid("type must match previous context type");
    }
    contextType = Optional.of(type);
  }

  /** All index spaces as they are now. */
  public IndexSpaces spaces() {
    return new IndexSpaces(
        new IndexSpaces.Core(
            coreModules, coreInstances, coreFuncs, coreTables, coreMemories, coreGlobals, coreTags),
        funcs,
        values,
        types,
        components,
        instances);
  }

  // Looking things up.

  private <T> T at(List<T> space, int index, String what) {
    if (Integer.compareUnsigned(index, space.size()) >= 0) {
      throw context.fail(
          BinaryCode.UNKNOWN_INDEX,
          "unknown "
              + what
              + " "
              + Integer.toUnsignedString(index)
              + ": "
              + what
              + " index out of bounds");
    }
    return space.get(index);
  }

  public ModuleType coreModule(int index) {
    return at(coreModules, index, "module");
  }

  public CoreInstanceType coreInstance(int index) {
    return at(coreInstances, index, "core instance");
  }

  /** The canonical id of the type of a core function. */
  public int coreFuncId(int index) {
    return at(coreFuncs, index, "core function");
  }

  FuncType coreFunc(int index) {
    return context.coreTypes().func(coreFuncId(index)).orElseThrow();
  }

  public TableType coreTable(int index) {
    return at(coreTables, index, "table");
  }

  public MemoryType coreMemory(int index) {
    return at(coreMemories, index, "memory");
  }

  public GlobalType coreGlobal(int index) {
    return at(coreGlobals, index, "global");
  }

  public TagType coreTag(int index) {
    return at(coreTags, index, "tag");
  }

  public FunctionType func(int index) {
    return at(funcs, index, "function");
  }

  public AnyType type(int index) {
    return at(types, index, "type");
  }

  public ComponentType component(int index) {
    return at(components, index, "component");
  }

  public InstanceType instance(int index) {
    return at(instances, index, "instance");
  }

  /** The type of a value, which is used up by this. */
  public ValueType useValue(int index) {
    ValueType type = at(values, index, "value");
    if (!unusedValues.remove(index)) {
      throw context.invalid("value " + index + " cannot be used more than once");
    }
    return type;
  }

  private <T extends AnyType> T type(int index, Class<T> wanted, String what) {
    AnyType type = type(index);
    if (!wanted.isInstance(type)) {
      throw context.fail(BinaryCode.TYPE_MISMATCH, "type index " + index + " is not " + what);
    }
    return wanted.cast(type);
  }

  DefinedType definedType(int index) {
    return type(index, DefinedType.class, "a defined type");
  }

  FunctionType functionType(int index) {
    return type(index, FunctionType.class, "a function type");
  }

  ComponentType componentType(int index) {
    return type(index, ComponentType.class, "a component type");
  }

  InstanceType instanceType(int index) {
    return type(index, InstanceType.class, "an instance type");
  }

  ResourceName resource(int index) {
    return type(index, ResourceName.class, "a resource type");
  }

  ValueType valueType(ComponentValType type) {
    return switch (type) {
      case ComponentValType.Primitive(var primitive) -> {
        if (primitive == PrimitiveType.ERROR_CONTEXT) {
          context.require(Feature.CM_ERROR_CONTEXT, "`error-context`");
        }
        yield ValueType.of(primitive);
      }
      case ComponentValType.Ref(int index) -> definedType(index);
    };
  }

  ModuleType moduleType(int index) {
    return at(coreTypes, index, "core type")
        .orElseThrow(
            () ->
                context.fail(
                    BinaryCode.TYPE_MISMATCH,
                    "core type index " + index + " is not a module type"));
  }

  /** The canonical id of a core function type. */
  int coreFuncType(int index) {
    if (at(coreTypes, index, "core type").isPresent()) {
      throw context.fail(
          BinaryCode.TYPE_MISMATCH, "core type index " + index + " is not a function type");
    }
    return coreTypeSpace.funcId(index, context.cursor(), context.offset());
  }

  /** The scope so many levels out. */
  Scope outer(int count) {
    Scope at = this;
    for (int i = count; i != 0; i--) {
      at =
          at.outer.orElseThrow(
              () ->
                  context.fail(
                      BinaryCode.UNKNOWN_INDEX,
                      "invalid outer alias count of " + Integer.toUnsignedString(count)));
    }
    return at;
  }

  /** Whether the way so many levels out leaves a component. */
  boolean leavesComponent(int count) {
    Scope at = this;
    for (int i = 0; i < count; i++) {
      if (at.kind == Kind.COMPONENT) {
        return true;
      }
      at = at.outer.orElseThrow();
    }
    return false;
  }

  // Adding definitions.

  private <T> void add(List<T> space, T entry, int most, String what) {
    space.add(entry);
    context.limit(space.size(), most, what);
  }

  private void limitTypes() {
    context.limit(types.size() + coreTypes.size(), ComponentLimits.MAX_TYPES, "types");
  }

  void addCoreGroup(RecGroup group) {
    CoreReferences.check(group, coreTypes, context);
    coreTypeSpace.add(group, context.cursor(), context.offset());
    group.types().forEach(_ -> coreTypes.add(Optional.empty()));
    limitTypes();
  }

  void addModuleType(ModuleType type) {
    // Module types take a place among the core types; nothing may refer to it as one.
    coreTypeSpace.addId(-1);
    coreTypes.add(Optional.of(type));
    limitTypes();
  }

  /** Gives a core type of another scope an index here. */
  void addCoreTypeFrom(Scope other, int index) {
    Optional<ModuleType> module = other.at(other.coreTypes, index, "core type");
    coreTypes.add(module);
    coreTypeSpace.addId(module.isPresent() ? -1 : other.coreTypeSpace.id(index));
    limitTypes();
  }

  /** The canonical id of a core type that is no module type. */
  int coreTypeId(int index) {
    if (at(coreTypes, index, "core type").isPresent()) {
      throw context.invalid("core type index " + index + " is a module type");
    }
    return coreTypeSpace.id(index);
  }

  public void addCoreModule(ModuleType module) {
    add(coreModules, module, ComponentLimits.MAX_DEFINITIONS, "modules");
  }

  public void addCoreInstance(CoreInstanceType instance) {
    add(coreInstances, instance, ComponentLimits.MAX_DEFINITIONS, "core instances");
  }

  void addCoreFunc(int typeId) {
    add(coreFuncs, typeId, ComponentLimits.MAX_FUNCTIONS, "functions");
  }

  void addType(AnyType type) {
    types.add(type);
    limitTypes();
  }

  void addFunc(FunctionType func) {
    add(funcs, func, ComponentLimits.MAX_FUNCTIONS, "functions");
  }

  public void addComponent(ComponentType component) {
    add(components, component, ComponentLimits.MAX_DEFINITIONS, "components");
  }

  public void addInstance(InstanceType instance) {
    add(instances, instance, ComponentLimits.MAX_DEFINITIONS, "instances");
  }

  public void addValue(ValueType value, boolean used) {
    if (!used) {
      unusedValues.add(values.size());
    }
    add(values, value, ComponentLimits.MAX_DEFINITIONS, "values");
  }

  /** Adds something that is neither imported nor exported by this. */
  void add(EntityType entity) {
    add(entity, false);
  }

  private void add(EntityType entity, boolean used) {
    switch (entity) {
      case EntityType.CoreModule(var module) -> addCoreModule(module);
      case EntityType.Func(var func) -> addFunc(func);
      case EntityType.Value(var value) -> addValue(value, used);
      case EntityType.Type(var type) -> addType(type);
      case EntityType.Component(var component) -> addComponent(component);
      case EntityType.Instance(var instance) -> addInstance(instance);
    }
  }

  // Resources.

  /** Takes in a resource that this component defines. */
  void define(ResourceDefinition definition) {
    definedResources.add(definition.type().id());
    ownResources.put(definition.type().id(), definition);
  }

  /** Takes over a resource of an instance that was made here. */
  public void inherit(ResourceId resource) {
    definedResources.add(resource);
  }

  /** New identities for the resources of a type, and where each is found. */
  private Map<ResourceId, ResourceId> freshen(List<ResourcePath> resources) {
    context.copy(resources.size());
    Map<ResourceId, ResourceId> fresh = new LinkedHashMap<>();
    resources.forEach(path -> fresh.put(path.resource(), new ResourceId()));
    return fresh;
  }

  /** An instance whose resources are settled to be new ones. */
  private InstanceType settle(InstanceType type, Map<ResourceId, ResourceId> fresh) {
    Substitution substitution = new Substitution(fresh, Map.of(), context);
    return new InstanceType(
        substitution.apply(type.exports()), List.of(), substitution.apply(type.named()));
  }

  /** Each import has resources of its own, whatever else is imported under the same type. */
  private EntityType introduceImport(String name, EntityType entity) {
    switch (entity) {
      case EntityType.Instance(var instance) when !instance.resources().isEmpty() -> {
        Map<ResourceId, ResourceId> fresh = freshen(instance.resources());
        for (ResourcePath path : instance.resources()) {
          importedResources.put(fresh.get(path.resource()), ResourcePath.below(name, path.names()));
        }
        return new EntityType.Instance(settle(instance, fresh));
      }
      case EntityType.Type(ResourceName resource) when resource.aliasOf().isEmpty() ->
          importedResources.put(resource.id(), List.of(name));
      case EntityType _ -> {}
    }
    return entity;
  }

  private EntityType introduceExport(String name, EntityType entity) {
    switch (entity) {
      case EntityType.Instance(var instance) -> {
        InstanceType settled = instance;
        if (!instance.resources().isEmpty()) {
          Map<ResourceId, ResourceId> fresh = freshen(instance.resources());
          definedResources.addAll(fresh.values());
          settled = settle(instance, fresh);
        }
        settled
            .named()
            .forEach(
                (id, path) -> {
                  // Each level that an instance is nested at makes longer paths of all.
                  context.copy(path.size());
                  namedResources.put(id, ResourcePath.below(name, path));
                });
        return new EntityType.Instance(settled);
      }
      case EntityType.Type(ResourceName resource) -> {
        if (resource.aliasOf().isEmpty()) {
          definedResources.add(resource.id());
        }
        namedResources.put(resource.id(), List.of(name));
      }
      case EntityType _ -> {}
    }
    return entity;
  }

  // Imports and exports. What an instance type mentions is checked where an instance of it is
  // imported or exported.

  public void addImport(ExternName name, EntityType type) {
    EntityType entity = introduceImport(name.name(), type);
    add(entity, false);
    if (kind != Kind.INSTANCE_TYPE && !registerImport(entity)) {
      throw unnamedTypes(entity, "import", name);
    }
    imports.add(name, entity);
    context.limit(imports.size(), ComponentLimits.MAX_IMPORTS, "imports");
    limitSize();
  }

  /** The failure that whoever uses an import or export could not say what its types are. */
  private DiagnosticException unnamedTypes(EntityType entity, String what, ExternName name) {
    return context
        .diagnostic(BinaryCode.INVALID, noun(entity) + " not valid to be used as " + what)
        .note(
            "the "
                + what
                + " `"
                + name.name()
                + "` mentions a type without a name that is visible"
                + " outside")
        .help(
            "import or export the records, variants, enums, flags and resources it mentions, and"
                + " refer to those")
        .toException();
  }

  public void addExport(ExternName name, EntityType type) {
    EntityType entity = introduceExport(name.name(), type);
    // An exported value counts as used: whoever instantiates uses it.
    add(entity, true);
    if (kind != Kind.INSTANCE_TYPE && !registerExport(entity)) {
      throw unnamedTypes(entity, "export", name);
    }
    exports.add(name, entity);
    context.limit(exports.size(), ComponentLimits.MAX_EXPORTS, "exports");
    limitSize();
  }

  private void limitSize() {
    if (imports.typeSize() + exports.typeSize() > TypeLimits.MAX_SIZE) {
      throw context.fail(
          BinaryCode.LIMIT_EXCEEDED,
          "effective type size exceeds the limit of " + TypeLimits.MAX_SIZE);
    }
  }

  static String noun(EntityType type) {
    return type instanceof EntityType.CoreModule ? "module" : type.sort().toString();
  }

  /** Makes imported types usable in imports and exports, if all they mention is itself imported. */
  private boolean registerImport(EntityType entity) {
    return switch (entity) {
      case EntityType.Type(InstanceType instance) -> registerImports(instance);
      case EntityType.Type(var type) -> {
        boolean named = Visibility.contents(type, importable, context);
        importable.add(type);
        exportable.add(type);
        yield named;
      }
      case EntityType.Instance(var instance) -> registerImports(instance);
      case EntityType.Func(var func) -> Visibility.contents(func, importable, context);
      case EntityType.Value(var value) -> Visibility.mention(value, importable, context);
      case EntityType.Component _, EntityType.CoreModule _ -> true;
    };
  }

  private boolean registerImports(InstanceType instance) {
    return instance.exports().all().stream().allMatch(extern -> registerImport(extern.type()));
  }

  private boolean registerExport(EntityType entity) {
    return switch (entity) {
      case EntityType.Type(InstanceType instance) -> registerExports(instance);
      case EntityType.Type(var type) -> {
        boolean named = Visibility.contents(type, exportable, context);
        exportable.add(type);
        yield named;
      }
      case EntityType.Instance(var instance) -> registerExports(instance);
      case EntityType.Func(var func) -> Visibility.contents(func, exportable, context);
      case EntityType.Value(var value) -> Visibility.mention(value, exportable, context);
      case EntityType.Component _, EntityType.CoreModule _ -> true;
    };
  }

  private boolean registerExports(InstanceType instance) {
    return instance.exports().all().stream().allMatch(extern -> registerExport(extern.type()));
  }

  // The end.

  /** The type of instances that this described. */
  InstanceType toInstanceType() {
    List<ResourcePath> resources = new ArrayList<>();
    // In a type, a resource comes into being by its export.
    definedResources.forEach(
        id -> resources.add(new ResourcePath(id, Objects.requireNonNull(namedResources.get(id)))));
    return new InstanceType(exports.toExterns(), resources, namedResources);
  }

  /** The type of the component that this is or described. */
  public ComponentType toComponentType() {
    if (kind == Kind.COMPONENT && !unusedValues.isEmpty()) {
      throw context.invalid(
          "value index "
              + unusedValues.iterator().next()
              + " was not used as part of an instantiation, start function, or export");
    }
    Externs needs = imports.toExterns();
    Externs gives = exports.toExterns();
    Set<ResourceId> inImports = FreeResources.of(needs, context);
    Set<ResourceId> inExports = FreeResources.of(gives, context);
    List<ResourcePath> exported = new ArrayList<>();
    for (ResourceId id : definedResources) {
      if (inImports.contains(id)) {
        throw context.invalid("local resource type found in imports");
      }
      if (inExports.contains(id)) {
        List<String> path = namedResources.get(id);
        if (path == null) {
          throw context.invalid("local resource type found in export but not exported itself");
        }
        exported.add(new ResourcePath(id, path));
      }
    }
    return new ComponentType(
        needs, gives, ResourcePath.all(importedResources), exported, namedResources);
  }
}
