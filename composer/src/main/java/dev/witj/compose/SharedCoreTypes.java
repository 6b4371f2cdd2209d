package dev.witj.compose;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.Features;
import dev.witj.binary.component.CoreTypeDefinition;
import dev.witj.binary.component.CoreTypeDefinition.ModuleDeclaration;
import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.CoreTypes;
import dev.witj.binary.core.CoreValidator;
import dev.witj.binary.core.ExternType;
import dev.witj.binary.core.Import;
import dev.witj.binary.core.RecGroup;
import dev.witj.binary.core.ValidatedModule;
import dev.witj.binary.internal.core.CoreTypeEncoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The types of core modules, and the core types that they are made of: these are written once for
 * all modules, and the types of the modules refer to them.
 */
final class SharedCoreTypes {
  private final CoreTypes types = CoreTypes.create();

  private final List<RecGroup> groups = new ArrayList<>();

  /** Gives the indices in the component. */
  private final CoreTypeEncoder encoder = new CoreTypeEncoder(types, groups::add);

  /** The core types, in the order of their indices from 0 on. */
  List<RecGroup> groups() {
    return groups;
  }

  /** How many core types there are. */
  int count() {
    return groups.stream().mapToInt(group -> group.types().size()).sum();
  }

  /** The type of a module, which must be valid. */
  CoreTypeDefinition.Module of(ByteSlice binary) {
    ValidatedModule module = CoreValidator.validate(CoreModule.read(binary), Features.ALL, types);
    Declarations out = new Declarations();
    for (Import item : module.imports()) {
      ExternType type = CoreTypes.canonical(item.type(), out::local);
      out.all.add(new ModuleDeclaration.Needs(new Import(item.module(), item.name(), type)));
    }
    module
        .exports()
        .forEach(
            (name, type) ->
                out.all.add(
                    new ModuleDeclaration.Gives(name, CoreTypes.canonical(type, out::local))));
    return new CoreTypeDefinition.Module(out.all);
  }

  /** The declarations of one module's type. */
  private final class Declarations {
    private final List<ModuleDeclaration> all = new ArrayList<>();
    private final Map<Integer, Integer> locals = new HashMap<>();

    /** The index in the module's type of a core type, which comes from around it. */
    int local(int id) {
      @Nullable Integer known = locals.get(id);
      if (known != null) {
        return known;
      }
      all.add(new ModuleDeclaration.OuterType(1, encoder.index(id)));
      int index = locals.size();
      locals.put(id, index);
      return index;
    }
  }
}
