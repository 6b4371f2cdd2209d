package dev.witj.encode.internal.names;

import dev.witj.binary.component.Flattening.Convention;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.NumType;
import dev.witj.binary.core.ValType;
import dev.witj.encode.internal.abi.Flat;
import dev.witj.encode.internal.module.CoreOutline;
import dev.witj.encode.internal.names.ModuleExport.Service;
import dev.witj.wit.Function;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** Finds out what each export of a core module gives. */
public final class ExportReader {
  private static final NumType I32 = NumType.I32;
  private static final String POST = "cabi_post_";
  private static final String CALLBACK = "[callback]";
  private static final String ASYNC_LIFT = "[async-lift]";
  private static final String STACKFUL = "[async-lift-stackful]";
  private static final String DESTRUCTOR = "[dtor]";

  private final WorldIndex world;
  private final Flat flat;
  private final ImportReader.Context context;
  private final Set<String> wanted;
  private final NameProblems problems;

  /**
   * For modules in a world.
   *
   * @param wanted the exports of the world that the module has to give, by their names
   */
  public ExportReader(
      WorldIndex world, Flat flat, ImportReader.Context context, Set<String> wanted) {
    this.world = world;
    this.flat = flat;
    this.context = context;
    this.wanted = wanted;
    this.problems = new NameProblems(world, context);
  }

  /**
   * What the exports of a module give, by their names; those that mean nothing are left out.
   *
   * @throws dev.witj.diagnostics.DiagnosticException if one has another type than what it gives
   */
  public SequencedMap<String, ModuleExport> read(CoreOutline module) {
    SequencedMap<String, ModuleExport> found = new LinkedHashMap<>();
    module
        .exports()
        .forEach(
            (name, item) ->
                find(name, item)
                    .ifPresent(
                        given -> {
                          check(name, given, item);
                          checkOnce(name, given, found);
                          found.put(name, given);
                        }));
    return Collections.unmodifiableSequencedMap(found);
  }

  /** Some things serve the whole module, so that there can be only one. */
  private void checkOnce(
      String name, ModuleExport given, SequencedMap<String, ModuleExport> found) {
    if (given instanceof Service) {
      found.forEach(
          (other, before) -> {
            if (before.equals(given)) {
              throw problems.ambiguous(other, name);
            }
          });
    }
  }

  private Optional<ModuleExport> find(String name, CoreOutline.Item item) {
    return switch (item.type()) {
      case MEMORY ->
          name.equals("memory") || name.equals(StandardNames.PREFIX + "_memory")
              ? Optional.of(Service.MEMORY)
              : Optional.empty();
      case TABLE ->
          name.equals("__indirect_function_table") ? Optional.of(Service.TABLE) : Optional.empty();
      case FUNC -> service(name).or(() -> function(name));
      case GLOBAL, TAG -> Optional.empty();
    };
  }

  private Optional<ModuleExport> service(String name) {
    return switch (name) {
      case "cabi_realloc", "cm32p2_realloc", "canonical_abi_realloc" ->
          Optional.of(Service.REALLOC);
      case "cabi_import_realloc" -> Optional.of(Service.IMPORT_REALLOC);
      case "cabi_export_realloc" -> Optional.of(Service.EXPORT_REALLOC);
      case "cabi_realloc_adapter" -> Optional.of(Service.ADAPTER_REALLOC);
      case "_initialize", "cm32p2_initialize" -> Optional.of(Service.INITIALIZE);
      case "__wasm_task_hook" -> Optional.of(Service.TASK_HOOK);
      default -> Optional.empty();
    };
  }

  private Optional<ModuleExport> function(String name) {
    if (name.startsWith(StandardNames.PREFIX + "|")) {
      return standard(name.substring(StandardNames.PREFIX.length() + 1))
          .or(
              () -> {
                throw problems.unknownExport(name);
              });
    }
    Optional<ModuleExport> found = legacy(name);
    if (found.isPresent() && !context.legacy()) {
      throw problems.legacyName("export", name);
    }
    return found;
  }

  // Names with a prefix.

