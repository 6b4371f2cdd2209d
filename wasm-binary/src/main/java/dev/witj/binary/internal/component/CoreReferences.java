package dev.witj.binary.internal.component;

import dev.witj.binary.component.ModuleType;
import dev.witj.binary.core.ArrayType;
import dev.witj.binary.core.FieldType;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.HeapType;
import dev.witj.binary.core.RecGroup;
import dev.witj.binary.core.RefType;
import dev.witj.binary.core.StorageType;
import dev.witj.binary.core.StructType;
import dev.witj.binary.core.SubType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Core types of a component share their index space with module types, but cannot refer to any. */
public final class CoreReferences {
  private CoreReferences() {}

  static void check(RecGroup group, List<Optional<ModuleType>> space, ValidationContext context) {
    for (SubType type : group.types()) {
      Stream.concat(type.supertypes().stream(), references(type))
          .filter(index -> index >= 0 && index < space.size() && space.get(index).isPresent())
          .findFirst()
          .ifPresent(
              index -> {
                throw context.invalid(
                    "core type index " + index + " is a module type, which no type may mention");
              });
    }
  }

  private static Stream<Integer> references(SubType type) {
    Stream<? extends StorageType> mentioned =
        switch (type.composite()) {
          case FuncType func -> Stream.concat(func.params().stream(), func.results().stream());
          case StructType struct -> struct.fields().stream().map(FieldType::storage);
          case ArrayType array -> Stream.of(array.element().storage());
        };
    return mentioned
        .filter(RefType.class::isInstance)
        .map(RefType.class::cast)
        .map(RefType::heap)
        .filter(HeapType.Concrete.class::isInstance)
        .map(heap -> ((HeapType.Concrete) heap).index());
  }
}
