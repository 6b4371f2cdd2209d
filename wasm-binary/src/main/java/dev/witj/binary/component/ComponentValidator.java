package dev.witj.binary.component;

import dev.witj.binary.BinaryCode;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.Feature;
import dev.witj.binary.Features;
import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.CoreValidator;
import dev.witj.binary.core.ExternType;
import dev.witj.binary.core.Import;
import dev.witj.binary.core.ValidatedModule;
import dev.witj.binary.internal.component.Aliases;
import dev.witj.binary.internal.component.CanonValidator;
import dev.witj.binary.internal.component.NamedExterns;
import dev.witj.binary.internal.component.Scope;
import dev.witj.binary.internal.component.Substitution;
import dev.witj.binary.internal.component.TypeValidator;
import dev.witj.binary.internal.component.ValidationContext;
import dev.witj.binary.internal.component.Visibility;
import dev.witj.diagnostics.DiagnosticException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Validates components: goes through the elements in file order, keeps the index spaces, and checks
 * each element against what stands before it.
 *
 * <p>The rules are those of Explainer.md and Binary.md. Types are resolved on the way: see {@link
 * Scope} for what becomes of resources, {@link NamedExterns} for names, {@link Visibility} for what
 * may be exported, {@link CanonValidator} for canonical definitions, and {@link Subtyping} for what
 * fits what.
 */
public final class ComponentValidator {
  private final ComponentModel component;
  private final ValidationContext context;
  private final Scope scope;
  private final TypeValidator types;
  private final CanonValidator canons;
  private final List<ComponentElement> elements = new ArrayList<>();
  private final List<ValidatedComponent> nested = new ArrayList<>();
  private final List<ValidatedModule> modules = new ArrayList<>();

  private ComponentValidator(
      ComponentModel component, Optional<Scope> outer, ValidationContext context) {
    this.component = component;
    this.context = context;
    this.scope = new Scope(Scope.Kind.COMPONENT, outer, context);
    this.types = new TypeValidator(scope);
    this.canons = new CanonValidator(scope);
  }

  /**
   * Validates a component and all that is in it.
   *
   * @throws dev.witj.diagnostics.DiagnosticException with the first error, if it is not valid
   */
  public static ValidatedComponent validate(ComponentModel component, Features features) {
    return validate(component, new ValidationContext(component.bytes(), features, true));
  }

  /**
   * Reads and validates a component and all that is in it but for the bodies of core functions:
   * those were found valid before, and what everything is and of what type is still to be known.
   *
   * @throws dev.witj.diagnostics.DiagnosticException with the first error outside of function
   *     bodies
   */
  public static ValidatedComponent validateTypes(ByteSlice bytes, Features features) {
    return validate(ComponentModel.read(bytes), new ValidationContext(bytes, features, false));
  }

  private static ValidatedComponent validate(ComponentModel component, ValidationContext context) {
    context.at(component.bytes().start());
    context.require(Feature.COMPONENT_MODEL, "a component");
    return new ComponentValidator(component, Optional.empty(), context).run();
  }

  /**
   * Reads and validates a component and all that is in it.
   *
   * @throws dev.witj.diagnostics.DiagnosticException with the first error, if it is not valid
   */
  public static ValidatedComponent validate(ByteSlice bytes, Features features) {
    return validate(ComponentModel.read(bytes), features);
  }

  private ValidatedComponent run() {
    for (Section section : component.sections()) {
      for (Located located : section.elements()) {
        context.at(located.range().start());
        elements.add(located.element());
        check(located.element());
      }
    }
    context.at(component.bytes().end());
    return new ValidatedComponent(
        component,
        elements,
        scope.toComponentType(),
        context.coreTypes(),
        nested,
        modules,
        scope.ownResources(),
        scope.spaces());
  }

  private void check(ComponentElement element) {
    switch (element) {
      case ComponentElement.Custom _ -> {}
      case ComponentElement.CoreModule(var bytes) -> coreModule(bytes);
      case ComponentElement.CoreInstance.Instantiate(int module, var arguments) ->
          scope.addCoreInstance(instantiate(scope.coreModule(module), arguments));
      case ComponentElement.CoreInstance.Exports(var exports) ->
          scope.addCoreInstance(coreInstance(exports));
      case ComponentElement.CoreTypeDef(var definition) -> types.define(definition);
      case ComponentElement.NestedComponent inner -> {
        ValidatedComponent valid = nestedComponent(inner.component());
        nested.add(valid);
        scope.addComponent(types.limited(valid.type()));
      }
      case ComponentElement.Instance.Instantiate(int of, var arguments) ->
          scope.addInstance(instantiate(scope.component(of), arguments));
      case ComponentElement.Instance.Exports(var exports) -> scope.addInstance(instance(exports));
      case ComponentElement.Alias alias -> Aliases.define(alias, scope);
      case ComponentElement.TypeDef(var definition) -> types.define(definition);
      case ComponentElement.CanonDef(var canon) -> canons.define(canon);
      case ComponentElement.Start start -> start(start);
      case ComponentElement.Import(var name, var type) ->
          scope.addImport(name, types.resolve(type, name.name()));
      case ComponentElement.Export export -> export(export);
      case ComponentElement.Value _ ->
          throw context.fail(BinaryCode.FEATURE_DISABLED, "value definitions are not supported");
    }
  }

