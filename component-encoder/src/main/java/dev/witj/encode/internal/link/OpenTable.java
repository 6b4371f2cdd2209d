package dev.witj.encode.internal.link;

import dev.witj.binary.ByteSlice;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What {@code dlopen} and {@code dlsym} look names up in, as it stands in the memory. All numbers
 * have four bytes, and names are not terminated:
 *
 * <pre>
 * root:    number of libraries, address of the first
 * library: length of its name, address of that; number of its symbols, address of the first
 * symbol:  length of its name, address of that; what it stands for
 * </pre>
 *
 * <p>Libraries and the symbols of each are sorted by name, byte by byte. A function stands for its
 * slot in the table; data for its address, which {@link LinkFixup} writes there, since it takes the
 * library to tell.
 *
 * @param bytes the table; the root is at its end
 * @param root the address of the root
 * @param functions what goes into the table from slot 1 on
 * @param data the addresses that are to be written
 */
record OpenTable(ByteSlice bytes, int root, List<Function> functions, List<Data> data) {
  /** A function of a library. */
  record Function(Library library, String name) {}

  /** Data of a library, whose address is to be written at another. */
  record Data(int at, Library library, String name) {}

  private static final int ROOT_SIZE = 8;

  /** Where in the memory it ends. */
  long end() {
    return (root & 0xffff_ffffL) + ROOT_SIZE;
  }

  /** The table of the libraries that can be opened, at an address. */
  static OpenTable of(List<Library> libraries, long address) {
    return new Builder(address).build(libraries);
  }

  private static final class Builder {
    private final long address;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<Function> functions = new ArrayList<>();
    private final List<Data> data = new ArrayList<>();

    private record Name(int length, int address) {}

    Builder(long address) {
      this.address = address;
    }

    OpenTable build(List<Library> libraries) {
      List<Library> sorted =
          libraries.stream().filter(Library::openable).sorted(bytewise()).toList();
      List<List<Integer>> records = new ArrayList<>();
      for (Library library : sorted) {
        Name name = write(library.name());
        int symbols = writeSymbols(library);
        records.add(List.of(name.length(), name.address(), library.symbols().size(), symbols));
      }
      int first = here();
      records.forEach(of -> of.forEach(this::write));
      int root = here();
      write(sorted.size());
      write(first);
      return new OpenTable(ByteSlice.of(out.toByteArray()), root, functions, data);
    }

    private static Comparator<Library> bytewise() {
      return Comparator.comparing(
          library -> library.name().getBytes(StandardCharsets.UTF_8),
          java.util.Arrays::compareUnsigned);
    }

    private int writeSymbols(Library library) {
      List<Map.Entry<String, Library.Symbol>> symbols =
          library.symbols().entrySet().stream()
              .sorted(
                  Comparator.comparing(
                      of -> of.getKey().getBytes(StandardCharsets.UTF_8),
                      java.util.Arrays::compareUnsigned))
              .toList();
      List<Name> names = symbols.stream().map(of -> write(of.getKey())).toList();
      int first = here();
      for (int i = 0; i < symbols.size(); i++) {
        String name = symbols.get(i).getKey();
        write(names.get(i).length());
        write(names.get(i).address());
        switch (symbols.get(i).getValue()) {
          case Library.Symbol.Function _ -> {
            functions.add(new Function(library, name));
            write(functions.size());
          }
          case Library.Symbol.Data _ -> {
            data.add(new Data(here(), library, name));
            write(0);
          }
        }
      }
      return first;
    }

    private int here() {
      return (int) (address + out.size());
    }

    private void write(int number) {
      for (int shift = 0; shift < 32; shift += 8) {
        out.write(number >> shift);
      }
    }

    private Name write(String name) {
      int at = here();
      byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
      out.writeBytes(bytes);
      while (out.size() % 4 != 0) {
        out.write(0);
      }
      return new Name(bytes.length, at);
    }
  }
}
