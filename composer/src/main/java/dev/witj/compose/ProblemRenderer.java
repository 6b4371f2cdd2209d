package dev.witj.compose;

import dev.witj.binary.component.Difference;
import dev.witj.compose.CompositionProblem.Candidate;
import dev.witj.compose.CompositionProblem.FunctionMismatch;
import dev.witj.compose.CompositionProblem.Import;
import dev.witj.compose.CompositionProblem.Obstacle;
import dev.witj.compose.CompositionProblem.Offer;
import dev.witj.compose.CompositionProblem.Unsatisfied;
import dev.witj.diagnostics.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says in words what is wrong with a composition. */
final class ProblemRenderer {
  /** How many names of a list are shown. */
  private static final int SHOWN = 12;

  private ProblemRenderer() {}

  static Diagnostic render(CompositionProblem problem) {
    return switch (problem) {
      case CompositionProblem.NotAComponent(var file) ->
          ComposeCode.NOT_A_COMPONENT
              .error(file)
              .help("make a component of it with the toolchain it comes from");
      case CompositionProblem.WitPackage(var file) ->
          ComposeCode.WIT_PACKAGE.error(file).help("give a component that exports the interfaces");
      case CompositionProblem.NotValid(_, var reason) -> reason;
      case CompositionProblem.TypeMismatch mismatch -> typeMismatch(mismatch);
      case CompositionProblem.ArgumentMismatch(var wanted, var given, var difference) ->
          withTypes(
              ComposeCode.ARGUMENT_MISMATCH.error(words(given), wanted.name(), wanted.component()),
              difference);
      case CompositionProblem.AlreadySatisfied(Import(var component, var name)) ->
          ComposeCode.ALREADY_SATISFIED.error(name, component);
      case CompositionProblem.UnknownImport(Import(var component, var name)) ->
          ComposeCode.UNKNOWN_IMPORT.error(component, name);
      case CompositionProblem.UnknownExport(var of, var name) ->
          ComposeCode.UNKNOWN_EXPORT.error(words(of), name);
      case CompositionProblem.DuplicateName(var name) -> ComposeCode.DUPLICATE_NAME.error(name);
      case CompositionProblem.Cycle(var path) ->
          ComposeCode.CYCLE
              .error(path(path))
              .note("each would have to be instantiated before the other");
      case CompositionProblem.ResourceMismatch(
              var instance,
              var resource,
              var first,
              var firstOwner,
              var second,
              var secondOwner) ->
          ComposeCode.RESOURCE_MISMATCH
              .error(instance, resource, second, first)
              .note("import `" + first + "`: " + resource(firstOwner))
              .note("import `" + second + "`: " + resource(secondOwner))
              .help("let one definition provide the resource for all who use it");
      case CompositionProblem.VersionMatch(
              Import(var component, var name),
              var definition,
              var export) ->
          ComposeCode.VERSION_MATCH.warning(name, component, export, definition);
      case Unsatisfied(Import(var component, var name), var candidates) -> {
        Diagnostic warning = ComposeCode.NEAR_MISS.warning(name, component);
        for (Candidate candidate : candidates) {
          warning = warning.note(words(candidate));
        }
        yield warning;
      }
      case CompositionProblem.ImportsLeft(var left) -> importsLeft(left);
      case CompositionProblem.NothingToCompose(var component) ->
          ComposeCode.NOTHING_TO_COMPOSE.error(component);
      case CompositionProblem.NothingSatisfied nothing -> nothingSatisfied(nothing);
      case CompositionProblem.ResourceProvidedInside(
              Import(var component, var name),
              var resource,
              var owner,
              var provider) ->
          ComposeCode.RESOURCE_PROVIDED_INSIDE
              .error(name, component)
              .note(
                  ("it cannot be left to the host either: it uses resource `%s` of `%s`, which %s"
                          + " provides inside the composition")
                      .formatted(resource, owner, words(provider)))
              .help("add a definition that exports `" + name + "` too");
      case CompositionProblem.ImportConflict(var name, var first, var second, var difference) ->
          withTypes(ComposeCode.IMPORT_CONFLICT.error(first, second, name), difference)
              .help("only one thing can be imported under one name: satisfy one of the imports");
      case CompositionProblem.ImportCycle(var imports) ->
          ComposeCode.IMPORT_CYCLE.error(path(imports));
      case CompositionProblem.VersionsKeptApart(var older, var newer, var difference) ->
          ComposeCode.VERSIONS_KEPT_APART.warning(older, newer, difference);
      case CompositionProblem.VersionsMerged(var mergers) ->
          ComposeCode.VERSIONS_MERGED.note(
              String.join(
                  ", ",
                  mergers.stream()
                      .map(merger -> quoted(merger.older()) + " into " + quoted(merger.newer()))
                      .toList()));
      case CompositionProblem.Internal(var reasons) -> internal(reasons);
    };
  }

