package dev.witj.engine.internal.load;

import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.CoreTypes;
import dev.witj.binary.core.ExternType;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.RecGroup;
import dev.witj.binary.core.SubType;
import dev.witj.engine.internal.gc.RuntimeType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The canonical types of an engine. Thread-safe. */
public final class TypeRegistry {
  private final CoreTypes canonical = CoreTypes.create();
  private final List<RuntimeType> types = new ArrayList<>();

  /** Those that are made so far, for whoever asks without waiting for others. */
  private volatile RuntimeType[] made = {};

  /** Without types. */
  public TypeRegistry() {}

  /** The types of a module, by index. */
  public synchronized RuntimeType[] add(CoreModule module) {
    List<RuntimeType> found = new ArrayList<>();
    for (RecGroup group : module.typeGroups()) {
      int first = canonical.add(group, found.size(), index -> found.get(index).id());
      for (int i = 0; i < group.types().size(); i++) {
        found.add(get(first + i));
      }
    }
    return found.toArray(RuntimeType[]::new);
  }

  /** A function type that stands alone, and speaks of others by canonical ids. */
  public synchronized RuntimeType add(FuncType type) {
    return get(canonical.add(type));
  }

  /** The type of a canonical id. */
  public RuntimeType type(int id) {
    RuntimeType[] known = made;
    return id < known.length ? known[id] : make(id);
  }

  private synchronized RuntimeType make(int id) {
    RuntimeType type = get(id);
    made = types.toArray(RuntimeType[]::new);
    return type;
  }

  private RuntimeType get(int id) {
    while (types.size() <= id) {
      int next = types.size();
      SubType type = canonical.type(next);
      RuntimeType above =
          type.supertypes().isEmpty() ? null : types.get(type.supertypes().getFirst());
      types.add(new RuntimeType(next, type.composite(), above));
    }
    return types.get(id);
  }

  /** Why something of one type cannot be given where another is wanted; nothing if it can. */
  public synchronized Optional<String> mismatch(ExternType given, ExternType wanted) {
    return canonical.mismatch(given, wanted);
  }
}
