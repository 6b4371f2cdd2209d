package dev.witj.wasi.fs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** Resolution by the kernel, free of races. */
final class LinuxBeneath implements Beneath {
  private final Linux linux;
  private final int descriptor;
  private final AtomicBoolean closed = new AtomicBoolean();

  private LinuxBeneath(Linux linux, int descriptor) {
    this.linux = linux;
    this.descriptor = descriptor;
  }

  static LinuxBeneath root(Linux linux, Path folder) throws IOException {
    return new LinuxBeneath(linux, linux.openRoot(folder));
  }

  @Override
  public Path path() {
    return Linux.path(descriptor);
  }

  @Override
  public Beneath node(String path, boolean follow, boolean folder) throws IOException {
    int flags = Linux.O_PATH;
    flags |= follow ? 0 : Linux.O_NOFOLLOW;
    flags |= folder ? Linux.O_DIRECTORY : 0;
    return new LinuxBeneath(linux, linux.openBeneath(descriptor, path, flags, 0));
  }

  @Override
  public Opened file(String path, OpenMode mode) throws IOException {
    // Not to hang on a named pipe that nobody writes.
    int flags = Linux.O_NONBLOCK;
    flags |= mode.write() ? (mode.read() ? Linux.O_RDWR : Linux.O_WRONLY) : Linux.O_RDONLY;
    flags |= mode.follow() ? 0 : Linux.O_NOFOLLOW;
    flags |= mode.create() ? Linux.O_CREAT : 0;
    flags |= mode.exclusive() ? Linux.O_EXCL : 0;
    flags |= mode.truncate() ? Linux.O_TRUNC : 0;
    LinuxBeneath node =
        new LinuxBeneath(
            linux, linux.openBeneath(descriptor, path, flags, mode.create() ? 0666 : 0));
    try {
      // A channel is opened anew, and would wait for the other end of a pipe.
      switch (FileStat.of(node.path()).kind()) {
        case FIFO, SOCKET -> throw FsError.UNSUPPORTED.exception();
        case UNKNOWN, BLOCK_DEVICE, CHARACTER_DEVICE, DIRECTORY, SYMBOLIC_LINK, REGULAR_FILE -> {}
      }
      return new Opened(FileChannel.open(node.path(), options(mode)), node);
    } catch (IOException | RuntimeException e) {
      node.close();
      throw e;
    }
  }

  /** What is left to say when the file is there and resolved. */
  static Set<OpenOption> options(OpenMode mode) {
    Set<StandardOpenOption> options = EnumSet.noneOf(StandardOpenOption.class);
    if (mode.read() || !mode.write()) {
      options.add(StandardOpenOption.READ);
    }
    if (mode.write()) {
      options.add(StandardOpenOption.WRITE);
    }
    return Set.copyOf(options);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      linux.close(descriptor);
    }
  }
}
