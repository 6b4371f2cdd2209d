package dev.witj.wit.internal;

import dev.witj.diagnostics.Diagnostics;
import dev.witj.wit.Arena;
import dev.witj.wit.Resolve;
import dev.witj.wit.ResolveBuilder;
import dev.witj.wit.World;
import dev.witj.wit.WorldId;
import java.util.List;

/** Completes worlds of a resolve whose items were changed, as those in a text are. */
public final class Elaboration {
  private Elaboration() {}

  /**
   * The resolve with other worlds.
   *
   * @param worlds all worlds, in the order of the resolve
   * @param changed those that may lack what they use
   * @throws dev.witj.diagnostics.DiagnosticException if an export would need one interface both as
   *     an import and as an export
   */
  public static Resolve complete(Resolve resolve, List<World> worlds, List<WorldId> changed) {
    ResolveBuilder builder =
        new ResolveBuilder(
            new Resolve(
                resolve.packages(), new Arena<>(worlds), resolve.interfaces(), resolve.types()));
    Diagnostics errors = new Diagnostics();
    WorldBudget budget = new WorldBudget(builder);
    changed.forEach(id -> new WorldExpander(builder, budget, id, errors).elaborate());
    errors.throwIfErrors();
    return new Resolve(
        resolve.packages(), builder.freeze().worlds(), resolve.interfaces(), resolve.types());
  }
}
