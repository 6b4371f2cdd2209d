package dev.witj.cli;

import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.OutputFile;
import dev.witj.wat.WatAssembler;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where a command reads from and writes to. Files appear only whole: they are written beside their
 * place and moved there at the end.
 *
 * @param in standard input
 * @param out standard output, which carries the artefact and nothing else
 * @param err standard error, for everything that is said to a person
 * @param outIsTerminal whether standard output is a terminal, which no binary may reach and help
 *     shows colours on
 * @param errIsTerminal whether standard error is a terminal, which may show colours
 * @param environment the environment variables
 */
record Streams(
    InputStream in,
    OutputStream out,
    PrintStream err,
    boolean outIsTerminal,
    boolean errIsTerminal,
    Map<String, String> environment) {
  /** What an array of bytes holds. */
  private static final long MAX_FILE = Integer.MAX_VALUE - 8;

  /** A variable that turns on how texts are read where it is neither empty nor 0. */
  private static final String STRICT_INDICES = "WAST_STRICT_COMPONENT_INDICES";

  Streams {
    environment = Map.copyOf(environment);
  }

  /** Whether standard output shows colours where nobody says whether it should. */
  boolean outShowsColours() {
    return outIsTerminal && variable("NO_COLOR").isEmpty();
  }

  /** Whether standard error does. */
  boolean errShowsColours() {
    return errIsTerminal && variable("NO_COLOR").isEmpty();
  }

  /** The process's own. The launcher tells which of them are terminals. */
  static Streams ofProcess() {
    return new Streams(
        System.in,
        new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)),
        System.err,
        Boolean.getBoolean("witj.tty.stdout"),
        Boolean.getBoolean("witj.tty.stderr"),
        Boolean.getBoolean("witj.launched")
            ? given(System.getenv(), Optional.ofNullable(System.getProperty("witj.lc-all")))
            : System.getenv());
  }

  /**
   * The variables that the launcher was started with: for Java it sets the locale.
   *
   * @param all the variables of this process
   * @param locale the locale that was there before, if one was
   */
  static Map<String, String> given(Map<String, String> all, Optional<String> locale) {
    Map<String, String> variables = new HashMap<>(all);
    variables.remove("LC_ALL");
    locale.ifPresent(before -> variables.put("LC_ALL", before));
    return variables;
  }

  /** The value of an environment variable. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name));
  }

  /** How texts are read: as a command's option says, and for the rest as the environment does. */
  WatAssembler.Options assembly(boolean allowConfusingUnicode) {
    String strict = variable(STRICT_INDICES).orElse("");
    return new WatAssembler.Options(
        allowConfusingUnicode, !strict.isEmpty() && !strict.equals("0"));
  }

  /** All bytes of a file, or of standard input for {@code -} or no path at all. */
  byte[] read(Optional<Path> path) {
    if (isStandard(path)) {
      try {
        return in.readAllBytes();
      } catch (IOException e) {
        throw CliCode.INPUT_UNREADABLE.error(OutputFile.reason(e)).toException();
      }
    }
    try {
      if (Files.size(path.get()) > MAX_FILE) {
        throw new IOException("larger than " + (MAX_FILE >> 20) + " MiB");
      }
      return Files.readAllBytes(path.get());
    } catch (IOException e) {
      throw unreadable(path.get(), e).toException();
    }
  }

  /** The name messages show for an input. */
  static String name(Optional<Path> path) {
    return isStandard(path) ? "<stdin>" : path.get().toString();
  }

  /** Whether this is standard input or output: {@code -}, or no path at all. */
  static boolean isStandard(Optional<Path> path) {
    return path.isEmpty() || path.get().toString().equals("-");
  }

  /** Writes a text artefact to a file, or to standard output. */
  void writeText(Optional<Path> path, String text) {
    writeText(path, out -> out.append(text));
  }

  /**
   * Writes a text artefact while it is made: to a file, or to standard output, where one sees what
   * stands before an error.
   */
  void writeText(Optional<Path> path, Text text) {
    write(
        path,
        out -> {
          Writer encoder = new OutputStreamWriter(out, StandardCharsets.UTF_8);
          Writer writer = isStandard(path) ? new TerminalSafeWriter(encoder) : encoder;
          try {
            text.writeTo(writer);
          } finally {
            writer.flush();
          }
        });
  }

  /** A text that is made while it is written. */
  @FunctionalInterface
  interface Text {
    /** Makes and writes all of it. */
    void writeTo(Writer out) throws IOException;
  }

  /** Writes a binary artefact to a file, or to standard output unless that is a terminal. */
  void writeBinary(Optional<Path> path, byte[] bytes) {
    if (isStandard(path) && outIsTerminal) {
      throw CliCode.BINARY_TO_TERMINAL
          .error()
          .help("write it to a file with `-o FILE`, or pipe it into another command")
          .toException();
    }
    write(path, stream -> stream.write(bytes));
  }

  private void write(Optional<Path> path, OutputFile.Content content) {
    if (isStandard(path)) {
      try {
        content.writeTo(out);
        out.flush();
      } catch (IOException e) {
        throw outputFailure(e);
      }
      return;
    }
    writeAtomically(path.get(), content);
  }

  /** Replaces a file in one step: a killed command leaves the old one or the new one. */
  private static void writeAtomically(Path path, OutputFile.Content content) {
    try {
      OutputFile.write(path, content);
    } catch (IOException e) {
      throw CliCode.FILE_UNWRITABLE
          .error(path, OutputFile.reason(e))
          .help("the file that was there, if any, is untouched")
          .toException();
    }
  }

  /** Makes a folder and those above it. */
  static void makeFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw CliCode.FOLDER_UNWRITABLE.error(folder, OutputFile.reason(e)).toException();
    }
  }

  /** The diagnostic for an input that cannot be read. */
  static Diagnostic unreadable(Path path, IOException e) {
    if (e instanceof NoSuchFileException) {
      Diagnostic missing = CliCode.FILE_NOT_FOUND.error(path);
      // What Java makes of an argument that is not UTF-8, as the launcher says all are.
      boolean isMisread = path.toString().indexOf('\uFFFD') >= 0;
      return isMisread
          ? missing.help("a file whose name is not UTF-8 must get another one first")
          : missing;
    }
    return CliCode.FILE_UNREADABLE.error(path, OutputFile.reason(e));
  }

  /** What to raise when standard output takes no more: nobody is told that a reader has gone. */
  static RuntimeException outputFailure(IOException e) {
    return "Broken pipe".equals(e.getMessage())
        ? new BrokenPipe(e)
        : CliCode.OUTPUT_UNWRITABLE.error(OutputFile.reason(e)).toException();
  }

  /** Whoever read standard output has gone: the command ends silently with code 1. */
  static final class BrokenPipe extends UncheckedIOException {
    private static final long serialVersionUID = 1L;

    BrokenPipe(IOException cause) {
      super(cause);
    }
  }
}
