package dev.witj.wasi.fs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Resolution step by step in Java, for systems without {@code openat2}. Somebody on the host who
 * swaps a folder for a link between two steps can lead it astray: it guards against the guest, not
 * against other programs of the host.
 */
final class PortableBeneath implements Beneath {
  private static final int MAX_LINKS = 40;

  private final Path root;
  private final Path at;

  PortableBeneath(Path root, Path at) {
    this.root = root;
    this.at = at;
  }

  @Override
  public Path path() {
    return at;
  }

  @Override
  public Beneath node(String path, boolean follow, boolean folder) throws IOException {
    Path found = resolve(path, follow || (folder && path.endsWith("/")));
    if (folder && !Files.isDirectory(found, LinkOption.NOFOLLOW_LINKS)) {
      // Says what the system would: a link that is not to be followed is no folder either.
      throw (Files.exists(found, LinkOption.NOFOLLOW_LINKS)
              ? FsError.NOT_DIRECTORY
              : FsError.NO_ENTRY)
          .exception();
    }
    if (!Files.exists(found, LinkOption.NOFOLLOW_LINKS)) {
      throw FsError.NO_ENTRY.exception();
    }
    return new PortableBeneath(at, found);
  }

  @Override
  public Opened file(String path, OpenMode mode) throws IOException {
    Path found = resolve(path, mode.follow() && !mode.exclusive());
    if (Files.isSymbolicLink(found)) {
      throw (mode.exclusive() ? FsError.EXIST : FsError.LOOP).exception();
    }
    if (mode.write() && Files.isDirectory(found, LinkOption.NOFOLLOW_LINKS)) {
      throw FsError.IS_DIRECTORY.exception();
    }
    Set<OpenOption> options = new HashSet<>(LinuxBeneath.options(mode));
    options.add(LinkOption.NOFOLLOW_LINKS);
    if (mode.create() || mode.truncate()) {
      options.add(StandardOpenOption.WRITE);
    }
    if (mode.create()) {
      options.add(mode.exclusive() ? StandardOpenOption.CREATE_NEW : StandardOpenOption.CREATE);
    }
    if (mode.truncate() && mode.read()) {
      // Java refuses READ with TRUNCATE_EXISTING only for appending; still two steps are clearer.
      FileChannel channel = FileChannel.open(found, options);
      channel.truncate(0);
      return new Opened(channel, new PortableBeneath(at, found));
    }
    if (mode.truncate()) {
      options.add(StandardOpenOption.TRUNCATE_EXISTING);
    }
    return new Opened(FileChannel.open(found, options), new PortableBeneath(at, found));
  }

  private Path resolve(String path, boolean followLast) throws IOException {
    Deque<String> todo = new ArrayDeque<>(List.of(path.split("/", -1)));
    Path current = at;
    int depth = 0;
    int links = 0;
    while (!todo.isEmpty()) {
      String step = todo.removeFirst();
      if (step.isEmpty() || step.equals(".")) {
        continue;
      }
      if (step.equals("..")) {
        if (--depth < 0) {
          throw FsError.NOT_PERMITTED.exception();
        }
        current = java.util.Objects.requireNonNull(current.getParent());
        continue;
      }
      Path next = current.resolve(step);
      boolean last = todo.stream().allMatch(s -> s.isEmpty() || s.equals("."));
      if (Files.isSymbolicLink(next) && (!last || followLast)) {
        if (++links > MAX_LINKS) {
          throw FsError.LOOP.exception();
        }
        Path target = Files.readSymbolicLink(next);
        if (target.isAbsolute()) {
          throw FsError.NOT_PERMITTED.exception();
        }
        List<String> steps = Arrays.asList(target.toString().replace('\\', '/').split("/", -1));
        for (String s : steps.reversed()) {
          todo.addFirst(s);
        }
        continue;
      }
      if (!last && !Files.isDirectory(next, LinkOption.NOFOLLOW_LINKS)) {
        throw (Files.exists(next, LinkOption.NOFOLLOW_LINKS)
                ? FsError.NOT_DIRECTORY
                : FsError.NO_ENTRY)
            .exception();
      }
      current = next;
      depth++;
    }
    if (!current.startsWith(root)) {
      throw FsError.NOT_PERMITTED.exception();
    }
    return current;
  }

  @Override
  public void close() {
    // Only a path: nothing is held.
  }
}
