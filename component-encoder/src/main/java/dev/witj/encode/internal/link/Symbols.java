package dev.witj.encode.internal.link;

import dev.witj.binary.core.FuncType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which library gives which symbol: of several the one that was named first. */
final class Symbols {
  /** Where the stack, the heap and the like are. */
  static final String STACK_HIGH = "__stack_high";

  static final String STACK_LOW = "__stack_low";
  static final String HEAP_BASE = "__heap_base";
  static final String HEAP_END = "__heap_end";
  static final String PROGRAM_THREAD_DATA = "__wasm_program_tls_info";
  static final String OPENABLE_LIBRARIES = "__wasm_libdl_libraries";

  /** Addresses that no library gives, but the linker. */
  static final Set<String> OF_LINKER =
      Set.of(STACK_HIGH, STACK_LOW, HEAP_BASE, HEAP_END, PROGRAM_THREAD_DATA, OPENABLE_LIBRARIES);

  static final String GET_STACK_POINTER = "__wasm_get_stack_pointer";
  static final String SET_STACK_POINTER = "__wasm_set_stack_pointer";
  static final String GET_THREAD_DATA = "__wasm_get_tls_base";
  static final String SET_THREAD_DATA = "__wasm_set_tls_base";

  /** Functions that no library gives, but the linker. */
  private static final Set<String> FUNCTIONS_OF_LINKER =
      Set.of(GET_STACK_POINTER, SET_STACK_POINTER, GET_THREAD_DATA, SET_THREAD_DATA);

  private final Map<String, List<Library>> byName = new HashMap<>();

  /** A symbol that nobody gives. */
  record Missing(Library library, String name, Kind kind, Optional<FuncType> type) {
    /** What is looked for. */
    enum Kind {
      FUNCTION,
      POINTER,
      DATA
    }

    /** Whether the library can do without. */
    boolean weak() {
      return library.weak().contains(name);
    }
  }

  Symbols(List<Library> libraries) {
    for (Library library : libraries) {
      for (String name : library.symbols().keySet()) {
        byName.computeIfAbsent(name, _ -> new ArrayList<>()).add(library);
      }
    }
  }

  /** The library that gives a function of a type. */
  Optional<Library> function(String name, FuncType type) {
    return find(name, new Library.Symbol.Function(type));
  }

  /** The library that gives a function. */
  Optional<Library> function(String name) {
    return all(name).stream()
        .filter(of -> of.symbols().get(name) instanceof Library.Symbol.Function)
        .findFirst();
  }

  /** The library that gives data. */
  Optional<Library> data(String name) {
    return find(name, Library.Symbol.Data.DATA);
  }

  private Optional<Library> find(String name, Library.Symbol symbol) {
    return all(name).stream().filter(of -> symbol.equals(of.symbols().get(name))).findFirst();
  }

  /** All libraries that give a symbol. */
  List<Library> all(String name) {
    return byName.getOrDefault(name, List.of());
  }

  /** The names of all symbols. */
  Set<String> names() {
    return byName.keySet();
  }

  /** Whether the linker itself gives a function. */
  static boolean isOfLinker(String function) {
    return FUNCTIONS_OF_LINKER.contains(function);
  }

  /** The libraries whose functions a library imports. */
  List<Library> calledBy(Library library) {
    List<Library> used = new ArrayList<>();
    library
        .functions()
        .forEach(
            (name, type) -> {
              if (!isOfLinker(name)) {
                function(name, type).ifPresent(used::add);
              }
            });
    return used;
  }

  /** The libraries whose addresses a library imports, which need not be there before it. */
  List<Library> mentionedBy(Library library) {
    List<Library> used = new ArrayList<>();
    library.data().forEach(name -> data(name).ifPresent(used::add));
    library.pointers().forEach(name -> function(name).ifPresent(used::add));
    return used;
  }

  /** What of a library's symbols nobody gives. */
  List<Missing> missing(Library library) {
    List<Missing> missing = new ArrayList<>();
    library
        .functions()
        .forEach(
            (name, type) -> {
              if (!isOfLinker(name) && function(name, type).isEmpty()) {
                missing.add(new Missing(library, name, Missing.Kind.FUNCTION, Optional.of(type)));
              }
            });
    for (String name : library.pointers()) {
      if (function(name).isEmpty()) {
        missing.add(new Missing(library, name, Missing.Kind.POINTER, Optional.empty()));
      }
    }
    for (String name : library.data()) {
      if (!OF_LINKER.contains(name) && data(name).isEmpty()) {
        missing.add(new Missing(library, name, Missing.Kind.DATA, Optional.empty()));
      }
    }
    return missing;
  }

  /** The functions that stand for missing ones, by name. */
  static Map<String, FuncType> stubs(List<Missing> missing) {
    Map<String, FuncType> stubs = new LinkedHashMap<>();
    Map<String, Library> first = new HashMap<>();
    for (Missing of : missing) {
      if (of.type().isPresent()) {
        FuncType type = of.type().get();
        FuncType before = stubs.putIfAbsent(of.name(), type);
        Library other = first.computeIfAbsent(of.name(), _ -> of.library());
        if (before != null && !before.equals(type)) {
          throw LinkProblems.twoTypes(of.name(), other, before, of.library(), type);
        }
      }
    }
    for (Missing of : missing) {
      // Of a function that is never called by name only its place is known.
      stubs.putIfAbsent(of.name(), new FuncType(List.of(), List.of()));
    }
    return stubs;
  }
}
