package dev.witj.wasi.fs;

import java.util.ArrayList;
import java.util.List;

/**
 * A path as a guest gives it, cut into steps. Trailing slashes are taken off here and remembered,
 * because a slash after a symbolic link makes the system follow it where it was told not to.
 *
 * @param steps the names, {@code .} left out, {@code ..} kept
 * @param demandsFolder whether the path ended in a slash or {@code .}, so that only a folder fits
 */
record GuestPath(List<String> steps, boolean demandsFolder) {
  /** How many bytes a path may have, as systems commonly have it. */
  static final int MAX_BYTES = 4095;

  GuestPath {
    steps = List.copyOf(steps);
  }

  static GuestPath parse(String path) throws FsException {
    if (path.isEmpty()) {
      throw FsError.NO_ENTRY.exception();
    }
    if (path.charAt(0) == '/') {
      throw FsError.NOT_PERMITTED.exception();
    }
    if (path.indexOf('\0') >= 0) {
      throw FsError.ILLEGAL_BYTE_SEQUENCE.exception();
    }
    demandShort(path);
    List<String> steps = new ArrayList<>();
    for (String step : path.split("/", -1)) {
      if (!step.isEmpty() && !step.equals(".")) {
        if (java.io.File.separatorChar == '\\') {
          refuseWindowsNames(step);
        }
        steps.add(step);
      }
    }
    return new GuestPath(steps, path.endsWith("/") || path.endsWith("/.") || path.equals("."));
  }

  /** Before anything is made of it: a guest's text may be as long as its memory. */
  static void demandShort(String path) throws FsException {
    if (path.length() > MAX_BYTES
        || path.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw FsError.NAME_TOO_LONG.exception();
    }
  }

  /** The path without what is of no use; {@code .} for the folder itself. */
  String clean() {
    return isSelf() ? "." : String.join("/", steps);
  }

  /** On Windows these would name devices, streams or other folders. */
  private static void refuseWindowsNames(String step) throws FsException {
    if (step.matches("(?i)(con|prn|aux|nul|conin\\$|conout\\$|(com|lpt)[0-9¹²³])([ .:].*)?")
        || step.matches(".*[\\\\:*?\"<>|].*|.*[ .]")) {
      if (!step.equals("..")) {
        throw FsError.NOT_PERMITTED.exception();
      }
    }
  }

  /** Whether the path is the folder itself. */
  boolean isSelf() {
    return steps.isEmpty();
  }

  /** The last name. */
  String leaf() {
    return steps.getLast();
  }

  /** All but the last name. */
  List<String> parents() {
    return steps.subList(0, steps.size() - 1);
  }
}
