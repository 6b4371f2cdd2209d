package dev.witj.bindgen;

import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.OutputFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * Generated sources.
 *
 * @param files the text of each file by its path below the output folder, with {@code /}
 */
public record GeneratedFiles(SequencedMap<String, String> files) {
  /** Copies the map, in the order of the paths. */
  public GeneratedFiles {
    files = Collections.unmodifiableSequencedMap(new TreeMap<>(files));
  }

  /**
   * Writes the files below a folder. A file that already has the same content is not touched; a
   * file appears only when it is complete.
   *
   * @return the files that were written
   * @throws DiagnosticException if a file cannot be written
   */
  public List<Path> write(Path folder) {
    List<Path> written = new ArrayList<>();
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path target = folder.resolve(file.getKey());
      byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
      try {
        if (!Files.isRegularFile(target) || !Arrays.equals(Files.readAllBytes(target), content)) {
          Files.createDirectories(Objects.requireNonNull(target.getParent()));
          OutputFile.write(target, content);
          written.add(target);
        }
      } catch (IOException e) {
        throw new DiagnosticException(
            BindgenCode.CANNOT_WRITE.error(target, OutputFile.reason(e)), e);
      }
    }
    return written;
  }
}
