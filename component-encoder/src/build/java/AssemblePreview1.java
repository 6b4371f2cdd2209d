import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Source;
import dev.witj.wat.WatAssembler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Assembles the preview 1 adapter while the module is built. Its text is in pieces, since what has
 * no files, or cannot end with a code, is the same but for those.
 *
 * <p>Arguments: the folder of the pieces, and the folder for the binaries.
 */
public final class AssemblePreview1 {
  private static final List<String> EVERY =
      List.of("state", "process", "descriptors", "transfer", "paths", "entries", "poll");

  void main(String... arguments) throws IOException {
    Path from = Path.of(arguments[0]);
    Path to = Files.createDirectories(Path.of(arguments[1]));
    Map<String, List<String>> kinds = new TreeMap<>();
    kinds.put("command", List.of("imports", "files", "command-imports", "given", "command"));
    kinds.put("reactor", List.of("imports", "files", "given"));
    kinds.put("proxy", List.of("imports", "streams-only"));
    for (String kind : kinds.keySet()) {
      for (String end : List.of("code", "status")) {
        StringBuilder text = new StringBuilder("(module $wasi_snapshot_preview1\n");
        // Imports come before everything else.
        for (String piece : kinds.get(kind)) {
          if (isImports(piece)) {
            append(text, from, piece);
          }
        }
        append(text, from, "exit-" + end);
        for (String piece : EVERY) {
          append(text, from, piece);
        }
        append(text, from, "end-" + end);
        for (String piece : kinds.get(kind)) {
          if (!isImports(piece)) {
            append(text, from, piece);
          }
        }
        text.append(")\n");
        String name = kind + "-" + end;
        try {
          Files.write(
              to.resolve(name + ".wasm"),
              WatAssembler.assemble(Source.text(name + ".wat", text.toString())));
        } catch (DiagnosticException e) {
          Files.writeString(to.resolve(name + ".wat"), text);
          throw new IllegalStateException(e.getMessage() + " in " + to.resolve(name + ".wat"), e);
        }
      }
    }
  }

  private static boolean isImports(String piece) {
    return piece.equals("files") || piece.endsWith("imports");
  }

  private static void append(StringBuilder text, Path from, String piece) throws IOException {
    text.append(Files.readString(from.resolve(piece + ".wat")));
  }
}
