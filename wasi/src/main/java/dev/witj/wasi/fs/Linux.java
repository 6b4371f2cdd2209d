package dev.witj.wasi.fs;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The two calls of Linux that Java lacks: {@code openat2} with {@code RESOLVE_BENEATH}, which lets
 * the kernel itself refuse every step out of a folder, and {@code close}. All else goes through
 * {@code java.nio} on {@code /proc/self/fd/N}.
 *
 * <p>Made on first use: linking costs some tens of milliseconds, which only a guest with a folder
 * should pay.
 */
final class Linux {
  static final int O_RDONLY = 0;
  static final int O_WRONLY = 1;
  static final int O_RDWR = 2;
  static final int O_CREAT = 0x40;
  static final int O_EXCL = 0x80;
  static final int O_TRUNC = 0x200;
  static final int O_NONBLOCK = 0x800;
  static final int O_CLOEXEC = 0x80000;
  static final int O_PATH = 0x200000;
  // The values of these two differ between architectures.
  static final int O_DIRECTORY = isArm() ? 0x4000 : 0x10000;
  static final int O_NOFOLLOW = isArm() ? 0x8000 : 0x20000;

  private static final int AT_FDCWD = -100;
  private static final long SYS_OPENAT2 = 437;
  private static final long RESOLVE_NO_MAGICLINKS = 0x02;
  private static final long RESOLVE_BENEATH = 0x08;
  private static final int EINTR = 4;
  private static final int EAGAIN = 11;
  private static final int ENOSYS = 38;

  private final MethodHandle syscall;
  private final MethodHandle close;
  private final StructLayout captured = Linker.Option.captureStateLayout();
  private final VarHandle errno =
      captured.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  @SuppressWarnings("restricted") // the one place that calls the system
  private Linux() {
    Linker linker = Linker.nativeLinker();
    AddressLayout pointer = ValueLayout.ADDRESS;
    syscall =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("syscall"),
            FunctionDescriptor.of(
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT,
                pointer,
                pointer,
                ValueLayout.JAVA_LONG),
            Linker.Option.captureCallState("errno"),
            Linker.Option.firstVariadicArg(1));
    close =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("close"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
  }

  private static boolean isArm() {
    return System.getProperty("os.arch", "").equals("aarch64");
  }

  /** The calls, or nothing on other systems and on kernels before 5.6. */
  static Optional<Linux> get() {
    return Holder.INSTANCE;
  }

  private static final class Holder {
    static final Optional<Linux> INSTANCE = probe();

    private static Optional<Linux> probe() {
      if (!System.getProperty("os.name", "").equals("Linux")
          || !java.nio.file.Files.isDirectory(Path.of("/proc/self/fd"))) {
        return Optional.empty();
      }
      try {
        Linux linux = new Linux();
        linux.close(linux.openRoot(Path.of("/")));
        return Optional.of(linux);
      } catch (FsException | RuntimeException | LinkageError e) {
        // A seccomp filter or an old kernel: the walk in Java takes over.
        return Optional.empty();
      }
    }
  }

  /** Opens a folder of the host, following links: it is the host who names it. */
  int openRoot(Path folder) throws FsException {
    return open(AT_FDCWD, folder.toString(), O_PATH | O_DIRECTORY, 0, 0);
  }

  /** Opens beneath a folder; a step out of it is {@link FsError#NOT_PERMITTED}. */
  int openBeneath(int folder, String path, int flags, int mode) throws FsException {
    return open(folder, path, flags, mode, RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS);
  }

  private int open(int folder, String path, int flags, int mode, long resolve) throws FsException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment how = arena.allocate(24, 8);
      how.set(ValueLayout.JAVA_LONG, 0, flags | O_CLOEXEC);
      how.set(ValueLayout.JAVA_LONG, 8, mode);
      how.set(ValueLayout.JAVA_LONG, 16, resolve);
      MemorySegment state = arena.allocate(captured);
      MemorySegment name = arena.allocateFrom(path);
      for (int attempt = 0; ; attempt++) {
        long result = (long) syscall.invokeExact(state, SYS_OPENAT2, folder, name, how, 24L);
        if (result >= 0) {
          return (int) result;
        }
        int number = (int) errno.get(state, 0L);
        // EAGAIN: a concurrent rename made the kernel unsure; it asks to be called again.
        if ((number == EAGAIN || number == EINTR) && attempt < 100) {
          continue;
        }
        if (number == ENOSYS) {
          throw FsError.UNSUPPORTED.exception();
        }
        throw FsError.ofErrno(number).exception();
      }
    } catch (FsException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("openat2", e);
    }
  }

  void close(int descriptor) {
    try {
      int ignored = (int) close.invokeExact(descriptor);
    } catch (Throwable e) {
      throw new IllegalStateException("close", e);
    }
  }

  /** A path of the host that names exactly what a descriptor is open on. */
  static Path path(int descriptor) {
    return Path.of("/proc/self/fd/" + descriptor);
  }
}
