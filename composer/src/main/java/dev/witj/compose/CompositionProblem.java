package dev.witj.compose;

import dev.witj.binary.component.Difference;
import dev.witj.binary.component.Sort;
import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.Severity;
import java.util.List;
import java.util.Optional;

/**
 * What is wrong with a composition, or worth knowing of it, as facts: names, types and where they
 * differ. {@link #toDiagnostic} says it in words; a program that shows compositions in a way of its
 * own looks at the facts.
 *
 * <p>Components, definitions and instances go by the names they were given, which are usually those
 * of their files.
 */
public sealed interface CompositionProblem {
  /** Whether the composition cannot be made because of it. */
  default Severity severity() {
    return switch (this) {
      case VersionMatch _, Unsatisfied _, VersionsKeptApart _ -> Severity.WARNING;
      case VersionsMerged _ -> Severity.NOTE;
      case NotValid(_, Diagnostic reason) -> reason.severity();
      case NotAComponent _,
          WitPackage _,
          TypeMismatch _,
          ArgumentMismatch _,
          AlreadySatisfied _,
          UnknownImport _,
          UnknownExport _,
          DuplicateName _,
          Cycle _,
          ResourceMismatch _,
          ImportsLeft _,
          NothingToCompose _,
          NothingSatisfied _,
          ResourceProvidedInside _,
          ImportConflict _,
          ImportCycle _,
          Internal _ ->
          Severity.ERROR;
    };
  }

  /** The same in words. */
  default Diagnostic toDiagnostic() {
    return ProblemRenderer.render(this);
  }

  /** The exception that carries this alone. */
  default CompositionException toException() {
    return new CompositionException(List.of(this));
  }

  // What takes part.

  /**
   * An import.
   *
   * @param component who imports
   * @param name what
   */
  record Import(String component, String name) {}

  /** What may be given for an import, or exported. */
  sealed interface Offer {
    /** An instance as a whole. */
    record Whole(String instance) implements Offer {}

    /** An export of something that is offered. */
    record Export(Offer of, String name) implements Offer {}

    /** An import of the composition. */
    record Imported(String name) implements Offer {}
  }

  /**
   * An export that comes near to an import.
   *
   * @param definition whose export it is
   * @param export its name
   * @param obstacle why it does not satisfy the import
   */
  record Candidate(String definition, String export, Obstacle obstacle) {}

  /** Why a candidate does not satisfy an import. */
  sealed interface Obstacle {
    /** Another version on the same track, with other types. */
    record OtherTypes(Difference difference) implements Obstacle {}

    /** It is something else than what is imported. */
    record OtherSort(Sort found) implements Obstacle {}

    /** A version on another track. */
    record OtherTrack() implements Obstacle {}

    /** Another version, where only exact matches count. */
    record OtherVersion() implements Obstacle {}

    /** Another name, which may be meant. */
    record OtherName() implements Obstacle {}
  }

  /**
   * A function of an interface that is not as it is imported.
   *
   * @param name its name
   * @param difference where it differs; nothing if there is no such function
   */
  record FunctionMismatch(String name, Optional<Difference> difference) {}

  /** A definition and the names of all its exports. */
  record Definition(String name, List<String> exports) {
    public Definition {
      exports = List.copyOf(exports);
    }
  }

  // Files.

  /** A core module is given for a component. */
  record NotAComponent(String file) implements CompositionProblem {}

  /** A WIT package is given for a component. */
  record WitPackage(String file) implements CompositionProblem {}

  /** A component that is not valid; one of the reasons. */
  record NotValid(String file, Diagnostic reason) implements CompositionProblem {}

  // Imports and what is given for them.

  /**
   * A definition exports what is imported, but with other types.
   *
   * @param wanted the import
   * @param definition who exports it
   * @param difference the first difference
   * @param functions all functions that differ, if it is an interface
   */
  record TypeMismatch(
      Import wanted, String definition, Difference difference, List<FunctionMismatch> functions)
      implements CompositionProblem {
    public TypeMismatch {
      functions = List.copyOf(functions);
    }
  }