  private Optional<ModuleExport> standard(String name) {
    int bar = name.indexOf('|');
    if (bar < 0) {
      return Optional.empty();
    }
    String of = name.substring(0, bar);
    String rest = name.substring(bar + 1);
    Optional<Owner> owner = of.isEmpty() ? Optional.of(Owner.WORLD) : exporter(of);
    return owner.flatMap(
        exporter ->
            exported(exporter, rest)
                .<ModuleExport>map(f -> new ModuleExport.Lifted(exporter, f, Convention.LIFT))
                .or(
                    () ->
                        StandardNames.withoutSuffix(rest, "_post")
                            .flatMap(function -> exported(exporter, function))
                            .map(f -> new ModuleExport.PostReturn(exporter, f)))
                .or(
                    () ->
                        StandardNames.withoutSuffix(rest, "_dtor")
                            .flatMap(resource -> world.resource(exporter, resource))
                            .map(ModuleExport.Destructor::new)));
  }

  // Names without.

  private Optional<ModuleExport> legacy(String name) {
    if (name.startsWith(POST)) {
      return lifted(name.substring(POST.length()), Convention.LIFT)
          .map(of -> new ModuleExport.PostReturn(of.owner(), of.function()));
    }
    if (name.startsWith(CALLBACK + ASYNC_LIFT)) {
      String of = name.substring(CALLBACK.length() + ASYNC_LIFT.length());
      return lifted(of, Convention.LIFT_WITH_CALLBACK)
          .map(lifted -> new ModuleExport.Callback(lifted.owner(), lifted.function()));
    }
    if (name.startsWith(ASYNC_LIFT)) {
      return lifted(name.substring(ASYNC_LIFT.length()), Convention.LIFT_WITH_CALLBACK)
          .map(ModuleExport.class::cast);
    }
    if (name.startsWith(STACKFUL)) {
      return lifted(name.substring(STACKFUL.length()), Convention.LIFT_STACKFUL)
          .map(ModuleExport.class::cast);
    }
    int hash = name.indexOf('#');
    if (hash >= 0 && name.startsWith(DESTRUCTOR, hash + 1)) {
      return exporter(name.substring(0, hash))
          .flatMap(owner -> world.resource(owner, name.substring(hash + 1 + DESTRUCTOR.length())))
          .map(ModuleExport.Destructor::new);
    }
    return lifted(name, Convention.LIFT).map(ModuleExport.class::cast);
  }

  private Optional<ModuleExport.Lifted> lifted(String name, Convention convention) {
    int hash = name.indexOf('#');
    Optional<Owner> owner = hash < 0 ? Optional.of(Owner.WORLD) : exporter(name.substring(0, hash));
    return owner.flatMap(
        of ->
            exported(of, name.substring(hash + 1))
                .map(function -> new ModuleExport.Lifted(of, function, convention)));
  }

  private Optional<Owner> exporter(String name) {
    return world.find(name, false).filter(owner -> wanted.contains(owner.name().orElseThrow()));
  }

  private Optional<Function> exported(Owner owner, String name) {
    return world
        .function(owner, name, false)
        .filter(_ -> owner.id().isPresent() || wanted.contains(name));
  }

  // Types.

  private void check(String name, ModuleExport given, CoreOutline.Item item) {
    expected(given)
        .ifPresent(
            expected -> {
              if (!item.function().equals(Optional.of(expected))) {
                throw problems.wrongType(
                    "export", "", name, expected, item.function().orElseThrow());
              }
            });
  }

  private Optional<FuncType> expected(ModuleExport given) {
    NumType pointer = flat.pointer();
    return switch (given) {
      case ModuleExport.Lifted(_, var function, var convention) ->
          Optional.of(flat.type(function, convention));
      case ModuleExport.Callback _ -> Optional.of(of(List.of(I32, I32, I32), I32));
      case ModuleExport.PostReturn(_, var function) ->
          Optional.of(new FuncType(flat.type(function, Convention.LIFT).results(), List.of()));
      case ModuleExport.Destructor _ -> Optional.of(of(List.of(I32)));
      case Service service ->
          switch (service) {
            case MEMORY, TABLE -> Optional.empty();
            case REALLOC, IMPORT_REALLOC, EXPORT_REALLOC, ADAPTER_REALLOC ->
                Optional.of(of(List.of(pointer, pointer, pointer, pointer), pointer));
            case INITIALIZE -> Optional.of(of(List.of()));
            case TASK_HOOK -> Optional.of(of(List.of(I32)));
          };
    };
  }

  private static FuncType of(List<ValType> params, ValType... results) {
    return new FuncType(params, List.of(results));
  }
}
