package dev.witj.diagnostics;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Files in a folder of the user's, for what is believed when it is read again: nobody else can have
 * put it there. It is a help only: what cannot be written, read or believed is not there.
 *
 * <p>Two things hold that, either alone enough. The folder and all folders above it belong to the
 * user or to the system's administrator, and nobody else may write to them. And each file begins
 * with a checksum of its folder's name, its own and its content under a key that only the user can
 * read; it lies in the user's own folder for settings, not beside the files, so that a folder that
 * others share, on a system whose permissions are not known here, is of no use to them.
 *
 * <p>A file appears by an atomic rename, so that processes can share the folder.
 */
public final class PrivateFiles {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;
  private static final int CHECKSUM_BYTES = 32;
  private static final int MODE_STICKY = 01000;
  private static final int MODE_WRITABLE_TO_OTHERS = 022;

  private final Path folder;
  private final Path keyFile;
  private @Nullable SecretKeySpec key;

  private PrivateFiles(Path folder, Path keyFile) {
    this.folder = folder;
    this.keyFile = keyFile;
  }

  /**
   * Files in a folder, which is made, private to the user, when first needed.
   *
   * @param folder anywhere; where others may write, it stays as if empty
   */
  public static PrivateFiles in(Path folder) {
    return in(folder, userKey().orElseGet(() -> folder.resolve("key")));
  }

  /** As {@link #in(Path)}, with the key in a file of its own. */
  static PrivateFiles in(Path folder, Path keyFile) {
    return new PrivateFiles(folder, keyFile);
  }

  /** Where the key lies; nothing where no home is known. */
  private static Optional<Path> userKey() {
    String home = System.getProperty("user.home");
    return home != null && Path.of(home).isAbsolute()
        ? Optional.of(Path.of(home, ".config", "wit-j", "key"))
        : Optional.empty();
  }

  /** What was put under a name, if the user put it. */
  public Optional<byte[]> get(String name) {
    try {
      Path file = folder.resolve(name);
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || !isOwn(folder)) {
        return Optional.empty();
      }
      byte[] all = Files.readAllBytes(file);
      if (all.length < CHECKSUM_BYTES) {
        return Optional.empty();
      }
      byte[] content = Arrays.copyOfRange(all, CHECKSUM_BYTES, all.length);
      byte[] expected = checksum(name, content);
      return MessageDigest.isEqual(expected, Arrays.copyOf(all, CHECKSUM_BYTES))
          ? Optional.of(content)
          : Optional.empty();
    } catch (IOException | OutOfMemoryError e) {
      return Optional.empty();
    }
  }

  /** Keeps content under a name, in place of what is there. */
  public void put(String name, OutputFile.Content content) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      content.writeTo(bytes);
      makePrivate(folder);
      if (!isOwn(folder)) {
        return;
      }
      byte[] written = bytes.toByteArray();
      byte[] sum = checksum(name, written);
      Path file = folder.resolve(name);
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
          && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        // A pipe would be waited for, a link followed.
        Files.delete(file);
      }
      OutputFile.write(
          file,
          out -> {
            out.write(sum);
            out.write(written);
          });
    } catch (IOException | OutOfMemoryError e) {
      // A full or read-only disk costs the next start its speed, and nothing else.
      return;
    }
  }

  private byte[] checksum(String name, byte[] content) throws IOException {
    try {
      Mac mac = mac();
      mac.init(key());
      byte[] known = (folder.getFileName() + "/" + name).getBytes(StandardCharsets.UTF_8);
      mac.update(ByteBuffer.allocate(4).putInt(known.length).flip());
      mac.update(known);
      return mac.doFinal(content);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has " + ALGORITHM, e);
    }
  }

  /** Asked of the provider that has it, since a search loads all those before it. */
  private static Mac mac() throws GeneralSecurityException {
    Provider provider = Security.getProvider("SunJCE");
    return provider == null ? Mac.getInstance(ALGORITHM) : Mac.getInstance(ALGORITHM, provider);
  }

  // The key.

  private synchronized SecretKeySpec key() throws IOException {
    SecretKeySpec known = key;
    if (known == null) {
      known = new SecretKeySpec(readOrMakeKey(), ALGORITHM);
      key = known;
    }
    return known;
  }

  private byte[] readOrMakeKey() throws IOException {
    Path home = Objects.requireNonNull(keyFile.toAbsolutePath().getParent());
    makePrivate(home);
    if (!isOwn(home)) {
      throw new IOException("the key's folder is open to others");
    }
    if (!Files.exists(keyFile, LinkOption.NOFOLLOW_LINKS)) {
      byte[] random = new byte[KEY_BYTES];
      new SecureRandom().nextBytes(random);
      Path made = Files.createTempFile(home, "key", ".tmp");
      try {
        Files.write(made, random);
        // Unlike a rename it fails where another process was first.
        Files.createLink(keyFile, made);
      } catch (FileAlreadyExistsException e) {
        // Its key is as good.
      } catch (UnsupportedOperationException e) {
        Files.move(made, keyFile);
      } finally {
        Files.deleteIfExists(made);
      }
    }
    if (isPosix() && (mode(attributes(keyFile)) & 077) != 0) {
      throw new IOException("the key is readable to others");
    }
    // Not to wait for a pipe, nor to read what is endless.
    if (!Files.isRegularFile(keyFile, LinkOption.NOFOLLOW_LINKS)
        || Files.size(keyFile) != KEY_BYTES) {
      throw new IOException("no key");
    }
    return Files.readAllBytes(keyFile);
  }

  // Who may write.

  private static boolean isPosix() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("unix");
  }

  private static void makePrivate(Path folder) throws IOException {
    FileAttribute<?>[] attributes =
        isPosix()
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
            }
            : new FileAttribute<?>[0];
    Files.createDirectories(folder, attributes);
  }

  /** Whether only the user, and the administrator, can put files there or put another there. */
  private static boolean isOwn(Path folder) throws IOException {
    if (!isPosix()) {
      return true;
    }
    Path real = folder.toRealPath();
    int user = user(real);
    for (Path at = real; at != null; at = at.getParent()) {
      Map<String, Object> attributes = attributes(at);
      int owner = (Integer) attributes.getOrDefault("uid", -1);
      if (owner != user && owner != 0) {
        return false;
      }
      // In a folder like /tmp, others cannot rename what is not theirs.
      boolean sticky = (mode(attributes) & MODE_STICKY) != 0 && !at.equals(real);
      if ((mode(attributes) & MODE_WRITABLE_TO_OTHERS) != 0 && !sticky) {
        return false;
      }
    }
    return true;
  }

  private static Map<String, Object> attributes(Path path) throws IOException {
    return Files.readAttributes(path, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
  }

  private static int mode(Map<String, Object> attributes) {
    return (Integer) attributes.getOrDefault("mode", MODE_WRITABLE_TO_OTHERS);
  }

  /** Java does not tell who the user is, but whose a new file is. */
  private static int user(Path folder) throws IOException {
    Path self = Path.of("/proc/self");
    if (Files.exists(self)) {
      return (Integer) Files.getAttribute(self, "unix:uid");
    }
    Path made = Files.createTempFile(folder, "who", ".tmp");
    try {
      return (Integer) Files.getAttribute(made, "unix:uid");
    } finally {
      Files.deleteIfExists(made);
    }
  }
}
