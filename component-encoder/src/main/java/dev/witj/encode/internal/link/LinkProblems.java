package dev.witj.encode.internal.link;

import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.FuncType;
import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Suggestions;
import dev.witj.encode.EncodeCode;
import dev.witj.encode.internal.module.CoreOutline;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says what is wrong with dynamic libraries, and what to do. */
final class LinkProblems {
  private static final String LOADER = "libdl.so";

  private LinkProblems() {}

  static DiagnosticException noLibrary(CoreModule module) {
    return Diagnostic.error(
            EncodeCode.NOT_A_LIBRARY,
            "`%s` is no dynamic library: it has no section `dylink.0`"
                .formatted(module.binary().source().name()))
        .help("give the linker -shared (and compile with -fPIC), or use: wit-j component new")
        .toException();
  }

  static DiagnosticException noVariable(String name, CoreOutline.Item item) {
    return Diagnostic.error(
            EncodeCode.BAD_LIBRARY,
            "the library `%s` imports `%s` from `%s`, but not as a variable of 32 bits"
                .formatted(name, item.name(), item.module()))
        .note("addresses are variables of type (mut i32)")
        .toException();
  }

  static DiagnosticException badImport(Library library, CoreOutline.Item item) {
    return Diagnostic.error(
            EncodeCode.BAD_LIBRARY,
            "the library `%s` imports the %s `%s` from `env`, which no linker gives"
                .formatted(library.name(), item.type(), item.name()))
        .note(
            "linkers give `memory`, `__indirect_function_table`, `__memory_base`, `__table_base`,"
                + " `__stack_pointer`, and functions of other libraries")
        .toException();
  }

  static DiagnosticException otherThanShared(Library library, CoreOutline.Item item) {
    return Diagnostic.error(
            EncodeCode.BAD_LIBRARY,
            "the library `%s` imports the %s `%s` with a type that no linker gives"
                .formatted(library.name(), item.type(), item.name()))
        .note(
            "linkers give a memory of 32 bits with ordinary pages and a table of functions, both"
                + " without maximum")
        .toException();
  }

  static DiagnosticException wideMemory(Library library) {
    return Diagnostic.error(
            EncodeCode.BAD_LIBRARY,
            "the library `%s` has addresses of 64 bits; libraries are linked with 32 bits"
                .formatted(library.name()))
        .help("build it for wasm32")
        .toException();
  }

  static DiagnosticException badService(Library library, String name, String expected) {
    return Diagnostic.error(
            EncodeCode.BAD_LIBRARY,
            "the library `%s` exports `%s` as something else than %s"
                .formatted(library.name(), name, expected))
        .note("a linker makes that export")
        .toException();
  }

  static DiagnosticException alignment(Library library) {
    int memory = library.room().memoryAlign();
    int table = library.room().tableAlign();
    int larger = Integer.compareUnsigned(memory, table) > 0 ? memory : table;
    return Diagnostic.error(
            EncodeCode.BAD_LIBRARY,
            "the library `%s` asks in `dylink.0` for an alignment of 2^%s"
                .formatted(library.name(), Integer.toUnsignedString(larger)))
        .note("alignments are binary logarithms up to 31")
        .toException();
  }

  static DiagnosticException tooLarge(Library library) {
    return Diagnostic.error(
            EncodeCode.BAD_LIBRARY,
            ("there is no room for the library `%s`: the data of all libraries and the stack exceed"
                    + " a memory of 4 GiB, or their functions a table")
                .formatted(library.name()))
        .toException();
  }

  static DiagnosticException twoInitializers(Library library) {
    return Diagnostic.error(
            EncodeCode.AMBIGUOUS_EXPORT,
            ("the library `%s` exports both `__wasm_call_ctors` and `_initialize`, of which one is"
                    + " called")
                .formatted(library.name()))
        .help("export one of them only")
        .toException();
  }

  static DiagnosticException sameName(String name) {
    return Diagnostic.error(
            EncodeCode.BAD_LIBRARY, "there are two libraries called `%s`".formatted(name))
        .help("name them by hand: NAME=FILE")
        .toException();
  }