  /** What stands at an index; a value is used up by this. */
  private EntityType item(SortIndex item) {
    int index = item.index();
    return switch (item.sort()) {
      case CORE_MODULE -> new EntityType.CoreModule(scope.coreModule(index));
      case FUNC -> new EntityType.Func(scope.func(index));
      case VALUE -> {
        context.require(Feature.CM_VALUES, "`value`");
        yield new EntityType.Value(scope.useValue(index));
      }
      case TYPE -> new EntityType.Type(scope.type(index));
      case COMPONENT -> new EntityType.Component(scope.component(index));
      case INSTANCE -> new EntityType.Instance(scope.instance(index));
      case CORE_FUNC, CORE_TABLE, CORE_MEMORY, CORE_GLOBAL, CORE_TAG, CORE_TYPE, CORE_INSTANCE ->
          throw context.invalid("a " + item.sort() + " cannot be passed between components");
    };
  }

  private ValidatedComponent nestedComponent(ComponentModel inner) {
    try {
      return new ComponentValidator(inner, Optional.of(scope), context).run();
    } catch (DiagnosticException e) {
      throw inside("component", scope.components.size(), Optional.empty(), e);
    }
  }

  /** A failure in something nested: in what of this component it is. */
  private static DiagnosticException inside(
      String what, int index, Optional<String> name, DiagnosticException failure) {
    String label = name.map(text -> " `" + text + "`").orElse("");
    return new DiagnosticException(
        failure.diagnostics().stream()
            .map(diagnostic -> diagnostic.note("in " + what + " " + index + label))
            .toList());
  }

  // Core modules and instances.

  private void coreModule(ByteSlice bytes) {
    CoreModule read = CoreModule.read(bytes);
    ValidatedModule module;
    try {
      module =
          context.withBodies()
              ? CoreValidator.validate(read, context.features(), context.coreTypes())
              : CoreValidator.validateTypes(read, context.features(), context.coreTypes());
    } catch (DiagnosticException e) {
      throw inside("core module", scope.coreModules.size(), read.name(), e);
    }
    Set<List<String>> seen = new HashSet<>();
    for (Import item : module.imports()) {
      TypeValidator.checkImport(item, seen, context);
    }
    modules.add(module);
    scope.addCoreModule(new ModuleType(context.coreTypes(), module.imports(), module.exports()));
  }

  private CoreInstanceType instantiate(
      ModuleType module, List<ComponentElement.CoreInstance.CoreArgument> arguments) {
    Map<String, CoreInstanceType> given = new HashMap<>();
    for (ComponentElement.CoreInstance.CoreArgument argument : arguments) {
      if (given.put(argument.name(), scope.coreInstance(argument.instance())) != null) {
        throw context.fail(
            BinaryCode.DUPLICATE_NAME,
            "duplicate module instantiation argument named `" + argument.name() + "`");
      }
    }
    context.spend(module.imports().size());
    for (Import item : module.imports()) {
      CoreInstanceType instance = given.get(item.module());
      if (instance == null) {
        throw context.invalid(
            "missing module instantiation argument named `" + item.module() + "`");
      }
      ExternType export = instance.exports().get(item.name());
      if (export == null) {
        throw context.invalid(
            "module instantiation argument `"
                + item.module()
                + "` does not export an item named `"
                + item.name()
                + "`");
      }
      Optional<String> mismatch = context.coreTypes().mismatch(export, item.type());
      if (mismatch.isPresent()) {
        throw context.fail(
            BinaryCode.TYPE_MISMATCH,
            "type mismatch for export `"
                + item.name()
                + "` of module instantiation argument `"
                + item.module()
                + "`: "
                + mismatch.get());
      }
    }
    return module.instance();
  }

  private CoreInstanceType coreInstance(List<ComponentElement.CoreInstance.CoreExport> exports) {
    Map<String, ExternType> types = new LinkedHashMap<>();
    for (ComponentElement.CoreInstance.CoreExport export : exports) {
      if (types.put(export.name(), coreItem(export.item())) != null) {
        throw context.fail(
            BinaryCode.DUPLICATE_NAME, "export name `" + export.name() + "` already defined");
      }
    }
    return new CoreInstanceType(types);
  }

  private ExternType coreItem(SortIndex item) {
    int index = item.index();
    return switch (item.sort()) {
      case CORE_FUNC -> new ExternType.Func(scope.coreFuncId(index));
      case CORE_TABLE -> scope.coreTable(index);
      case CORE_MEMORY -> scope.coreMemory(index);
      case CORE_GLOBAL -> scope.coreGlobal(index);
      case CORE_TAG -> scope.coreTag(index);
      case CORE_TYPE, CORE_MODULE, CORE_INSTANCE, FUNC, VALUE, TYPE, COMPONENT, INSTANCE ->
          throw context.invalid("a " + item.sort() + " cannot be exported by a core instance");
    };
  }

  // Instances.

