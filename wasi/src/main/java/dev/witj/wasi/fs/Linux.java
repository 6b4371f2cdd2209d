package dev.witj.wasi.fs;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The system's calls on names in open folders. Java has no such calls: what {@code java.nio} takes
 * is resolved anew from the root each time, in the character set of the process, and a folder on
 * the way can be another one by then. Names are UTF-8 here, whatever the locale says.
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
  static final int O_NOCTTY = 0x100;
  static final int O_TRUNC = 0x200;
  static final int O_NONBLOCK = 0x800;
  static final int O_PATH = 0x200000;
  // The values of these two differ between architectures.
  static final int O_DIRECTORY = isArm() ? 0x4000 : 0x10000;
  static final int O_NOFOLLOW = isArm() ? 0x8000 : 0x20000;

  private static final int O_CLOEXEC = 0x80000;
  private static final int AT_FDCWD = -100;
  private static final int AT_SYMLINK_NOFOLLOW = 0x100;
  private static final int AT_REMOVEDIR = 0x200;
  private static final int AT_EMPTY_PATH = 0x1000;
  private static final int STATX_BASIC_STATS = 0x7ff;
  private static final int STATX_SIZE = 256;
  private static final long UTIME_OMIT = (1L << 30) - 2;
  private static final long SYS_OPENAT2 = 437;
  private static final long RESOLVE_NO_MAGICLINKS = 0x02;
  private static final long RESOLVE_BENEATH = 0x08;
  private static final int EPERM = 1;
  private static final int EINTR = 4;
  private static final int EAGAIN = 11;
  private static final int EINVAL = 22;
  private static final int ENOSYS = 38;

  /** What a link may say at most, as the system has it. */
  static final int PATH_MAX = 4096;

  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

  private final Linker linker = Linker.nativeLinker();
  private final StructLayout captured = Linker.Option.captureStateLayout();
  private final VarHandle errno =
      captured.varHandle(MemoryLayout.PathElement.groupElement("errno"));
  private final MethodHandle syscall =
      function("syscall", LONG, 1, LONG, INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, LONG);
  private final MethodHandle openat =
      function("openat", INT, 3, INT, ValueLayout.ADDRESS, INT, INT);
  private final MethodHandle close = function("close", INT, 0, INT);
  private final MethodHandle fcntl = function("fcntl", INT, 2, INT, INT, INT);
  private final MethodHandle statx =
      function("statx", INT, 0, INT, ValueLayout.ADDRESS, INT, INT, ValueLayout.ADDRESS);
  private final MethodHandle mkdirat = function("mkdirat", INT, 0, INT, ValueLayout.ADDRESS, INT);
  private final MethodHandle unlinkat = function("unlinkat", INT, 0, INT, ValueLayout.ADDRESS, INT);
  private final MethodHandle symlinkat =
      function("symlinkat", INT, 0, ValueLayout.ADDRESS, INT, ValueLayout.ADDRESS);
  private final MethodHandle linkat =
      function("linkat", INT, 0, INT, ValueLayout.ADDRESS, INT, ValueLayout.ADDRESS, INT);
  private final MethodHandle renameat =
      function("renameat", INT, 0, INT, ValueLayout.ADDRESS, INT, ValueLayout.ADDRESS);
  private final MethodHandle readlinkat =
      function("readlinkat", LONG, 0, INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, LONG);
  private final MethodHandle utimensat =
      function("utimensat", INT, 0, INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, INT);
  private final MethodHandle getdents = directoryEntries();
  private final MethodHandle pread =
      function("pread", LONG, 0, INT, ValueLayout.ADDRESS, LONG, LONG);
  private final MethodHandle pwrite =
      function("pwrite", LONG, 0, INT, ValueLayout.ADDRESS, LONG, LONG);
  private final MethodHandle ftruncate = function("ftruncate", INT, 0, INT, LONG);
  private final MethodHandle fsync = function("fsync", INT, 0, INT);
  private final MethodHandle fdatasync = function("fdatasync", INT, 0, INT);

  private Linux() {}

  private static boolean isArm() {
    return System.getProperty("os.arch", "").equals("aarch64");
  }

  /** Architectures whose numbers are known here. */
  private static boolean isKnown() {
    String arch = System.getProperty("os.arch", "");
    return System.getProperty("os.name", "").equals("Linux")
        && (arch.equals("amd64") || arch.equals("aarch64") || arch.equals("riscv64"));
  }

  @SuppressWarnings("restricted") // the one place that calls the system
  private MethodHandle function(
      String name, MemoryLayout result, int firstVariadic, MemoryLayout... arguments) {
    MemorySegment address = linker.defaultLookup().findOrThrow(name);
    FunctionDescriptor type = FunctionDescriptor.of(result, arguments);
    Linker.Option capture = Linker.Option.captureCallState("errno");
    return firstVariadic == 0
        ? linker.downcallHandle(address, type, capture)
        : linker.downcallHandle(
            address, type, capture, Linker.Option.firstVariadicArg(firstVariadic));
  }

  /** The GNU library and musl call it differently. */
  private MethodHandle directoryEntries() {
    SymbolLookup library = linker.defaultLookup();
    String name = library.find("getdents64").isPresent() ? "getdents64" : "getdents";
    return function(name, LONG, 0, INT, ValueLayout.ADDRESS, LONG);
  }

  // How it is found.

  /** What the system answered; null until it was asked. */
  private static volatile @Nullable Answer answer;

  private record Answer(Optional<Resolver> resolver) {}

  /**
   * How paths are resolved here: by the kernel where it has {@code openat2}, else step by step;
   * nothing on other systems, or where the calls are forbidden. To be called before any guest runs:
   * what goes wrong for want of stack or memory is thrown, never taken for an answer.
   */
  static Optional<Resolver> resolver() {
    Answer known = answer;
    if (known == null) {
      known = new Answer(isKnown() ? probe(Optional.empty()) : Optional.empty());
      answer = known;
    }
    return known.resolver();
  }

  /**
   * As {@link #resolver()}, tried anew.
   *
   * @param errno what {@code openat2} fails with, as under an older kernel; nothing to ask the
   *     system
   */
  static Optional<Resolver> probe(Optional<Integer> errno) {
    Linux linux;
    try {
      linux = new Linux();
    } catch (java.util.NoSuchElementException | UnsupportedOperationException e) {
      // A C library without one of the calls.
      return Optional.empty();
    }
    try (Descriptor root = linux.openRoot("/")) {
      FileStat stat = root.use(linux::stat);
      if (stat.kind() != FileStat.Kind.DIRECTORY) {
        return Optional.empty();
      }
      int denied = errno.isPresent() ? errno.get() : root.use(linux::tryOpenBeneath);
      return Optional.of(
          denied == 0 ? new Resolver.ByKernel(linux) : new Resolver.StepByStep(linux));
    } catch (FsException e) {
      return Optional.empty();
    }
  }

  /** What keeps {@code openat2} from working: 0 if nothing does. */
  private int tryOpenBeneath(int root) {
    try {
      openBeneath(root, ".", O_PATH, 0).close();
      return 0;
    } catch (FsException e) {
      // An old kernel knows no such call; a filter may say so, too, or that it is forbidden.
      return e.error() == FsError.NOT_PERMITTED ? EPERM : ENOSYS;
    }
  }

  // The calls. Each names a folder by number, and in it one name.

  private interface Call {
    long run(Arena arena, MemorySegment state) throws Throwable;
  }

  /**
   * Calls until it is not interrupted.
   *
   * @return what it gives
   * @throws FsException by {@code errno} if it fails
   */
  private long call(Call call) throws FsException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(captured);
      while (true) {
        long result = call.run(arena, state);
        if (result >= 0) {
          return result;
        }
        int number = (int) errno.get(state, 0L);
        if (number != EINTR) {
          throw new FsException(FsError.ofErrno(number), number);
        }
      }
    } catch (FsException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private Descriptor opened(Call call) throws FsException {
    return new Descriptor(this, (int) call(call));
  }

  /** Opens a folder of the host, following links: it is the host who names it. */
  Descriptor openRoot(String folder) throws FsException {
    return open(AT_FDCWD, folder, O_PATH | O_DIRECTORY, 0);
  }

  /** Opens a name in a folder. */
  Descriptor open(int folder, String name, int flags, int mode) throws FsException {
    return opened(
        (arena, state) ->
            (int)
                openat.invokeExact(
                    state, folder, arena.allocateFrom(name), flags | O_CLOEXEC, mode));
  }

  /** Opens beneath a folder; a step out of it is {@link FsError#CROSS_DEVICE}. */
  Descriptor openBeneath(int folder, String path, int flags, int mode) throws FsException {
    for (int attempt = 0; ; attempt++) {
      try {
        return opened(
            (arena, state) -> {
              MemorySegment how = arena.allocate(24, 8);
              how.set(LONG, 0, flags | O_CLOEXEC);
              how.set(LONG, 8, mode);
              how.set(LONG, 16, RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS);
              return (long)
                  syscall.invokeExact(
                      state, SYS_OPENAT2, folder, arena.allocateFrom(path), how, 24L);
            });
      } catch (FsException e) {
        // A concurrent rename made the kernel unsure; it asks to be called again.
        if (e.errno() != EAGAIN || attempt >= 1000) {
          throw e;
        }
      }
    }
  }

  /** One more descriptor of the same. */
  Descriptor duplicate(int descriptor) throws FsException {
    int duplicate = 1030; // F_DUPFD_CLOEXEC
    return opened((_, state) -> (int) fcntl.invokeExact(state, descriptor, duplicate, 0));
  }

  void close(int descriptor) {
    try {
      // Whatever it says, the number is free.
      long _ = call((_, state) -> Math.max(0, (int) close.invokeExact(state, descriptor)));
    } catch (FsException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What is known of what a descriptor is open on. */
  FileStat stat(int descriptor) throws FsException {
    return stat(descriptor, "", AT_EMPTY_PATH);
  }

  /** What is known of a name, which is not followed. */
  FileStat stat(int folder, String name) throws FsException {
    return stat(folder, name, AT_SYMLINK_NOFOLLOW);
  }

  private FileStat stat(int folder, String name, int flags) throws FsException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment it = arena.allocate(STATX_SIZE, 8);
      long _ =
          call(
              (own, state) ->
                  (int)
                      statx.invokeExact(
                          state, folder, own.allocateFrom(name), flags, STATX_BASIC_STATS, it));
      long device = (long) it.get(INT, 136) << 32 | (it.get(INT, 140) & 0xffffffffL);
      return new FileStat(
          FileStat.Kind.ofMode(it.get(ValueLayout.JAVA_SHORT, 28)),
          it.get(INT, 16) & 0xffffffffL,
          it.get(LONG, 40),
          time(it, 64),
          time(it, 112),
          time(it, 96),
          device,
          it.get(LONG, 32));
    }
  }

  private static Instant time(MemorySegment statx, long offset) {
    return Instant.ofEpochSecond(statx.get(LONG, offset), statx.get(INT, offset + 8));
  }

  void createFolder(int folder, String name) throws FsException {
    long _ =
        call(
            (arena, state) ->
                (int) mkdirat.invokeExact(state, folder, arena.allocateFrom(name), 0777));
  }

  void removeFolder(int folder, String name) throws FsException {
    unlink(folder, name, AT_REMOVEDIR);
  }

  void removeFile(int folder, String name) throws FsException {
    unlink(folder, name, 0);
  }

  private void unlink(int folder, String name, int flags) throws FsException {
    long _ =
        call(
            (arena, state) ->
                (int) unlinkat.invokeExact(state, folder, arena.allocateFrom(name), flags));
  }

  void createLink(String target, int folder, String name) throws FsException {
    long _ =
        call(
            (arena, state) ->
                (int)
                    symlinkat.invokeExact(
                        state, arena.allocateFrom(target), folder, arena.allocateFrom(name)));
  }

  /** Gives a file one more name; a link itself, not what it leads to. */
  void addName(int folder, String name, int newFolder, String newName) throws FsException {
    long _ =
        call(
            (arena, state) ->
                (int)
                    linkat.invokeExact(
                        state,
                        folder,
                        arena.allocateFrom(name),
                        newFolder,
                        arena.allocateFrom(newName),
                        0));
  }

  void rename(int folder, String name, int newFolder, String newName) throws FsException {
    long _ =
        call(
            (arena, state) ->
                (int)
                    renameat.invokeExact(
                        state,
                        folder,
                        arena.allocateFrom(name),
                        newFolder,
                        arena.allocateFrom(newName)));
  }

  /** What a link says; an empty name asks for the link that the descriptor is open on. */
  String readLink(int folder, String name) throws FsException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(PATH_MAX);
      long size =
          call(
              (own, state) ->
                  (long)
                      readlinkat.invokeExact(
                          state, folder, own.allocateFrom(name), buffer, (long) PATH_MAX));
      return Utf8.decode(buffer.asSlice(0, size).toArray(ValueLayout.JAVA_BYTE));
    }
  }

  /** Sets times of a name, which is not followed; null stays. */
  void setTimes(int folder, String name, @Nullable Instant accessed, @Nullable Instant modified)
      throws FsException {
    setTimes(folder, name, AT_SYMLINK_NOFOLLOW, accessed, modified);
  }

  /** Sets times of what a descriptor is open on; null stays. */
  void setTimes(int descriptor, @Nullable Instant accessed, @Nullable Instant modified)
      throws FsException {
    try {
      setTimes(descriptor, "", AT_EMPTY_PATH, accessed, modified);
    } catch (FsException e) {
      if (e.errno() != EINVAL) {
        throw e;
      }
      // Before Linux 5.8.
      setTimes(AT_FDCWD, "/proc/self/fd/" + descriptor, 0, accessed, modified);
    }
  }

  private void setTimes(
      int folder, String name, int flags, @Nullable Instant accessed, @Nullable Instant modified)
      throws FsException {
    long _ =
        call(
            (arena, state) -> {
              MemorySegment times = arena.allocate(32, 8);
              put(times, 0, accessed);
              put(times, 16, modified);
              return (int)
                  utimensat.invokeExact(state, folder, arena.allocateFrom(name), times, flags);
            });
  }

  private static void put(MemorySegment times, long offset, @Nullable Instant time) {
    times.set(LONG, offset, time == null ? 0 : time.getEpochSecond());
    times.set(LONG, offset + 8, time == null ? UTIME_OMIT : time.getNano());
  }

  /**
   * Reads names of a folder that is open for reading.
   *
   * @return how many bytes of the buffer are filled, 0 at the end
   */
  int entries(int folder, MemorySegment buffer) throws FsException {
    return (int)
        call((_, state) -> (long) getdents.invokeExact(state, folder, buffer, buffer.byteSize()));
  }

  /** Reads at a position; 0 at the end. */
  int read(int file, MemorySegment into, long position) throws FsException {
    return (int)
        call((_, state) -> (long) pread.invokeExact(state, file, into, into.byteSize(), position));
  }

  /** Writes at a position, maybe only a part. */
  int write(int file, MemorySegment from, long position) throws FsException {
    return (int)
        call((_, state) -> (long) pwrite.invokeExact(state, file, from, from.byteSize(), position));
  }

  void resize(int file, long size) throws FsException {
    long _ = call((_, state) -> (int) ftruncate.invokeExact(state, file, size));
  }

  /**
   * Has the system write down what it holds back.
   *
   * @param all whether what is known of the file counts too
   */
  void sync(int file, boolean all) throws FsException {
    MethodHandle kind = all ? fsync : fdatasync;
    long _ = call((_, state) -> (int) kind.invokeExact(state, file));
  }

  /** Names as the system has them are bytes; a guest's are text. */
  static final class Utf8 {
    private Utf8() {}

    /**
     * Decodes a name.
     *
     * @throws FsException {@link FsError#ILLEGAL_BYTE_SEQUENCE} if it is no UTF-8
     */
    static String decode(byte[] bytes) throws FsException {
      try {
        return StandardCharsets.UTF_8
            .newDecoder()
            .decode(java.nio.ByteBuffer.wrap(bytes))
            .toString();
      } catch (java.nio.charset.CharacterCodingException e) {
        throw FsError.ILLEGAL_BYTE_SEQUENCE.exception();
      }
    }
  }
}
