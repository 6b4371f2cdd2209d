package dev.witj.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.witj.testdata.Corpus;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/**
 * Runs launchers as shells do.
 *
 * @param folder where they lie, and where they are run
 */
record Shell(Path folder) {
  /** What came of a line. */
  record Outcome(int code, String out, String err) {}

  /**
   * Makes a tree that holds nothing but the launcher and a jar that stands for what is tested here.
   *
   * @return the launcher
   */
  Path install(String name) throws IOException {
    Path root = folder.resolve(name);
    Path dist = root.resolve("cli/target/dist");
    Files.createDirectories(dist.resolve("lib"));
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest
        .getMainAttributes()
        .put(
            Attributes.Name.CLASS_PATH,
            Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toUri().toString())
                .collect(Collectors.joining(" ")));
    try (OutputStream jar = Files.newOutputStream(dist.resolve("lib/wit-j.jar"))) {
      new JarOutputStream(jar, manifest).close();
    }
    Files.createFile(dist.resolve("built"));
    return Files.copy(Corpus.root().resolve("wit-j"), root.resolve("wit-j"));
  }

  /**
   * Runs a line, in which {@code $0} is a program, with these variables alone, and a {@code PATH}.
   */
  Outcome run(Path program, Map<String, String> variables, String line, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("env", "-i", "PATH=/usr/bin:/bin"));
    variables.forEach((name, value) -> command.add(name + "=" + value));
    // The line is a file, since this process may have no locale to pass its letters on in.
    Path script = Files.createTempFile(folder, "line", ".sh");
    Files.writeString(script, line.replace("$0", quote(program.toString())) + "\n", UTF_8);
    command.addAll(List.of("bash", script.toString()));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(folder, "out", "");
    Path err = Files.createTempFile(folder, "err", "");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    process.getOutputStream().close();
    int code = process.waitFor();
    return new Outcome(code, Files.readString(out), Files.readString(err));
  }

  /** A text as a shell takes it for one word. */
  static String quote(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