  static DiagnosticException takenName(String name) {
    return Diagnostic.error(
            EncodeCode.BAD_LIBRARY,
            "a library cannot be called `%s`: another module of the component is".formatted(name))
        .help("give it another name: NAME=FILE")
        .toException();
  }

  static DiagnosticException missingLibraries(List<Library> libraries, Collection<String> names) {
    List<Diagnostic> problems = new ArrayList<>();
    for (Library library : libraries) {
      for (String needed : library.needed()) {
        if (!names.contains(needed)) {
          Diagnostic problem =
              Diagnostic.error(
                  EncodeCode.MISSING_LIBRARY,
                  "the library `%s` needs `%s`, which is not given"
                      .formatted(library.name(), needed));
          problems.add(
              Suggestions.closest(needed, names)
                  .map(
                      near ->
                          problem.help(
                              "there is `"
                                  + near
                                  + "`; if it is that, give it the name: "
                                  + needed
                                  + "=FILE"))
                  .orElseGet(
                      () ->
                          problem.help(
                              "give its file, too: "
                                  + needed
                                  + "=FILE"
                                  + (needed.equals(LOADER) ? ", or --use-built-in-libdl" : ""))));
        }
      }
    }
    return new DiagnosticException(problems);
  }

  static DiagnosticException unresolved(List<Symbols.Missing> missing, Symbols symbols) {
    Map<String, List<Symbols.Missing>> byName = new LinkedHashMap<>();
    missing.forEach(of -> byName.computeIfAbsent(of.name(), _ -> new ArrayList<>()).add(of));
    return new DiagnosticException(
        byName.values().stream().map(of -> unresolved(of.getFirst(), of, symbols)).toList());
  }

  private static Diagnostic unresolved(
      Symbols.Missing first, List<Symbols.Missing> all, Symbols symbols) {
    String what =
        switch (first.kind()) {
          case FUNCTION, POINTER -> "function";
          case DATA -> "data";
        };
    List<String> libraries =
        all.stream().map(of -> "`" + of.library().name() + "`").distinct().toList();
    Diagnostic problem =
        Diagnostic.error(
            EncodeCode.UNRESOLVED_SYMBOL,
            "no library exports the %s `%s`, which %s"
                .formatted(
                    what,
                    first.name(),
                    (libraries.size() == 1 ? libraries.getFirst() + " needs" : several(libraries))
                        + first.type().map(type -> " with type " + type).orElse("")));
    for (Library other : symbols.all(first.name())) {
      problem =
          problem.note(
              "`%s` exports `%s` as %s"
                  .formatted(
                      other.name(),
                      first.name(),
                      switch (other.symbols().get(first.name())) {
                        case Library.Symbol.Function(var type) -> "a function of type " + type;
                        case null, default -> "data";
                      }));
    }
    if (symbols.all(first.name()).isEmpty()) {
      Diagnostic named = problem;
      problem =
          Suggestions.closest(first.name(), symbols.names())
              .map(
                  near ->
                      named.note(
                          "`%s` exports `%s`".formatted(symbols.all(near).getFirst().name(), near)))
              .orElse(named);
    }
    return problem.help(
        first.kind() == Symbols.Missing.Kind.DATA
            ? "add the library that defines it"
            : "add the library that defines it; with --stub-missing-functions a call of it traps");
  }

  private static String several(List<String> libraries) {
    return String.join(", ", libraries.subList(0, libraries.size() - 1))
        + " and "
        + libraries.getLast()
        + " need";
  }

  static DiagnosticException twoTypes(
      String symbol, Library one, FuncType first, Library other, FuncType second) {
    return Diagnostic.error(
            EncodeCode.SIGNATURE_MISMATCH,
            "the libraries `%s` and `%s` have different types for the function `%s`"
                .formatted(one.name(), other.name(), symbol))
        .note("in `%s` it is %s".formatted(one.name(), first))
        .note("in `%s` it is %s".formatted(other.name(), second))
        .help("build all libraries against the same headers")
        .toException();
  }
}
