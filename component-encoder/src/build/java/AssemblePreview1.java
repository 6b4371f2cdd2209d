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
 * Assembles the core modules that come with the library while it is built: the preview 1 adapter,
 * whose text is in pieces, since what has no files, or cannot end with a code, is the same but for
 * those; and those that are linked with dynamic libraries, whose texts are in the folder {@code
 * link} beside.
 *
 * <p>Arguments: the folder of the pieces, and the folder for the adapter's binaries.
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
        assemble(kind + "-" + end, text.toString(), to);
      }
    }
    assemble(
        "libdl",
        Files.readString(from.resolveSibling("link").resolve("libdl.wat")),
        Files.createDirectories(to.resolveSibling("link")));
  }

  private static void assemble(String name, String text, Path to) throws IOException {
    try {
      Files.write(
          to.resolve(name + ".wasm"), WatAssembler.assemble(Source.text(name + ".wat", text)));
    } catch (DiagnosticException e) {
      Files.writeString(to.resolve(name + ".wat"), text);
      throw new IllegalStateException(e.getMessage() + " in " + to.resolve(name + ".wat"), e);
    }
  }

  private static boolean isImports(String piece) {
    return piece.equals("files") || piece.endsWith("imports");
  }

  private static void append(StringBuilder text, Path from, String piece) throws IOException {
    text.append(Files.readString(from.resolve(piece + ".wat")));
  }
}