  private static Diagnostic typeMismatch(CompositionProblem.TypeMismatch mismatch) {
    String importer = mismatch.wanted().component();
    String definition = mismatch.definition();
    String difference = mismatch.difference().toString();
    Diagnostic diagnostic =
        ComposeCode.TYPE_MISMATCH
            .error(definition, mismatch.wanted().name(), importer)
            .note("first difference: " + difference);
    for (String note : functions(mismatch.functions())) {
      // The first difference may be in a function itself, and is said already.
      if (!note.equals(difference)) {
        diagnostic = diagnostic.note(note);
      }
    }
    return diagnostic.help(
        ("compare `wit-j component wit %s` with `wit-j component wit %s`, and build both against"
                + " one WIT")
            .formatted(definition, importer));
  }

  /**
   * Functions that differ, with both signatures of each: a few of those whose signatures read
   * differently, or one of those that only mention types that differ.
   */
  private static List<String> functions(List<FunctionMismatch> functions) {
    List<FunctionMismatch> shown =
        functions.stream().filter(ProblemRenderer::readsDifferently).limit(3).toList();
    if (shown.isEmpty()) {
      shown = functions.stream().limit(1).toList();
    }
    List<String> notes = new ArrayList<>();
    for (FunctionMismatch function : shown) {
      String name = "func " + function.name();
      function
          .difference()
          .ifPresentOrElse(
              difference -> {
                notes.add(difference.in(name).toString());
                notes.addAll(difference.signatures());
              },
              () -> notes.add(name + " is missing"));
    }
    int more = functions.size() - shown.size();
    if (more > 0) {
      notes.add("and " + more + (more == 1 ? " more function differs" : " more functions differ"));
    }
    return notes;
  }

  private static boolean readsDifferently(FunctionMismatch function) {
    return function.difference().filter(d -> d.expected().equals(d.found())).isEmpty();
  }

  /** With the difference and both types below it. */
  private static Diagnostic withTypes(Diagnostic diagnostic, Difference difference) {
    Diagnostic with = diagnostic.note(difference.toString());
    for (String signature : difference.signatures()) {
      with = with.note(signature);
    }
    return with;
  }

  private static String resource(Optional<String> owner) {
    return owner
        .map(name -> "a resource that " + quoted(name) + " defines")
        .orElse("a resource that is imported");
  }

  private static Diagnostic importsLeft(List<Unsatisfied> left) {
    Diagnostic diagnostic =
        ComposeCode.UNSATISFIED_IMPORT.error(
            left.size() == 1 ? "an import" : left.size() + " imports");
    for (Unsatisfied each : left) {
      Import wanted = each.wanted();
      diagnostic =
          diagnostic.note(quoted(wanted.component()) + " imports " + quoted(wanted.name()));
      for (Candidate candidate : each.candidates()) {
        diagnostic = diagnostic.note(words(candidate));
      }
    }
    return diagnostic.help("add definitions that export what is missing, or allow imports");
  }

  private static Diagnostic nothingSatisfied(CompositionProblem.NothingSatisfied nothing) {
    Diagnostic diagnostic = ComposeCode.NOTHING_SATISFIED.error(nothing.component());
    for (Unsatisfied each : nothing.left()) {
      for (Candidate candidate : each.candidates()) {
        diagnostic =
            diagnostic.note("import " + quoted(each.wanted().name()) + ": " + words(candidate));
      }
    }
    diagnostic =
        diagnostic.note(quoted(nothing.component()) + " imports " + list(nothing.imports()));
    for (CompositionProblem.Definition definition : nothing.definitions()) {
      diagnostic =
          diagnostic.note(quoted(definition.name()) + " exports " + list(definition.exports()));
    }
    return diagnostic.help("give definitions (-d) that export what is imported");
  }

  private static Diagnostic internal(List<Diagnostic> reasons) {
    Diagnostic diagnostic = ComposeCode.INTERNAL.error();
    for (Diagnostic reason : reasons) {
      diagnostic = diagnostic.note(reason.message());
      for (String note : reason.notes()) {
        diagnostic = diagnostic.note(note);
      }
    }
    return diagnostic.help("please report it, with the components if you can");
  }

  // Parts of sentences.

  private static String words(Offer offer) {
    return switch (offer) {
      case Offer.Whole(var instance) -> quoted(instance);
      case Offer.Export(var of, var name) -> quoted(name) + " of " + words(of);
      case Offer.Imported(var name) -> "import " + quoted(name);
    };
  }

  private static String words(Candidate candidate) {
    String exports = quoted(candidate.definition()) + " exports " + quoted(candidate.export());
    return exports
        + switch (candidate.obstacle()) {
          case Obstacle.OtherTypes(var difference) -> ", but its types differ: " + difference;
          case Obstacle.OtherSort(var found) -> ", but as " + found;
          case Obstacle.OtherTrack() -> ", a version that is not compatible";
          case Obstacle.OtherVersion() -> ", another version, and only exact matches count";
          case Obstacle.OtherName() -> ", a similar name";
        };
  }

  private static String quoted(String name) {
    return "`" + name + "`";
  }

  private static String path(List<String> names) {
    return String.join(" → ", names.stream().map(ProblemRenderer::quoted).toList());
  }

  private static String list(List<String> names) {
    return names.isEmpty()
        ? "nothing"
        : String.join(", ", names.stream().limit(SHOWN).map(ProblemRenderer::quoted).toList())
            + (names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "");
  }
}
