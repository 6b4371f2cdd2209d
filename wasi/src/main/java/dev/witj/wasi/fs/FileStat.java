package dev.witj.wasi.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * What is known of a file without reading it.
 *
 * @param kind what it is
 * @param links how many names it has
 * @param size in bytes
 * @param accessed when it was last read
 * @param modified when its content last changed
 * @param changed when it last changed in any way
 * @param device on which device it lies, 0 where that is unknown
 * @param node its number there, or a hash of its identity
 */
public record FileStat(
    Kind kind,
    long links,
    long size,
    Instant accessed,
    Instant modified,
    Instant changed,
    long device,
    long node) {
  /** What a file can be. */
  public enum Kind {
    UNKNOWN,
    BLOCK_DEVICE,
    CHARACTER_DEVICE,
    DIRECTORY,
    FIFO,
    SYMBOLIC_LINK,
    REGULAR_FILE,
    SOCKET;

    /** What the mode of a Unix file says that it is. */
    static Kind ofMode(int mode) {
      return switch (mode & 0xF000) {
        case 0x1000 -> FIFO;
        case 0x2000 -> CHARACTER_DEVICE;
        case 0x4000 -> DIRECTORY;
        case 0x6000 -> BLOCK_DEVICE;
        case 0x8000 -> REGULAR_FILE;
        case 0xA000 -> SYMBOLIC_LINK;
        case 0xC000 -> SOCKET;
        default -> UNKNOWN;
      };
    }
  }

  /** What {@code java.nio} knows of a file. */
  static FileStat of(Path path, LinkOption... options) throws IOException {
    if (path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      Map<String, Object> all =
          Files.readAttributes(
              path, "unix:mode,nlink,size,lastAccessTime,lastModifiedTime,ctime,dev,ino", options);
      return new FileStat(
          Kind.ofMode((Integer) value(all, "mode")),
          ((Number) value(all, "nlink")).longValue(),
          (Long) value(all, "size"),
          ((FileTime) value(all, "lastAccessTime")).toInstant(),
          ((FileTime) value(all, "lastModifiedTime")).toInstant(),
          ((FileTime) value(all, "ctime")).toInstant(),
          (Long) value(all, "dev"),
          (Long) value(all, "ino"));
    }
    BasicFileAttributes basic = Files.readAttributes(path, BasicFileAttributes.class, options);
    Kind kind =
        basic.isRegularFile()
            ? Kind.REGULAR_FILE
            : basic.isDirectory()
                ? Kind.DIRECTORY
                : basic.isSymbolicLink() ? Kind.SYMBOLIC_LINK : Kind.UNKNOWN;
    Object key = basic.fileKey();
    return new FileStat(
        kind,
        1,
        basic.size(),
        basic.lastAccessTime().toInstant(),
        basic.lastModifiedTime().toInstant(),
        basic.lastModifiedTime().toInstant(),
        0,
        key == null ? path.toRealPath(options).hashCode() : key.hashCode());
  }

  private static Object value(Map<String, Object> all, String name) {
    return Objects.requireNonNull(all.get(name), name);
  }
}
