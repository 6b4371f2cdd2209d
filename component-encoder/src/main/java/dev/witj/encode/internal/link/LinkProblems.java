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
import java.util.Objects;

/** Says what is wrong with dynamic libraries, and what to do. */
final class LinkProblems {
  private static final String LOADER = "libdl.so";

  private LinkProblems() {}

  static DiagnosticException noLibrary(CoreModule module) {
    return EncodeCode.NOT_A_LIBRARY
        .error(module.binary().source().name())
        .help("give the linker -shared (and compile with -fPIC), or use: wit-j component new")
        .toException();
  }

  static DiagnosticException noVariable(String name, CoreOutline.Item item) {
    return EncodeCode.LIBRARY_VARIABLE
        .error(name, item.name(), item.module())
        .note("addresses are variables of type (mut i32)")
        .toException();
  }

  static DiagnosticException badImport(Library library, CoreOutline.Item item) {
    return EncodeCode.BAD_LIBRARY
        .error(library.name(), item.type(), item.name())
        .note(
            "linkers give `memory`, `__indirect_function_table`, `__memory_base`, `__table_base`,"
                + " `__stack_pointer`, and functions of other libraries")
        .toException();
  }

  static DiagnosticException otherThanShared(Library library, CoreOutline.Item item) {
    return EncodeCode.LIBRARY_IMPORT_TYPE
        .error(library.name(), item.type(), item.name())
        .note(
            "linkers give a memory of 32 bits with ordinary pages and a table of functions, both"
                + " without maximum")
        .toException();
  }

  static DiagnosticException wideMemory(Library library) {
    return EncodeCode.WIDE_LIBRARY.error(library.name()).help("build it for wasm32").toException();
  }

  static DiagnosticException badService(Library library, String name, String expected) {
    return EncodeCode.LIBRARY_EXPORT_TYPE
        .error(library.name(), name, expected)
        .note("a linker makes that export")
        .toException();
  }

  static DiagnosticException alignment(Library library) {
    int memory = library.room().memoryAlign();
    int table = library.room().tableAlign();
    int larger = Integer.compareUnsigned(memory, table) > 0 ? memory : table;
    return EncodeCode.LIBRARY_ALIGNMENT
        .error(library.name(), Integer.toUnsignedString(larger))
        .note("alignments are binary logarithms up to 31")
        .toException();
  }

  static DiagnosticException tooLarge(Library library) {
    return EncodeCode.NO_ROOM.error(library.name()).toException();
  }

  static DiagnosticException twoInitializers(Library library) {
    return EncodeCode.TWO_INITIALIZERS
        .error(library.name())
        .help("export one of them only")
        .toException();
  }

  static DiagnosticException sameName(String name) {
    return EncodeCode.DUPLICATE_LIBRARY
        .error(name)
        .help("name them by hand: NAME=FILE")
        .toException();
  }

  static DiagnosticException takenName(String name) {
    return EncodeCode.LIBRARY_NAME_TAKEN
        .error(name)
        .help("give it another name: NAME=FILE")
        .toException();
  }

  static DiagnosticException missingLibraries(List<Library> libraries, Collection<String> names) {
    List<Diagnostic> problems = new ArrayList<>();
    for (Library library : libraries) {
      for (String needed : library.needed()) {
        if (!names.contains(needed)) {
          Diagnostic problem = EncodeCode.MISSING_LIBRARY.error(library.name(), needed);
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
    boolean one = libraries.size() == 1;
    String users = one ? libraries.getFirst() : several(libraries);
    Diagnostic problem =
        first
            .type()
            .map(
                type ->
                    (one
                            ? EncodeCode.UNRESOLVED_FUNCTION
                            : EncodeCode.UNRESOLVED_FUNCTION_OF_SEVERAL)
                        .error(what, first.name(), users, type))
            .orElseGet(
                () ->
                    (one ? EncodeCode.UNRESOLVED_SYMBOL : EncodeCode.UNRESOLVED_SYMBOL_OF_SEVERAL)
                        .error(what, first.name(), users));
    for (Library other : symbols.all(first.name())) {
      problem =
          problem.note(
              "`%s` exports `%s` as %s"
                  .formatted(
                      other.name(),
                      first.name(),
                      // All of them define the symbol.
                      switch (Objects.requireNonNull(other.symbols().get(first.name()))) {
                        case Library.Symbol.Function(var type) -> "a function of type " + type;
                        case Library.Symbol.Data _ -> "data";
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
        + libraries.getLast();
  }

  static DiagnosticException twoTypes(
      String symbol, Library one, FuncType first, Library other, FuncType second) {
    return EncodeCode.SYMBOL_TYPE_MISMATCH
        .error(one.name(), other.name(), symbol)
        .note("in `%s` it is %s".formatted(one.name(), first))
        .note("in `%s` it is %s".formatted(other.name(), second))
        .help("build all libraries against the same headers")
        .toException();
  }
}
