package dev.witj.inspect.internal;

import dev.witj.binary.core.ExternType;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.GlobalType;
import dev.witj.binary.core.MemoryType;
import dev.witj.binary.core.StructType;
import dev.witj.binary.core.SubType;
import dev.witj.binary.core.TableType;
import dev.witj.binary.core.TagType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The types of a module and of its functions and tags, as far as they are printed. */
public final class ModuleTypes {
  private final List<SubType> all = new ArrayList<>();
  private final List<Integer> functions = new ArrayList<>();
  private final List<Integer> tags = new ArrayList<>();

  /** Adds a type and gives its index. */
  int add(SubType type) {
    all.add(type);
    return all.size() - 1;
  }

  /** Adds what is imported, if it is a function or a tag. */
  void add(ExternType imported) {
    switch (imported) {
      case ExternType.Func func -> addFunction(func.typeIndex());
      case TagType tag -> addTag(tag.typeIndex());
      case TableType _, MemoryType _, GlobalType _ -> {}
    }
  }

  /** Adds a function by the index of its type. */
  void addFunction(int type) {
    functions.add(type);
  }

  /** Adds a tag by the index of its type. */
  void addTag(int type) {
    tags.add(type);
  }

  /** The function type with an index, if there is one. */
  Optional<FuncType> func(int index) {
    return index >= 0 && index < all.size() && all.get(index).composite() instanceof FuncType func
        ? Optional.of(func)
        : Optional.empty();
  }

  /** The struct type with an index, if there is one. */
  Optional<StructType> struct(int index) {
    return index >= 0
            && index < all.size()
            && all.get(index).composite() instanceof StructType struct
        ? Optional.of(struct)
        : Optional.empty();
  }

  /** The type of a function, if it is known. */
  Optional<FuncType> ofFunction(int index) {
    return index >= 0 && index < functions.size() ? func(functions.get(index)) : Optional.empty();
  }

  /** The type of a tag, if it is known. */
  Optional<FuncType> ofTag(int index) {
    return index >= 0 && index < tags.size() ? func(tags.get(index)) : Optional.empty();
  }
}
