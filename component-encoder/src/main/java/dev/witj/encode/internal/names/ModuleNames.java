package dev.witj.encode.internal.names;

import dev.witj.binary.component.Flattening.Convention;
import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.Suggestions;
import dev.witj.encode.EncodeCode;
import dev.witj.encode.internal.abi.Flat;
import dev.witj.encode.internal.module.CoreOutline;
import dev.witj.encode.internal.names.ModuleExport.Service;
import dev.witj.wit.Function;
import dev.witj.wit.TypeId;
import dev.witj.wit.WorldItem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** What the imports of a core module ask for and what its exports give. */
public final class ModuleNames {
  private final CoreOutline outline;
  private final SequencedMap<String, SequencedMap<String, CoreImport>> imports;
  private final SequencedMap<String, ModuleExport> exports;

  /** The names of exports by a {@link Key}, or by what is given where that says all. */
  private final Map<Object, String> index = new HashMap<>();

  /** What tells the functions of a world apart; nothing for an owner is the world itself. */
  private record Key(Class<?> role, Optional<String> owner, String function) {
    static Key of(Class<?> role, Owner owner, Function function) {
      return new Key(role, owner.name(), function.name());
    }
  }

  private ModuleNames(
      CoreOutline outline,
      SequencedMap<String, SequencedMap<String, CoreImport>> imports,
      SequencedMap<String, ModuleExport> exports) {
    this.outline = outline;
    this.imports = imports;
    this.exports = exports;
    exports.forEach((name, given) -> index.putIfAbsent(key(given), name));
  }

  private static Object key(ModuleExport given) {
    return switch (given) {
      case ModuleExport.Lifted(var owner, var function, _) ->
          Key.of(ModuleExport.Lifted.class, owner, function);
      case ModuleExport.Callback(var owner, var function) ->
          Key.of(ModuleExport.Callback.class, owner, function);
      case ModuleExport.PostReturn(var owner, var function) ->
          Key.of(ModuleExport.PostReturn.class, owner, function);
      case ModuleExport.Destructor _, Service _ -> given;
    };
  }

  /** The module. */
  public CoreOutline outline() {
    return outline;
  }

  /** What it needs: by the first part of the name, then by the second. */
  public SequencedMap<String, SequencedMap<String, CoreImport>> imports() {
    return imports;
  }

  /** What it gives, by name. */
  public SequencedMap<String, ModuleExport> exports() {
    return exports;
  }

  /**
   * Reads the names of a module against a world.
   *
   * @param wanted the exports of the world that the module has to give, by their names
   * @throws dev.witj.diagnostics.DiagnosticException if the world has nothing of a name, something
   *     has another type, or something is missing
   */
  public static ModuleNames read(
      CoreOutline outline,
      WorldIndex world,
      Flat flat,
      ImportReader.Context context,
      Set<String> wanted) {
    ImportReader imports = new ImportReader(world, flat, context);
    SequencedMap<String, SequencedMap<String, CoreImport>> needed = new LinkedHashMap<>();
    for (CoreOutline.Item item : outline.imports()) {
      needed
          .computeIfAbsent(item.module(), _ -> new LinkedHashMap<>())
          .put(item.name(), imports.read(item));
    }
    SequencedMap<String, ModuleExport> given =
        new ExportReader(world, flat, context, wanted).read(outline);
    ModuleNames names = new ModuleNames(outline, needed, given);
    names.checkComplete(world, flat, context, wanted);
    return names;
  }

  private void checkComplete(
      WorldIndex world, Flat flat, ImportReader.Context context, Set<String> wanted) {
    for (Map.Entry<String, WorldItem> entry : world.items(false).entrySet()) {
      if (!wanted.contains(entry.getKey())) {
        continue;
      }
      switch (entry.getValue()) {
        case WorldItem.OfFunction(var function) ->
            checkExported(Owner.WORLD, function, flat, context);
        case WorldItem.OfInterface mention -> {
          Owner owner = Owner.of(entry.getKey(), mention.id());
          world.functions(owner, false).forEach(f -> checkExported(owner, f, flat, context));
        }
        case WorldItem.OfType _ -> {}
      }
    }
  }

  private void checkExported(
      Owner owner, Function function, Flat flat, ImportReader.Context context) {
    Optional<Convention> convention = convention(owner, function);
    String name = owner.name().map(of -> of + "#").orElse("") + function.name();
    if (convention.isEmpty()) {
      Diagnostic problem =
          EncodeCode.MISSING_EXPORT
              .error(context.module(), name)
              .note(
                  "the export would be `%s`, of type %s"
                      .formatted(name, flat.type(function, Convention.LIFT)));
      List<String> others = new ArrayList<>();
      outline.exports().forEach((other, item) -> item.function().ifPresent(_ -> others.add(other)));
      throw Suggestions.closest(name, others)
          .map(near -> problem.help("it exports `" + near + "`; is that what is meant?"))
          .orElse(problem)
          .toException();
    }
    if (convention.get() == Convention.LIFT_WITH_CALLBACK && callback(owner, function).isEmpty()) {
      throw EncodeCode.MISSING_CALLBACK
          .error(context.module(), name)
          .note("the export would be `[callback][async-lift]%s`".formatted(name))
          .toException();
    }
  }

  /** How a function of the world is exported, if it is. */
  public Optional<Convention> convention(Owner owner, Function function) {
    return lifted(owner, function)
        .flatMap(name -> Optional.ofNullable(exports.get(name)))
        .filter(ModuleExport.Lifted.class::isInstance)
        .map(given -> ((ModuleExport.Lifted) given).convention());
  }

  /** The export that is a function of the world. */
  public Optional<String> lifted(Owner owner, Function function) {
    return find(Key.of(ModuleExport.Lifted.class, owner, function));
  }

  /** The export that is called on events of a function. */
  public Optional<String> callback(Owner owner, Function function) {
    return find(Key.of(ModuleExport.Callback.class, owner, function));
  }

  /** The export that is called when the result of a function has been read. */
  public Optional<String> postReturn(Owner owner, Function function) {
    return find(Key.of(ModuleExport.PostReturn.class, owner, function));
  }

  private Optional<String> find(Object key) {
    return Optional.ofNullable(index.get(key));
  }

  /** The export that is called when a resource is dropped. */
  public Optional<String> destructor(TypeId resource) {
    return find(new ModuleExport.Destructor(resource));
  }

  /** The export that serves the module as a whole. */
  public Optional<String> service(Service service) {
    return find(service);
  }

  /** What allocates for results of imports. */
  public Optional<String> importRealloc() {
    return service(Service.IMPORT_REALLOC).or(() -> service(Service.REALLOC));
  }

  /** What allocates for parameters of exports. */
  public Optional<String> exportRealloc() {
    return service(Service.EXPORT_REALLOC).or(() -> service(Service.REALLOC));
  }

  /** What allocates for adapters. */
  public Optional<String> adapterRealloc() {
    return service(Service.ADAPTER_REALLOC).or(() -> service(Service.REALLOC));
  }
}
