package dev.witj.encode.internal.link;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Where everything is in the memory and the table that libraries share. From address 0 up: the
 * stack, which grows down; the table of what can be opened; what threads need; the data of each
 * library; the heap. Slot 0 of the table stands for no function; then come the functions that can
 * be looked up by name, the slots of each library, and those of functions that the hub calls.
 *
 * @param stack the size of the stack, and so the address where it begins
 * @param openable what can be opened
 * @param threads what threads need, if some library has variables of which each has its own
 * @param places the places of the libraries
 * @param heap where the heap begins
 * @param heapEnd where the memory ends
 * @param calls the first slot for functions that the hub calls
 */
record Layout(
    int stack,
    OpenTable openable,
    Optional<Threads> threads,
    Map<Library, Place> places,
    int heap,
    long heapEnd,
    int calls) {
  /** Where a library's data and slots begin. */
  record Place(int data, int slots) {}

  /**
   * What threads need: for each library with such variables, a word that says where those of the
   * first thread are, and if the program asks for it, the address of what the library says of them.
   *
   * @param libraries these libraries
   * @param words where the words are
   * @param infos where the addresses are; if nobody asks, where they would be
   * @param program where the number of libraries and both of these addresses stand, which a new
   *     thread reads; nothing if nobody asks
   */
  record Threads(List<Library> libraries, int words, int infos, Optional<Integer> program) {
    private static final int PROGRAM_SIZE = 12;

    private static Threads at(long address, List<Library> libraries, boolean asked) {
      int words = (int) address;
      int infos = words + 4 * libraries.size();
      return new Threads(
          libraries,
          words,
          infos,
          asked ? Optional.of(infos + 4 * libraries.size()) : Optional.empty());
    }

    private long size() {
      return program.isPresent() ? 8L * libraries.size() + PROGRAM_SIZE : 4L * libraries.size();
    }

    /** How far the word of a library is from the first; nothing if it has none. */
    Optional<Integer> offset(Library library) {
      int index = libraries.indexOf(library);
      return index < 0 ? Optional.empty() : Optional.of(4 * index);
    }
  }

  static final int PAGE = 65536;
  private static final long LIMIT = 1L << 32;
  private static final int STACK_ALIGN = 4;

  /**
   * The layout for some libraries.
   *
   * @param stackSize in bytes
   * @throws dev.witj.diagnostics.DiagnosticException if they do not have room
   */
  static Layout of(List<Library> libraries, int stackSize) {
    long stack = align(Integer.toUnsignedLong(stackSize), STACK_ALIGN);
    OpenTable openable = OpenTable.of(libraries, stack);
    long memory = openable.end();
    List<Library> threaded = libraries.stream().filter(Library::hasThreadData).toList();
    Optional<Threads> threads = Optional.empty();
    if (!threaded.isEmpty()) {
      boolean asked =
          libraries.stream()
              .anyMatch(library -> library.data().contains(Symbols.PROGRAM_THREAD_DATA));
      threads = Optional.of(Threads.at(memory, threaded, asked));
      memory += threads.get().size();
    }
    long slots = 1L + openable.functions().size();
    Map<Library, Place> places = new LinkedHashMap<>();
    for (Library library : libraries) {
      if ((library.room().memoryAlign() | library.room().tableAlign()) >>> 5 != 0) {
        throw LinkProblems.alignment(library);
      }
      memory = align(memory, library.room().memoryAlign());
      slots = align(slots, library.room().tableAlign());
      places.put(library, new Place((int) memory, (int) slots));
      memory += Integer.toUnsignedLong(library.room().memorySize());
      slots += Integer.toUnsignedLong(library.room().tableSize());
      if (memory > LIMIT - PAGE || slots > LIMIT - PAGE) {
        throw LinkProblems.tooLarge(library);
      }
    }
    long heap = align(memory, STACK_ALIGN);
    long asked = libraries.stream().mapToLong(Library::pages).max().orElse(0) * PAGE;
    return new Layout(
        (int) stack,
        openable,
        threads,
        places,
        (int) heap,
        Math.max(align(heap, 16), asked),
        (int) slots);
  }

  private static long align(long at, int log) {
    long unit = 1L << log;
    return (at + unit - 1) & -unit;
  }

  /** The place of a library. */
  Place place(Library library) {
    return Objects.requireNonNull(places.get(library));
  }

  /** The size of the memory in pages. */
  long pages() {
    return heapEnd / PAGE;
  }
}