  /** What is given for an import has another type. */
  record ArgumentMismatch(Import wanted, Offer given, Difference difference)
      implements CompositionProblem {}

  /** An import is given something twice. */
  record AlreadySatisfied(Import wanted) implements CompositionProblem {}

  /** There is no such import. */
  record UnknownImport(Import wanted) implements CompositionProblem {}

  /** There is no such export. */
  record UnknownExport(Offer of, String name) implements CompositionProblem {}

  /** The composition exports something under this name already. */
  record DuplicateName(String name) implements CompositionProblem {}

  /** Instances need each other; the last of the path is the first. */
  record Cycle(List<String> path) implements CompositionProblem {
    public Cycle {
      path = List.copyOf(path);
    }
  }

  /**
   * An instance needs one resource and gets two.
   *
   * @param instance which
   * @param resource the resource's name behind that of the second import, with {@code /} between
   * @param first an import that shows the resource
   * @param firstOwner the instance that defines the one of the first import, unless it is imported
   * @param second another one that shows the same
   * @param secondOwner the same for the second
   */
  record ResourceMismatch(
      String instance,
      String resource,
      String first,
      Optional<String> firstOwner,
      String second,
      Optional<String> secondOwner)
      implements CompositionProblem {}

  /** An import is satisfied by another version than the one it names. */
  record VersionMatch(Import wanted, String definition, String export)
      implements CompositionProblem {}

  // What is left to import.

  /** Nothing satisfies an import; those that come near are named. */
  record Unsatisfied(Import wanted, List<Candidate> candidates) implements CompositionProblem {
    public Unsatisfied {
      candidates = List.copyOf(candidates);
    }
  }

  /** Imports are left, and none may be. */
  record ImportsLeft(List<Unsatisfied> left) implements CompositionProblem {
    public ImportsLeft {
      left = List.copyOf(left);
    }
  }

  /** The component has no imports. */
  record NothingToCompose(String component) implements CompositionProblem {}

  /**
   * No import of the component is satisfied.
   *
   * @param component which
   * @param imports all that it imports, but for types
   * @param left what comes near
   * @param definitions what there is
   */
  record NothingSatisfied(
      String component, List<String> imports, List<Unsatisfied> left, List<Definition> definitions)
      implements CompositionProblem {
    public NothingSatisfied {
      imports = List.copyOf(imports);
      left = List.copyOf(left);
      definitions = List.copyOf(definitions);
    }
  }

  /**
   * An import that nothing satisfies cannot be left either.
   *
   * @param wanted the import
   * @param resource the resource that it uses
   * @param owner the import that the resource belongs to
   * @param provider what is given for that
   */
  record ResourceProvidedInside(Import wanted, String resource, String owner, Offer provider)
      implements CompositionProblem {}

  /** Two components import one name with types that exclude each other. */
  record ImportConflict(String name, String first, String second, Difference difference)
      implements CompositionProblem {}

  /** The types of imports that are left need each other, in this order. */
  record ImportCycle(List<String> imports) implements CompositionProblem {
    public ImportCycle {
      imports = List.copyOf(imports);
    }
  }

  /** Two versions of an import could not become one. */
  record VersionsKeptApart(String older, String newer, Difference difference)
      implements CompositionProblem {}

  /** Versions of imports became one; each older name goes with that of the import it is now. */
  record VersionsMerged(List<Merger> mergers) implements CompositionProblem {
    public VersionsMerged {
      mergers = List.copyOf(mergers);
    }

    /** An import under the name of a newer version. */
    public record Merger(String older, String newer) {}
  }

  /** What was written is not valid, which nobody but we can cause. */
  record Internal(List<Diagnostic> reasons) implements CompositionProblem {
    public Internal {
      reasons = List.copyOf(reasons);
    }
  }
}
