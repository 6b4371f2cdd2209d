package dev.witj.encode.internal.names;

import dev.witj.binary.core.FuncType;
import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Suggestions;
import dev.witj.encode.EncodeCode;
import dev.witj.encode.internal.module.CoreOutline;
import dev.witj.wit.Function;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says what is wrong with the names and types of a core module, and what to do. */
final class NameProblems {
  private static final String PREVIEW1 = "wasi_snapshot_preview1";

  private final WorldIndex world;
  private final ImportReader.Context context;

  NameProblems(WorldIndex world, ImportReader.Context context) {
    this.world = world;
    this.context = context;
  }

  DiagnosticException onlyFunctions(CoreOutline.Item item) {
    return EncodeCode.IMPORT_OF_NO_FUNCTION
        .error(context.module(), item.type(), item.name(), item.module())
        .help(
            item.module().equals("env") || item.module().startsWith("GOT.")
                ? "this looks like a dynamic library; link it and what it needs into one module"
                : "let the module define it itself")
        .toException();
  }

  DiagnosticException unknownImport(CoreOutline.Item item) {
    Optional<Owner> owner = world.find(item.module(), true);
    if (owner.isPresent()) {
      return unknownFunction(item, owner.get());
    }
    if (item.module().equals("$root")) {
      return unknownFunction(item, Owner.WORLD);
    }
    if (item.module().startsWith("[export]")) {
      return EncodeCode.UNKNOWN_BUILT_IN
          .error(context.module(), item.name(), item.module())
          .toException();
    }
    Diagnostic problem =
        EncodeCode.UNKNOWN_IMPORT.error(context.module(), item.name(), item.module());
    if (item.module().equals(PREVIEW1) || item.module().equals("wasi_unstable")) {
      return problem
          .note("that is WASI before components, which an adapter translates")
          .help(
              item.module().equals(PREVIEW1)
                  ? "take the adapter that is built in (leave out `--wasi none`), or give one:"
                      + " --adapt "
                      + item.module()
                      + "=FILE"
                  : "give the adapter for it: --adapt " + item.module() + "=FILE")
          .toException();
    }
    if (item.module().equals("env")) {
      return problem
          .note("`env` is what linkers call symbols that they did not find")
          .help("link what defines `" + item.name() + "` into the module")
          .toException();
    }
    List<String> known = new ArrayList<>(world.interfaces(true));
    known.addAll(context.adapters());
    return Suggestions.closest(item.module(), known)
        .map(
            near ->
                problem.help(
                    "did you mean `"
                        + near
                        + "`? Or give an adapter: --adapt "
                        + item.module()
                        + "=FILE"))
        .orElseGet(
            () ->
                problem.help(
                    "import it in the world, or give an adapter: --adapt "
                        + item.module()
                        + "=FILE"))
        .toException();
  }

  private DiagnosticException unknownFunction(CoreOutline.Item item, Owner owner) {
    List<String> known = world.functions(owner, true).stream().map(Function::name).toList();
    Diagnostic problem =
        owner.name().isPresent()
            ? EncodeCode.UNKNOWN_FUNCTION.error(context.module(), item.name(), item.module())
            : EncodeCode.UNKNOWN_WORLD_FUNCTION.error(context.module(), item.name());
    return problem.help(Suggestions.didYouMean(item.name(), known)).toException();
  }

  DiagnosticException unknownExport(String name) {
    return EncodeCode.UNKNOWN_EXPORT.error(context.module(), name).toException();
  }

  DiagnosticException ambiguous(String one, String other) {
    return EncodeCode.AMBIGUOUS_EXPORT
        .error(context.module(), one, other)
        .help("export one of them only")
        .toException();
  }

  DiagnosticException legacyName(String word, String name) {
    return EncodeCode.LEGACY_NAME
        .error(context.module(), word, name)
        .help("leave --reject-legacy-names out, or build the module with newer bindings")
        .toException();
  }

  DiagnosticException wrongType(
      String word, String module, String name, FuncType expected, FuncType found) {
    Diagnostic problem =
        module.isEmpty()
            ? EncodeCode.SIGNATURE_MISMATCH.error(context.module(), word, name)
            : EncodeCode.IMPORT_SIGNATURE_MISMATCH.error(context.module(), word, name, module);
    return problem
        .note("expected " + expected)
        .note("found    " + found)
        .help("generate the bindings of the module anew from the WIT it is to implement")
        .toException();
  }
}