  private InstanceType instantiate(
      ComponentType of, List<ComponentElement.Instance.Argument> arguments) {
    LinkedHashMap<String, Extern> given = new LinkedHashMap<>();
    for (ComponentElement.Instance.Argument argument : arguments) {
      String name = argument.name();
      if (given.put(name, new Extern(ExternName.of(name), item(argument.item()))) != null) {
        throw context.fail(
            BinaryCode.DUPLICATE_NAME,
            "instantiation argument `"
                + name
                + "` conflicts with previous argument `"
                + name
                + "`");
      }
    }
    return instantiate(of, new Externs(given));
  }

  /**
   * Imported resources become those that are given, and each resource of the component's own
   * becomes a new one, which belongs to the component that instantiates.
   */
  private InstanceType instantiate(ComponentType of, Externs given) {
    Subtyping subtyping = new Subtyping(false);
    subtyping.bindAll(of.importedResources(), given);
    for (Extern wanted : of.imports().all()) {
      String name = wanted.name().name();
      EntityType argument =
          given.get(name).orElseThrow(() -> context.invalid("missing import named `" + name + "`"));
      context.spend(TypeFacts.of(wanted.type()).size());
      subtyping
          .difference(argument, wanted.type())
          .ifPresent(
              difference -> {
                throw context.mismatch("type mismatch for import `" + name + "`", difference);
              });
    }
    Map<ResourceId, ResourceId> resources = new LinkedHashMap<>(subtyping.bindings());
    context.copy(of.exportedResources().size());
    for (ResourcePath path : of.exportedResources()) {
      ResourceId fresh = new ResourceId();
      resources.put(path.resource(), fresh);
      scope.inherit(fresh);
    }
    Map<AnyType, AnyType> renames = new LinkedHashMap<>();
    Subtyping.renames(given, of.imports(), renames);
    Substitution substitution = new Substitution(resources, renames, context);
    return new InstanceType(
        substitution.apply(of.exports()), List.of(), substitution.apply(of.named()));
  }

  private InstanceType instance(List<ComponentElement.Instance.InlineExport> exports) {
    NamedExterns named = NamedExterns.ofInstance(context);
    Map<ResourceId, List<String>> resources = new LinkedHashMap<>();
    for (ComponentElement.Instance.InlineExport export : exports) {
      EntityType type = item(export.item());
      String name = export.name().name();
      switch (type) {
        case EntityType.Type(ResourceName resource) -> resources.put(resource.id(), List.of(name));
        case EntityType.Instance(var instance) -> {
          context.spend(instance.named().size());
          instance.named().forEach((id, path) -> resources.put(id, ResourcePath.below(name, path)));
        }
        case EntityType _ -> {}
      }
      named.add(export.name(), type);
    }
    return types.limited(new InstanceType(named.toExterns(), List.of(), resources));
  }

  // Start and exports.

  private void start(ComponentElement.Start start) {
    context.require(Feature.CM_VALUES, "a start function");
    Signature<ValueType> signature = scope.func(start.func()).signature();
    if (signature.params().size() != start.arguments().size()) {
      throw context.invalid(
          "component start function requires "
              + signature.params().size()
              + " arguments but was given "
              + start.arguments().size());
    }
    int results = signature.result().isPresent() ? 1 : 0;
    if (results != start.results()) {
      throw context.invalid(
          "component start function has a result count of "
              + results
              + " but the function type has a result count of "
              + start.results());
    }
    for (int i = 0; i < start.arguments().size(); i++) {
      ValueType given = scope.useValue(start.arguments().get(i));
      ValueType wanted = signature.params().get(i).type();
      int number = i;
      new Subtyping(false)
          .difference(new EntityType.Value(given), new EntityType.Value(wanted))
          .ifPresent(
              difference -> {
                throw context.mismatch(
                    "value type mismatch for component start function argument " + number,
                    difference);
              });
    }
    signature.result().ifPresent(result -> scope.addValue(result, false));
  }

  private void export(ComponentElement.Export export) {
    String name = export.name().name();
    EntityType actual = item(export.item());
    if (actual instanceof EntityType.Type(var type)) {
      actual = new EntityType.Type(TypeValidator.named(type, name));
    }
    if (actual instanceof EntityType.Value(var value) && TypeFacts.of(value).borrows()) {
      throw context.invalid("a value cannot contain a `borrow` type");
    }
    scope.addExport(
        export.name(),
        export.type().isPresent() ? ascribe(actual, export.type().get(), name) : actual);
  }

  private EntityType ascribe(EntityType actual, ExternDesc desc, String name) {
    EntityType ascribed = types.resolve(desc, name);
    context.spend(TypeFacts.of(ascribed).size());
    new Subtyping(false)
        .difference(actual, ascribed)
        .ifPresent(
            difference -> {
              throw context.mismatch(
                  "ascribed type of export is not compatible with item's type", difference);
            });
    if (ascribed instanceof EntityType.Instance(var instance) && !instance.resources().isEmpty()) {
      throw context.fail(
          BinaryCode.TYPE_MISMATCH,
          "ascribed type of export is not compatible with item's type: "
              + Difference.OTHER_RESOURCE);
    }
    return ascribed;
  }
}
