package dev.witj.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * What people write to give something to a guest, on the command line and in policies. All readers
 * of it take what makes an error of what is wrong, in words that go behind the name of the option.
 */
final class GrantWords {
  private GrantWords() {}

  /** Makes an error of what is wrong with a text, as {@code has an empty name}. */
  @FunctionalInterface
  interface Wrong extends Function<String, RuntimeException> {}

  /**
   * A folder: {@code HOST}, {@code HOST::GUEST}, and {@code :ro} behind either.
   *
   * @param host where it is
   * @param guest what the guest calls it
   */
  record Folder(Path host, String guest, boolean readOnly) {
    static Folder of(String text, Wrong wrong) {
      int colons = text.indexOf("::");
      String last = colons < 0 ? text : text.substring(colons + 2);
      boolean readOnly = last.endsWith(":ro");
      String guest = readOnly ? last.substring(0, last.length() - ":ro".length()) : last;
      String host = colons < 0 ? guest : text.substring(0, colons);
      demand(host, "folder", wrong);
      demand(guest, "name for the guest", wrong);
      return new Folder(path(host, wrong), guest, readOnly);
    }
  }

  /**
   * A variable: {@code NAME=VALUE}, or {@code NAME} for that of this process.
   *
   * @param value nothing for that of this process
   */
  record Variable(String name, Optional<String> value) {
    static Variable of(String text, Wrong wrong) {
      int equals = text.indexOf('=');
      String name = equals < 0 ? text : text.substring(0, equals);
      demand(name, "name", wrong);
      return new Variable(
          name, equals < 0 ? Optional.empty() : Optional.of(text.substring(equals + 1)));
    }

    /** What the guest gets, if anything. */
    Optional<String> in(Streams streams) {
      return value.or(() -> streams.variable(name));
    }
  }

  /** A setting: {@code NAME=VALUE}. */
  record Setting(String name, String value) {
    static Setting of(String text, Wrong wrong) {
      int equals = text.indexOf('=');
      if (equals <= 0) {
        throw wrong.apply("has no " + (equals < 0 ? "value" : "name"));
      }
      return new Setting(text.substring(0, equals), text.substring(equals + 1));
    }
  }

  /**
   * A store of values under keys: {@code NAME}, or {@code NAME=FILE}.
   *
   * @param file nothing for one in memory
   */
  record Store(String name, Optional<Path> file) {
    static Store of(String text, Wrong wrong) {
      int equals = text.indexOf('=');
      String name = equals < 0 ? text : text.substring(0, equals);
      demand(name, "name", wrong);
      Optional<String> file =
          equals < 0 ? Optional.empty() : Optional.of(text.substring(equals + 1));
      file.ifPresent(each -> demand(each, "file", wrong));
      return new Store(name, file.map(each -> path(each, wrong)));
    }
  }

  private static Path path(String text, Wrong wrong) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw wrong.apply("can be no path");
    }
  }

  private static void demand(String part, String what, Wrong wrong) {
    if (part.isEmpty()) {
      throw wrong.apply("has an empty " + what);
    }
  }
}
