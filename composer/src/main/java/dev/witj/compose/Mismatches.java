package dev.witj.compose;

import dev.witj.binary.component.Difference;
import dev.witj.binary.component.EntityType;
import dev.witj.binary.component.Extern;
import dev.witj.binary.component.Subtyping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Explains function by function why an instance does not fit. */
final class Mismatches {
  private Mismatches() {}

  /**
   * Functions that differ, with both signatures of each: a few of those whose signatures read
   * differently, or one of those that only mention types that differ.
   */
  static List<String> functions(EntityType given, EntityType wanted) {
    if (!(given instanceof EntityType.Instance(var gives))
        || !(wanted instanceof EntityType.Instance(var wants))) {
      return List.of();
    }
    List<List<String>> visible = new ArrayList<>();
    List<List<String>> hidden = new ArrayList<>();
    for (Extern extern : wants.exports().all()) {
      String name = extern.name().name();
      if (!(extern.type() instanceof EntityType.Func)) {
        continue;
      }
      Optional<EntityType> other = gives.exports().get(name);
      if (other.isEmpty()) {
        visible.add(List.of("func " + name + " is missing"));
        continue;
      }
      Optional<Difference> difference = new Subtyping().difference(other.get(), extern.type());
      if (difference.isPresent()) {
        Difference d = difference.get();
        (d.expected().equals(d.found()) ? hidden : visible)
            .add(
                List.of(
                    d.in("func " + name).toString(),
                    "expected: " + d.expected(),
                    "   found: " + d.found()));
      }
    }
    List<List<String>> shown =
        visible.isEmpty() ? hidden.stream().limit(1).toList() : visible.stream().limit(3).toList();
    List<String> notes = new ArrayList<>();
    shown.forEach(notes::addAll);
    int more = visible.size() + hidden.size() - shown.size();
    if (more > 0) {
      notes.add("and " + more + (more == 1 ? " more function differs" : " more functions differ"));
    }
    return notes;
  }
}
