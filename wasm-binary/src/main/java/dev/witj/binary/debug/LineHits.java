package dev.witj.binary.debug;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The addresses whose lines are wanted, and what the table that is being read says of them. Where
 * two tables speak of an address, the sequence that begins next to it is believed: linkers leave
 * tables of functions behind that are no longer there.
 */
final class LineHits {
  private final int[] addresses;
  private final long[] starts;
  private final boolean[] fresh;
  private final int[] files;
  private final int[] lines;
  private final int[] columns;

  /** What the tables said that were read, by the numbers of the addresses. */
  private final Map<Integer, Supplier<SourceLine>> said = new HashMap<>();

  /** The wanted ones, in ascending order. */
  LineHits(int[] addresses) {
    this.addresses = addresses;
    this.starts = new long[addresses.length];
    this.fresh = new boolean[addresses.length];
    this.files = new int[addresses.length];
    this.lines = new int[addresses.length];
    this.columns = new int[addresses.length];
  }

  /**
   * A row of a table.
   *
   * @param start where its sequence begins; nothing is at 0, where a section begins
   * @param from the first address that it is about
   * @param to the first one that it is not about
   */
  void row(long start, long from, long to, int file, int line, int column) {
    int count = addresses.length;
    if (start <= 0 || count == 0 || from > addresses[count - 1] || to <= addresses[0]) {
      return;
    }
    int at = Arrays.binarySearch(addresses, (int) Math.max(from, 0));
    for (int i = at < 0 ? -at - 1 : at; i < count && addresses[i] < to; i++) {
      if (start >= starts[i]) {
        starts[i] = start;
        fresh[i] = true;
        files[i] = file;
        lines[i] = line;
        columns[i] = column;
      }
    }
  }

  /**
   * Takes over what the table said. Paths are read at the end: any number of tables may have the
   * same long one.
   *
   * @param paths what reads the path of a file by its number in the table
   */
  void take(IntFunction<Optional<Supplier<String>>> paths) {
    for (int i = 0; i < addresses.length; i++) {
      if (fresh[i]) {
        fresh[i] = false;
        int line = lines[i];
        int column = columns[i];
        Optional<Supplier<String>> path = line <= 0 ? Optional.empty() : paths.apply(files[i]);
        if (path.isPresent()) {
          said.put(i, () -> new SourceLine(path.get().get(), line, column));
        } else {
          said.remove(i);
        }
      }
    }
  }

  /**
   * Tells what all tables said.
   *
   * @param found takes the lines, by the numbers of the addresses
   */
  void find(@Nullable SourceLine[] found) {
    said.forEach((i, line) -> found[i] = line.get());
  }

  /** The table was malformed. */
  void forget() {
    for (int i = 0; i < addresses.length; i++) {
      if (fresh[i]) {
        fresh[i] = false;
        starts[i] = 0;
      }
    }
  }
}
