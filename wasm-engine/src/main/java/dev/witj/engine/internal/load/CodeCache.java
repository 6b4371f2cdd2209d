package dev.witj.engine.internal.load;

import dev.witj.binary.ByteSlice;
import dev.witj.diagnostics.PrivateFiles;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Keeps the classes of modules on disk, where only the user can have put them. A module's file has
 * the classes that were needed so far, and grows when a program that needed others ends.
 */
public final class CodeCache {
  /** Raised when what is cached changes its form. */
  private static final String FORMAT = "own-1";

  private static final int MAX_CLASSES = 1 << 20;

  /** What is written when the program ends. */
  private static final List<WeakReference<Kept>> KEPT = new ArrayList<>();

  private final PrivateFiles files;

  /**
   * In a folder.
   *
   * @param root the user's folder for the cache
   * @param options whatever makes the same module other classes
   */
  public CodeCache(Path root, String options) {
    String version =
        FORMAT + "-" + Build.fingerprint() + "-java-" + Runtime.version().feature() + "-" + options;
    this.files = PrivateFiles.in(root.resolve(version));
  }

  /**
   * The classes of a module, out of its file where they are there, or made.
   *
   * @param digest of the module, where it is known
   * @param kind tells these classes from others of the module
   */
  public Function<String, byte[]> classes(
      ByteSlice module, Optional<String> digest, String kind, Function<String, byte[]> make) {
    String name = digest.orElseGet(() -> sha256(module)) + kind + ".classes";
    Map<String, byte[]> known = new ConcurrentHashMap<>();
    files.get(name).flatMap(CodeCache::read).ifPresent(known::putAll);
    Kept kept = new Kept(files, name, known, make);
    synchronized (KEPT) {
      if (KEPT.isEmpty()) {
        Runtime.getRuntime().addShutdownHook(new Thread(CodeCache::writeAll, "code cache"));
      }
      KEPT.removeIf(each -> each.refersTo(null));
      KEPT.add(new WeakReference<>(kept));
    }
    return kept;
  }

  /** Writes what is new of all modules. */
  public static void writeAll() {
    List<WeakReference<Kept>> all;
    synchronized (KEPT) {
      all = List.copyOf(KEPT);
    }
    for (WeakReference<Kept> each : all) {
      Kept kept = each.get();
      if (kept != null) {
        kept.write();
      }
    }
  }

  /** The classes of a module. */
  private static final class Kept implements Function<String, byte[]> {
    private final PrivateFiles files;
    private final String name;
    private final Map<String, byte[]> known;
    private final Function<String, byte[]> make;
    private volatile boolean grown;

    Kept(
        PrivateFiles files, String name, Map<String, byte[]> known, Function<String, byte[]> make) {
      this.files = files;
      this.name = name;
      this.known = known;
      this.make = make;
    }

    @Override
    public byte[] apply(String className) {
      byte[] there = known.get(className);
      if (there != null) {
        return there;
      }
      byte[] made = make.apply(className);
      known.put(className, made);
      grown = true;
      return made;
    }

    void write() {
      if (grown) {
        grown = false;
        files.put(name, out -> CodeCache.write(new DataOutputStream(out), new TreeMap<>(known)));
      }
    }
  }

  private static void write(DataOutputStream out, Map<String, byte[]> classes) throws IOException {
    out.writeInt(classes.size());
    for (Map.Entry<String, byte[]> each : classes.entrySet()) {
      writeBytes(out, each.getKey().getBytes(StandardCharsets.UTF_8));
      writeBytes(out, each.getValue());
    }
    out.flush();
  }

  private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /** What a file holds; nothing if it is not what it should be. */
  private static Optional<Map<String, byte[]>> read(byte[] bytes) {
    try {
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
      int count = in.readInt();
      if (count < 0 || count > MAX_CLASSES) {
        return Optional.empty();
      }
      Map<String, byte[]> classes = new TreeMap<>();
      for (int i = 0; i < count; i++) {
        String name = new String(readBytes(in), StandardCharsets.UTF_8);
        classes.put(name, readBytes(in));
      }
      return Optional.of(classes);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static byte[] readBytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new IOException("damaged");
    }
    return in.readNBytes(length);
  }

  private static String sha256(ByteSlice module) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(module.array(), module.start(), module.size());
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
