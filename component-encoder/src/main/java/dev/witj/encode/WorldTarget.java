package dev.witj.encode;

import dev.witj.binary.ByteSlice;
import dev.witj.diagnostics.Diagnostic;
import dev.witj.encode.internal.metadata.EmbeddedWorld;
import dev.witj.wit.Expressibility;
import dev.witj.wit.Resolve;
import dev.witj.wit.WitDiff;
import dev.witj.wit.WorldId;
import java.util.List;

/**
 * Whether a component fits a world: whether it imports nothing but what the world imports, and
 * exports all that the world exports, under types that agree. It may import less and export more.
 */
public final class WorldTarget {
  private WorldTarget() {}

  /** What does not fit. */
  public enum Kind {
    /** The component imports what the world does not. */
    UNKNOWN_IMPORT,
    /** The component does not export what the world does. */
    MISSING_EXPORT,
    /** Both have it, with different types. */
    DIFFERENT_TYPE
  }

  /**
   * Something that does not fit.
   *
   * @param kind what it is
   * @param path where it is, as {@code import wasi:io/streams@0.2.0: func read}
   * @param diagnostic the finding for people, down to the first difference
   */
  public record Finding(Kind kind, String path, Diagnostic diagnostic) {}

  /**
   * All that does not fit, in the order of the world; nothing if the component does.
   *
   * @param component the binary of a component
   * @throws dev.witj.diagnostics.DiagnosticException if it is no valid component or one that WIT
   *     cannot describe, or naming all of the world that {@linkplain Expressibility no component}
   *     can express
   */
  public static List<Finding> check(Resolve resolve, WorldId world, ByteSlice component) {
    Expressibility.require(resolve, world);
    DecodedWit decoded = WitDecoder.decode(component);
    if (!(decoded instanceof DecodedWit.OfComponent of)) {
      throw EncodeCode.ONLY_WIT.error(component.source().name()).toException();
    }
    // In a world of its own, every interface stands under its full name, as in the component.
    EmbeddedWorld target = EmbeddedWorld.empty().with(resolve, world);
    String name = resolve.qualifiedName(world);
    String file = component.source().name();
    return WitDiff.ofWorlds(target.resolve(), target.world(), of.resolve(), of.world())
        .changes()
        .stream()
        .filter(WitDiff.Change::breaksHosts)
        .map(change -> finding(change, file, name))
        .toList();
  }

  private static Finding finding(WitDiff.Change change, String file, String world) {
    String path = change.path();
    return switch (change.kind()) {
      case ADDED ->
          new Finding(
              Kind.UNKNOWN_IMPORT,
              path,
              EncodeCode.NOT_OF_WORLD
                  .error(file, path, world)
                  .help("give it to the component by composing, or take a world that has it"));
      case REMOVED ->
          new Finding(Kind.MISSING_EXPORT, path, EncodeCode.LACKS_EXPORT.error(file, path, world));
      case CHANGED -> new Finding(Kind.DIFFERENT_TYPE, path, different(change, file, world));
    };
  }

  private static Diagnostic different(WitDiff.Change change, String file, String world) {
    Diagnostic problem = EncodeCode.DIFFERS_FROM_WORLD.error(change.path(), file, world);
    if (change.reason().isPresent()) {
      problem = problem.note(change.reason().get());
    }
    if (change.before().isPresent() && change.after().isPresent()) {
      problem =
          problem
              .note("in the world:     " + change.before().get().strip())
              .note("in the component: " + change.after().get().strip());
    }
    return problem;
  }
}
