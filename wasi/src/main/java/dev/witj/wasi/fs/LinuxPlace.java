package dev.witj.wasi.fs;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A descriptor of the system: it stays what it is whatever is renamed around it. */
final class LinuxPlace implements Place {
  private final Resolver resolver;
  private final Linux linux;
  private final Descriptor descriptor;

  private LinuxPlace(Resolver resolver, Descriptor descriptor) {
    this.resolver = resolver;
    this.linux = resolver.linux();
    this.descriptor = descriptor;
  }

  /** A folder that the host names. */
  static LinuxPlace root(Resolver resolver, String folder) throws IOException {
    return new LinuxPlace(resolver, resolver.linux().openRoot(folder));
  }

  @Override
  public Place node(String path, boolean follow, boolean folder) throws IOException {
    return new LinuxPlace(resolver, resolver.node(descriptor, path, follow, folder));
  }

  @Override
  public Content file(String path, OpenMode mode) throws IOException {
    // Not to hang on a named pipe that nobody writes, nor to get a terminal for the process.
    int flags = Linux.O_NONBLOCK | Linux.O_NOCTTY;
    flags |= mode.write() ? (mode.read() ? Linux.O_RDWR : Linux.O_WRONLY) : Linux.O_RDONLY;
    flags |= mode.follow() ? 0 : Linux.O_NOFOLLOW;
    flags |= mode.create() ? Linux.O_CREAT : 0;
    flags |= mode.exclusive() ? Linux.O_EXCL : 0;
    flags |= mode.truncate() ? Linux.O_TRUNC : 0;
    Descriptor opened = resolver.file(descriptor, path, flags, mode.create() ? 0666 : 0);
    try {
      // A read of these would wait for the other end.
      switch (opened.use(linux::stat).kind()) {
        case FIFO, SOCKET -> throw FsError.UNSUPPORTED.exception();
        case UNKNOWN, BLOCK_DEVICE, CHARACTER_DEVICE, DIRECTORY, SYMBOLIC_LINK, REGULAR_FILE -> {}
      }
      return new Bytes(linux, opened);
    } catch (FsException | RuntimeException | Error e) {
      opened.close();
      throw e;
    }
  }

  @Override
  public Place duplicate() throws IOException {
    return new LinuxPlace(resolver, descriptor.use(linux::duplicate));
  }

  @Override
  public FileStat stat() throws IOException {
    return descriptor.use(linux::stat);
  }

  @Override
  public FileStat stat(String name) throws IOException {
    return descriptor.use(number -> linux.stat(number, name));
  }

  @Override
  public void setTimes(@Nullable Instant accessed, @Nullable Instant modified) throws IOException {
    run(number -> linux.setTimes(number, accessed, modified));
  }

  @Override
  public void setTimes(String name, @Nullable Instant accessed, @Nullable Instant modified)
      throws IOException {
    run(number -> linux.setTimes(number, name, accessed, modified));
  }

  @Override
  public void sync() throws IOException {
    try (Descriptor readable = readable()) {
      run(readable, number -> linux.sync(number, true));
    }
  }

  @Override
  public void createFolder(String name) throws IOException {
    run(number -> linux.createFolder(number, name));
  }

  @Override
  public void removeFolder(String name) throws IOException {
    run(number -> linux.removeFolder(number, name));
  }

  @Override
  public void removeFile(String name) throws IOException {
    run(number -> linux.removeFile(number, name));
  }

  @Override
  public String readLink(String name) throws IOException {
    return descriptor.use(number -> linux.readLink(number, name));
  }

  @Override
  public void createLink(String target, String name) throws IOException {
    run(number -> linux.createLink(target, number, name));
  }

  @Override
  public void addName(String name, Place other, String newName) throws IOException {
    Descriptor target = of(other);
    run(number -> run(target, into -> linux.addName(number, name, into, newName)));
  }

  @Override
  public void rename(String name, Place other, String newName) throws IOException {
    Descriptor target = of(other);
    run(number -> run(target, into -> linux.rename(number, name, into, newName)));
  }

  private static Descriptor of(Place other) throws FsException {
    if (other instanceof LinuxPlace linuxPlace) {
      return linuxPlace.descriptor;
    }
    throw FsError.CROSS_DEVICE.exception();
  }

  @Override
  public Listing list() throws IOException {
    return new Names(linux, readable());
  }

