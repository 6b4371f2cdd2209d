package dev.witj.runtime.internal.core.endive;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * Compiled code on disk, in a folder that is private to the user, and beside it which binaries were
 * found valid.
 *
 * <p>An entry appears by an atomic rename, so that processes can share the folder; one that cannot
 * be read, is cut short or damaged counts as absent and is written anew. The cache is a help only:
 * where it cannot be written, nothing fails.
 */
public final class CodeCache {
  private static final int MAGIC = 0x77_69_74_6a;
  private static final String CODE = ".code";
  private static final String VALID = ".valid";
  private static final int MAX_CLASSES = 1 << 20;
  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rwx------");

  private final Path folder;

  /**
   * The part of a cache that one version made.
   *
   * @param root the user's folder for the cache
   * @param version what compiled the code: entries of another one are not seen
   */
  public CodeCache(Path root, String version) {
    this.folder = root.resolve(version);
  }

  /** The code of a module. */
  Optional<CompiledCode> get(byte[] sha256) {
    Path file = file(sha256, CODE);
    try {
      if (!Files.isRegularFile(file) || isOpenToOthers(folder)) {
        return Optional.empty();
      }
      return Optional.of(read(file));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Whether a binary was found valid. */
  public boolean isValid(byte[] sha256) {
    try {
      return Files.isRegularFile(file(sha256, VALID)) && !isOpenToOthers(folder);
    } catch (IOException e) {
      return false;
    }
  }

  /** Remembers that a binary is valid. */
  public void putValid(byte[] sha256) {
    put(file(sha256, VALID), _ -> {});
  }

  /** Keeps the code of a module, replacing what is there. */
  void put(byte[] sha256, CompiledCode code) {
    put(file(sha256, CODE), made -> write(made, code));
  }

  private interface Content {
    void writeTo(Path file) throws IOException;
  }

  private void put(Path file, Content content) {
    Path made = folder;
    try {
      makePrivate(folder);
      if (isOpenToOthers(folder)) {
        return;
      }
      made = Files.createTempFile(folder, "new", ".tmp");
      try {
        content.writeTo(made);
        move(made, file);
      } finally {
        Files.deleteIfExists(made);
      }
    } catch (IOException e) {
      // A full or read-only disk costs the next start its speed, and nothing else.
      return;
    }
  }

  private Path file(byte[] sha256, String extension) {
    return folder.resolve(HexFormat.of().formatHex(sha256) + extension);
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static boolean posix() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  }

  private static void makePrivate(Path folder) throws IOException {
    FileAttribute<?>[] attributes =
        posix()
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PRIVATE)}
            : new FileAttribute<?>[0];
    Files.createDirectories(folder, attributes);
  }

  /** Whether others could put code there, which would then run as the user. */
  private static boolean isOpenToOthers(Path folder) throws IOException {
    if (!posix()) {
      return false;
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(folder);
    return permissions.contains(PosixFilePermission.GROUP_WRITE)
        || permissions.contains(PosixFilePermission.OTHERS_WRITE);
  }

  private static void write(Path file, CompiledCode code) throws IOException {
    CRC32C sum = new CRC32C();
    try (OutputStream raw = Files.newOutputStream(file);
        DataOutputStream out =
            new DataOutputStream(
                new java.io.BufferedOutputStream(new CheckedOutputStream(raw, sum), 1 << 16))) {
      out.writeInt(MAGIC);
      writeBytes(out, code.module());
      writeBytes(out, code.mainClass().getBytes(StandardCharsets.UTF_8));
      out.writeInt(code.classes().size());
      for (Map.Entry<String, byte[]> each : code.classes().entrySet()) {
        writeBytes(out, each.getKey().getBytes(StandardCharsets.UTF_8));
        writeBytes(out, each.getValue());
      }
      out.flush();
      out.writeLong(sum.getValue());
    }
  }

  private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static CompiledCode read(Path file) throws IOException {
    CRC32C sum = new CRC32C();
    try (InputStream raw = Files.newInputStream(file);
        DataInputStream in =
            new DataInputStream(
                new CheckedInputStream(new java.io.BufferedInputStream(raw, 1 << 16), sum))) {
      if (in.readInt() != MAGIC) {
        throw new IOException("no code");
      }
      long left = Files.size(file);
      byte[] module = readBytes(in, left);
      String mainClass = new String(readBytes(in, left), StandardCharsets.UTF_8);
      int count = in.readInt();
      if (count < 0 || count > MAX_CLASSES) {
        throw new IOException("damaged");
      }
      Map<String, byte[]> classes = new LinkedHashMap<>();
      for (int i = 0; i < count; i++) {
        String name = new String(readBytes(in, left), StandardCharsets.UTF_8);
        classes.put(name, readBytes(in, left));
      }
      long expected = sum.getValue();
      if (in.readLong() != expected) {
        throw new IOException("damaged");
      }
      return new CompiledCode(module, mainClass, classes);
    }
  }

  private static byte[] readBytes(DataInputStream in, long atMost) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > atMost) {
      throw new IOException("damaged");
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length != length) {
      throw new IOException("cut short");
    }
    return bytes;
  }
}
