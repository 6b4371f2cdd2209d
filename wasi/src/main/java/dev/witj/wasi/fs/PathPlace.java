package dev.witj.wasi.fs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A path of {@code java.nio}, for systems whose own calls cannot be had. It is only what the path
 * names at the moment: whoever renames meanwhile, another guest of the same folder too, can lead it
 * out. It is used only where the host says so.
 */
final class PathPlace implements Place {
  private static final int MAX_LINKS = 40;

  private final Path at;

  PathPlace(Path at) {
    this.at = at;
  }

  @Override
  public Place node(String path, boolean follow, boolean folder) throws IOException {
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
    return new PathPlace(found);
  }

  @Override
  public Content file(String path, OpenMode mode) throws IOException {
    Path found = resolve(path, mode.follow() && !mode.exclusive());
    if (Files.isSymbolicLink(found)) {
      throw (mode.exclusive() ? FsError.EXIST : FsError.LOOP).exception();
    }
    if (Files.exists(found, LinkOption.NOFOLLOW_LINKS)) {
      switch (FileStat.of(found, LinkOption.NOFOLLOW_LINKS).kind()) {
        // To open one waits for the other end.
        case FIFO, SOCKET -> throw FsError.UNSUPPORTED.exception();
        case DIRECTORY -> {
          if (mode.write()) {
            throw FsError.IS_DIRECTORY.exception();
          }
        }
        case UNKNOWN, BLOCK_DEVICE, CHARACTER_DEVICE, SYMBOLIC_LINK, REGULAR_FILE -> {}
      }
    }
    FileChannel channel = FileChannel.open(found, options(mode));
    if (mode.truncate()) {
      channel.truncate(0);
    }
    return new Content.OfChannel(channel, new PathPlace(found));
  }

  private static Set<OpenOption> options(OpenMode mode) {
    Set<OpenOption> options = new HashSet<>();
    options.add(LinkOption.NOFOLLOW_LINKS);
    if (mode.read() || !mode.write()) {
      options.add(StandardOpenOption.READ);
    }
    if (mode.write() || mode.create() || mode.truncate()) {
      options.add(StandardOpenOption.WRITE);
    }
    if (mode.create()) {
      options.add(mode.exclusive() ? StandardOpenOption.CREATE_NEW : StandardOpenOption.CREATE);
    }
    return options;
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
    return current;
  }

  @Override
  public Place duplicate() {
    return this;
  }

  @Override
  public FileStat stat() throws IOException {
    return FileStat.of(at);
  }

  @Override
  public FileStat stat(String name) throws IOException {
    return FileStat.of(at.resolve(name), LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public void setTimes(@Nullable Instant accessed, @Nullable Instant modified) throws IOException {
    setTimes(at, accessed, modified);
  }

  @Override
  public void setTimes(String name, @Nullable Instant accessed, @Nullable Instant modified)
      throws IOException {
    setTimes(at.resolve(name), accessed, modified, LinkOption.NOFOLLOW_LINKS);
  }

  private static void setTimes(
      Path path, @Nullable Instant accessed, @Nullable Instant modified, LinkOption... options)
      throws IOException {
    if (accessed != null || modified != null) {
      Files.getFileAttributeView(path, BasicFileAttributeView.class, options)
          .setTimes(time(modified), time(accessed), null);
    }
  }

  /** Java counts nanoseconds in a long and takes what is beyond for the last there is. */
  private static @Nullable FileTime time(@Nullable Instant time) throws FsException {
    if (time != null && time.getEpochSecond() > Long.MAX_VALUE / 1_000_000_000) {
      throw FsError.OVERFLOW.exception();
    }
    return time == null ? null : FileTime.from(time);
  }

  @Override
  public void sync() throws IOException {
    try (FileChannel channel = FileChannel.open(at)) {
      channel.force(true);
    }
  }

  @Override
  public void createFolder(String name) throws IOException {
    Files.createDirectory(at.resolve(name));
  }

  @Override
  public void removeFolder(String name) throws IOException {
    if (stat(name).kind() != FileStat.Kind.DIRECTORY) {
      throw FsError.NOT_DIRECTORY.exception();
    }
    Files.delete(at.resolve(name));
  }

  @Override
  public void removeFile(String name) throws IOException {
    if (stat(name).kind() == FileStat.Kind.DIRECTORY) {
      throw FsError.IS_DIRECTORY.exception();
    }
    Files.delete(at.resolve(name));
  }

  @Override
  public String readLink(String name) throws IOException {
    return Files.readSymbolicLink(at.resolve(name)).toString();
  }

  @Override
  public void createLink(String target, String name) throws IOException {
    Files.createSymbolicLink(at.resolve(name), Path.of(target));
  }

  @Override
  public void addName(String name, Place other, String newName) throws IOException {
    if (stat(name).kind() == FileStat.Kind.DIRECTORY) {
      throw FsError.NOT_PERMITTED.exception();
    }
    Files.createLink(of(other).resolve(newName), at.resolve(name));
  }

  @Override
  public void rename(String name, Place other, String newName) throws IOException {
    Files.move(at.resolve(name), of(other).resolve(newName), StandardCopyOption.ATOMIC_MOVE);
  }

  private static Path of(Place other) throws FsException {
    if (other instanceof PathPlace place) {
      return place.at;
    }
    throw FsError.CROSS_DEVICE.exception();
  }

  @Override
  @SuppressWarnings("StreamResourceLeak") // closed with the listing
  public Listing list() throws IOException {
    DirectoryStream<Path> stream = Files.newDirectoryStream(at);
    return new Names(stream, stream.iterator());
  }

  @Override
  public void close() {
    // Only a path: nothing is held.
  }

  /** The names in a folder. */
  private record Names(DirectoryStream<Path> stream, Iterator<Path> paths) implements Listing {
    @Override
    public Optional<Entry> next() throws IOException {
      try {
        while (paths.hasNext()) {
          Path path = paths.next();
          try {
            FileStat.Kind kind = FileStat.of(path, LinkOption.NOFOLLOW_LINKS).kind();
            return Optional.of(new Entry(kind, String.valueOf(path.getFileName())));
          } catch (IOException gone) {
            // The next one then.
          }
        }
        return Optional.empty();
      } catch (DirectoryIteratorException e) {
        throw e.getCause();
      }
    }

    @Override
    public void close() throws IOException {
      stream.close();
    }
  }
}
