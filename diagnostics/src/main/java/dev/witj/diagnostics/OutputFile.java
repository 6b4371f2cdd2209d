package dev.witj.diagnostics;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Files that appear only whole, and what to say of those that cannot be written. */
public final class OutputFile {
  private static final int MAX_LINKS = 40;

  private OutputFile() {}

  /** What is to be in a file. */
  @FunctionalInterface
  public interface Content {
    /** Writes all of it. */
    void writeTo(OutputStream out) throws IOException;

    private void writeInto(Path file) throws IOException {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
        writeTo(out);
      }
    }
  }

  /**
   * Writes a file in one step: whoever reads it finds the old content or the new one, and so does
   * whoever is interrupted. A link is followed, and what it leads to is replaced; a pipe or a
   * device, which cannot be replaced, is written to. A file that was there keeps its permissions.
   *
   * @param path a file in a folder that exists
   * @param content all of the file
   * @throws IOException if it cannot be written; what was there is untouched then, and nothing is
   *     left beside it
   */
  public static void write(Path path, byte[] content) throws IOException {
    write(path, out -> out.write(content));
  }

  /**
   * Writes a file in one step like {@link #write(Path, byte[])}, from what is written to a stream
   * meanwhile, so that the whole need never be in memory.
   *
   * @param path a file in a folder that exists
   * @param content writes all of the file to the buffered stream that it is given
   * @throws IOException if it cannot be written or {@code content} throws it; what was there is
   *     untouched then, and nothing is left beside it; and so for all else that {@code content}
   *     throws
   */
  public static void write(Path path, Content content) throws IOException {
    if (Files.isDirectory(path)) {
      throw new FileSystemException(path.toString(), null, "is a directory");
    }
    boolean replaces = Files.exists(path);
    if (replaces && !Files.isWritable(path)) {
      throw new AccessDeniedException(path.toString());
    }
    if (replaces && !Files.isRegularFile(path)) {
      content.writeInto(path);
      return;
    }
    Path target = behindLinks(path);
    Path beside = createBeside(target);
    try {
      content.writeInto(beside);
      if (replaces) {
        copyPermissions(target, beside);
      }
      move(beside, target);
    } catch (IOException | RuntimeException | Error e) {
      delete(beside, e);
      throw e;
    }
  }

  /** What went wrong with a file or a folder, without the path that Java puts before it. */
  public static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NoSuchFileException) {
      return "no such folder";
    }
    if (e instanceof FileAlreadyExistsException there) {
      return "`" + there.getFile() + "` is a file";
    }
    if (e instanceof FileSystemLoopException) {
      return "too many links";
    }
    if (e instanceof FileSystemException f && f.getReason() != null) {
      return f.getReason().toLowerCase(Locale.ROOT);
    }
    String message = e.getMessage();
    return message == null ? "input/output error" : message.toLowerCase(Locale.ROOT);
  }

  private static Path behindLinks(Path path) throws IOException {
    Path target = path;
    for (int links = 0; Files.isSymbolicLink(target); links++) {
      if (links == MAX_LINKS) {
        throw new FileSystemLoopException(path.toString());
      }
      target = target.resolveSibling(Files.readSymbolicLink(target));
    }
    return target;
  }

  /** A new file with the permissions that new files have, unlike those of a temporary one. */
  private static Path createBeside(Path target) throws IOException {
    while (true) {
      String name = ".wit-j-" + Long.toHexString(ThreadLocalRandom.current().nextLong()) + ".tmp";
      try {
        return Files.createFile(target.resolveSibling(name));
      } catch (FileAlreadyExistsException taken) {
        // Another name will do.
      }
    }
  }

  private static void copyPermissions(Path from, Path to) throws IOException {
    @Nullable PosixFileAttributeView view =
        Files.getFileAttributeView(from, PosixFileAttributeView.class);
    if (view != null) {
      Files.setPosixFilePermissions(to, view.readAttributes().permissions());
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void delete(Path file, Throwable because) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      because.addSuppressed(e);
    }
  }
}
