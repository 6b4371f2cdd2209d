package dev.witj.wasi.fs;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The names in a folder, read as they are asked for. */
public interface Listing extends AutoCloseable {
  /**
   * One name in a folder.
   *
   * @param kind what it is
   * @param name what it is called
   */
  record Entry(FileStat.Kind kind, String name) {}

  /**
   * The next one, nothing at the end.
   *
   * @throws IOException for a name that is no text, {@link FsError#ILLEGAL_BYTE_SEQUENCE}; those
   *     behind it can still be asked for
   */
  Optional<Entry> next() throws IOException;

  @Override
  void close() throws IOException;

  /** The listing with the names of a small folder in order; those of a large one as they come. */
  static Listing sortedIfSmall(Listing from) throws IOException {
    List<Entry> first = new ArrayList<>();
    try {
      Optional<Entry> next = from.next();
      while (next.isPresent() && first.size() < SMALL) {
        first.add(next.get());
        next = from.next();
      }
      if (next.isEmpty()) {
        first.sort(Comparator.comparing(Entry::name));
      } else {
        first.add(next.get());
      }
    } catch (FsException e) {
      // It comes again where it stands: the rest is told unsorted, this first.
      return new Begun(new ArrayDeque<>(first), Optional.of(e), from);
    }
    return new Begun(new ArrayDeque<>(first), Optional.empty(), from);
  }

  /** How many names are held at a time. */
  int SMALL = 256;

  /** Names that were read already, and then the rest. */
  final class Begun implements Listing {
    private final Deque<Entry> first;
    private Optional<FsException> failure;
    private final Listing rest;

    private Begun(Deque<Entry> first, Optional<FsException> failure, Listing rest) {
      this.first = first;
      this.failure = failure;
      this.rest = rest;
    }

    @Override
    public Optional<Entry> next() throws IOException {
      if (!first.isEmpty()) {
        return Optional.of(first.removeFirst());
      }
      if (failure.isPresent()) {
        FsException told = failure.get();
        failure = Optional.empty();
        throw told;
      }
      return rest.next();
    }

    @Override
    public void close() throws IOException {
      rest.close();
    }
  }
}
