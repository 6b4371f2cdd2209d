package dev.witj.runtime.internal.core.endive;

import dev.witj.diagnostics.PrivateFiles;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Compiled code on disk, where only the user can have put it. What is not what it should be counts
 * as absent.
 */
final class CodeCache {
  private static final int MAX_CLASSES = 1 << 20;

  private final PrivateFiles files;

  /**
   * @param root the user's folder for the cache
   * @param version what compiled the code: entries of another one are not seen
   */
  CodeCache(Path root, String version) {
    this.files = PrivateFiles.in(root.resolve(version));
  }

  /** The code of a module. */
  Optional<CompiledCode> get(byte[] sha256) {
    try {
      Optional<byte[]> bytes = files.get(codeName(sha256));
      return bytes.isPresent() ? Optional.of(read(bytes.get())) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Keeps the code of a module, replacing what is there. */
  void put(byte[] sha256, CompiledCode code) {
    files.put(codeName(sha256), out -> write(new DataOutputStream(out), code));
  }

  private static String codeName(byte[] sha256) {
    return HexFormat.of().formatHex(sha256) + ".code";
  }

  private static void write(DataOutputStream out, CompiledCode code) throws IOException {
    writeBytes(out, code.module());
    writeBytes(out, code.mainClass().getBytes(StandardCharsets.UTF_8));
    out.writeInt(code.classes().size());
    for (Map.Entry<String, byte[]> each : code.classes().entrySet()) {
      writeBytes(out, each.getKey().getBytes(StandardCharsets.UTF_8));
      writeBytes(out, each.getValue());
    }
    out.flush();
  }

  private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static CompiledCode read(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    byte[] module = readBytes(in);
    String mainClass = new String(readBytes(in), StandardCharsets.UTF_8);
    int count = in.readInt();
    if (count < 0 || count > MAX_CLASSES) {
      throw new IOException("damaged");
    }
    Map<String, byte[]> classes = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      String name = new String(readBytes(in), StandardCharsets.UTF_8);
      classes.put(name, readBytes(in));
    }
    return new CompiledCode(module, mainClass, classes);
  }

  private static byte[] readBytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new IOException("damaged");
    }
    return in.readNBytes(length);
  }
}
