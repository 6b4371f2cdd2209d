package dev.witj.inspect;

import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.SubType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The types of a module, as far as they are printed. */
final class ModuleTypes {
  private final List<SubType> all = new ArrayList<>();

  /** Adds a type and gives its index. */
  int add(SubType type) {
    all.add(type);
    return all.size() - 1;
  }

  /** The function type with an index, if there is one. */
  Optional<FuncType> func(int index) {
    return index >= 0 && index < all.size() && all.get(index).composite() instanceof FuncType func
        ? Optional.of(func)
        : Optional.empty();
  }
}