  /** What is only a place is opened once more to be read. */
  private Descriptor readable() throws FsException {
    return descriptor.use(number -> linux.open(number, ".", Linux.O_RDONLY | Linux.O_DIRECTORY, 0));
  }

  @Override
  public void close() {
    descriptor.close();
  }

  private interface Act {
    void on(int number) throws FsException;
  }

  private void run(Act act) throws FsException {
    run(descriptor, act);
  }

  private static void run(Descriptor descriptor, Act act) throws FsException {
    boolean _ =
        descriptor.use(
            number -> {
              act.on(number);
              return true;
            });
  }

  /** An open file. */
  record Bytes(Linux linux, Descriptor descriptor) implements Content {
    @Override
    public FileStat stat() throws IOException {
      return descriptor.use(linux::stat);
    }

    @Override
    public void setTimes(@Nullable Instant accessed, @Nullable Instant modified)
        throws IOException {
      run(descriptor, number -> linux.setTimes(number, accessed, modified));
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
      if (!into.hasRemaining()) {
        return 0;
      }
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment buffer = arena.allocate(into.remaining());
        int count = descriptor.use(number -> linux.read(number, buffer, position));
        MemorySegment.ofBuffer(into).copyFrom(buffer.asSlice(0, count));
        into.position(into.position() + count);
        return count == 0 ? -1 : count;
      }
    }

    @Override
    public int write(ByteBuffer from, long position) throws IOException {
      int size = Math.min(from.remaining(), MAX_WRITE);
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment buffer = arena.allocate(size);
        buffer.copyFrom(MemorySegment.ofBuffer(from).asSlice(0, size));
        int count = descriptor.use(number -> linux.write(number, buffer, position));
        from.position(from.position() + count);
        return count;
      }
    }

    /** What is copied out of the Java heap at a time. */
    private static final int MAX_WRITE = 1 << 18;

    @Override
    public void resize(long size) throws IOException {
      run(descriptor, number -> linux.resize(number, size));
    }

    @Override
    public void sync(boolean all) throws IOException {
      run(descriptor, number -> linux.sync(number, all));
    }

    @Override
    public void close() {
      descriptor.close();
    }
  }

  /** The names in a folder, some kilobytes of them at a time. */
  private static final class Names implements Listing {
    private static final int BUFFER = 8192;
    private static final int OFFSET_OF_LENGTH = 16;
    private static final int OFFSET_OF_NAME = 19;

    private final Linux linux;
    private final Descriptor folder;
    private byte[] bytes = new byte[0];
    private int next;
    private boolean ended;

    Names(Linux linux, Descriptor folder) {
      this.linux = linux;
      this.folder = folder;
    }

    @Override
    public Optional<Entry> next() throws IOException {
      while (next < bytes.length || fill()) {
        ByteBuffer entry = ByteBuffer.wrap(bytes).order(java.nio.ByteOrder.nativeOrder());
        int at = next;
        next += Short.toUnsignedInt(entry.getShort(at + OFFSET_OF_LENGTH));
        int end = at + OFFSET_OF_NAME;
        while (bytes[end] != 0) {
          end++;
        }
        byte[] raw = java.util.Arrays.copyOfRange(bytes, at + OFFSET_OF_NAME, end);
        String name = Linux.Utf8.decode(raw);
        if (!name.equals(".") && !name.equals("..")) {
          Optional<Entry> entryFound = entry(name);
          if (entryFound.isPresent()) {
            return entryFound;
          }
        }
      }
      return Optional.empty();
    }

    /** The system tells a kind with the name, but not on all file systems. */
    private Optional<Entry> entry(String name) throws FsException {
      try {
        return Optional.of(new Entry(folder.use(number -> linux.stat(number, name)).kind(), name));
      } catch (FsException e) {
        if (e.error() == FsError.NO_ENTRY) {
          return Optional.empty();
        }
        throw e;
      }
    }

    private boolean fill() throws FsException {
      if (ended) {
        return false;
      }
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment buffer = arena.allocate(BUFFER, 8);
        int count = folder.use(number -> linux.entries(number, buffer));
        bytes = buffer.asSlice(0, count).toArray(ValueLayout.JAVA_BYTE);
        next = 0;
        ended = count == 0;
        return !ended;
      }
    }

    @Override
    public void close() {
      folder.close();
    }
  }
}
