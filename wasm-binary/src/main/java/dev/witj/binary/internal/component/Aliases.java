package dev.witj.binary.internal.component;

import dev.witj.binary.BinaryCode;
import dev.witj.binary.component.AnyType;
import dev.witj.binary.component.ComponentElement;
import dev.witj.binary.component.EntityType;
import dev.witj.binary.component.Sort;
import dev.witj.binary.core.ExternType;
import dev.witj.binary.core.GlobalType;
import dev.witj.binary.core.MemoryType;
import dev.witj.binary.core.TableType;
import dev.witj.binary.core.TagType;
import java.util.Map;

/** Resolves aliases and adds what they stand for to a scope. */
public final class Aliases {
  private Aliases() {}

  public static void define(ComponentElement.Alias alias, Scope scope) {
    if (scope.kind() != Scope.Kind.COMPONENT && !mayStandInType(alias)) {
      throw scope
          .context()
          .invalid(
              "an alias in a component or instance type may only refer to types or instances, not"
                  + " to a "
                  + alias.sort());
    }
    switch (alias) {
      case ComponentElement.Alias.InstanceExport(var sort, int instance, var name) ->
          instanceExport(sort, instance, name, scope);
      case ComponentElement.Alias.CoreInstanceExport(var sort, int instance, var name) ->
          coreExport(sort, instance, name, scope);
      case ComponentElement.Alias.Outer(var sort, int count, int index) ->
          outer(sort, count, index, scope);
    }
  }

  /** A type says what there is; nothing in it can give anything else than types. */
  private static boolean mayStandInType(ComponentElement.Alias alias) {
    return switch (alias) {
      case ComponentElement.Alias.InstanceExport(var sort, _, _) ->
          sort == Sort.TYPE || sort == Sort.INSTANCE;
      case ComponentElement.Alias.CoreInstanceExport _ -> false;
      case ComponentElement.Alias.Outer(var sort, _, _) ->
          sort == Sort.TYPE || sort == Sort.CORE_TYPE;
    };
  }

  private static void instanceExport(Sort sort, int instance, String name, Scope scope) {
    ValidationContext context = scope.context();
    EntityType entity =
        scope
            .instance(instance)
            .exports()
            .get(name)
            .orElseThrow(
                () ->
                    context.missing(
                        "instance " + instance + " has no export named `" + name + "`",
                        name,
                        scope.instance(instance).exports().byName().keySet()));
    if (entity.sort() != sort) {
      throw context.fail(
          BinaryCode.TYPE_MISMATCH,
          "export `"
              + name
              + "` for instance "
              + instance
              + " is not a "
              + (sort == Sort.CORE_MODULE ? "module" : sort.toString()));
    }
    scope.add(entity);
  }

  private static void coreExport(Sort sort, int instance, String name, Scope scope) {
    ValidationContext context = scope.context();
    Map<String, ExternType> exports = scope.coreInstance(instance).exports();
    ExternType type = exports.get(name);
    if (type == null) {
      throw context.missing(
          "core instance " + instance + " has no export named `" + name + "`",
          name,
          exports.keySet());
    }
    if (Sort.of(type.kind()) != sort) {
      throw context.fail(
          BinaryCode.TYPE_MISMATCH,
          "export `"
              + name
              + "` for core instance "
              + instance
              + " is not a "
              + sort.toString().substring("core ".length()));
    }
    addCore(type, scope);
  }

  private static void addCore(ExternType type, Scope scope) {
    switch (type) {
      case ExternType.Func func -> scope.addCoreFunc(func.typeIndex());
      case TableType table -> scope.coreTables.add(table);
      case MemoryType memory -> scope.coreMemories.add(memory);
      case GlobalType global -> scope.coreGlobals.add(global);
      case TagType tag -> scope.coreTags.add(tag);
    }
  }

  private static void outer(Sort sort, int count, int index, Scope scope) {
    Scope from = scope.outer(count);
    switch (sort) {
      case TYPE -> {
        AnyType type = from.type(index);
        if (scope.leavesComponent(count) && !FreeResources.of(type, scope.context()).isEmpty()) {
          throw scope
              .context()
              .invalid(
                  "cannot alias outer type which transitively refers to resources not defined in"
                      + " the current component");
        }
        scope.addType(type);
      }
      case COMPONENT -> scope.addComponent(from.component(index));
      case CORE_MODULE -> scope.addCoreModule(from.coreModule(index));
      case CORE_TYPE -> scope.addCoreTypeFrom(from, index);
      case CORE_FUNC,
          CORE_TABLE,
          CORE_MEMORY,
          CORE_GLOBAL,
          CORE_TAG,
          CORE_INSTANCE,
          FUNC,
          VALUE,
          INSTANCE ->
          throw scope.context().invalid("a " + sort + " has no outer alias");
    }
  }
}
