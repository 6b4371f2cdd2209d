package dev.witj.compose;

import dev.witj.binary.component.Difference;
import dev.witj.binary.component.EntityType;
import dev.witj.binary.component.Extern;
import dev.witj.binary.component.Subtyping;
import dev.witj.compose.CompositionProblem.FunctionMismatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds function by function where an instance does not fit. */
final class Mismatches {
  private Mismatches() {}

  /** The functions of a wanted interface that are missing or differ in what is given. */
  static List<FunctionMismatch> functions(EntityType given, EntityType wanted) {
    if (!(given instanceof EntityType.Instance(var gives))
        || !(wanted instanceof EntityType.Instance(var wants))) {
      return List.of();
    }
    List<FunctionMismatch> found = new ArrayList<>();
    for (Extern extern : wants.exports().all()) {
      String name = extern.name().name();
      if (!(extern.type() instanceof EntityType.Func)) {
        continue;
      }
      Optional<EntityType> other = gives.exports().get(name);
      Optional<Difference> difference =
          other.flatMap(type -> new Subtyping().difference(type, extern.type()));
      if (other.isEmpty() || difference.isPresent()) {
        found.add(new FunctionMismatch(name, difference));
      }
    }
    return found;
  }
}
