package dev.witj.names;

/** Reads semantic versions 2.0.0, and says what is wrong with what is none. */
final class VersionReader {
  private final String text;
  private int at;

  VersionReader(String text) {
    this.text = text;
  }

  /** What keeps a text from being a version. */
  static final class NoVersionException extends Exception {
    private static final long serialVersionUID = 1;

    NoVersionException(String message) {
      // A text that is no version is found by asking whether it is one: no trace is needed.
      super(message, null, false, false);
    }

    /** What is wrong. */
    String problem() {
      return String.valueOf(getMessage());
    }
  }

  Version read() throws NoVersionException {
    if (text.isEmpty()) {
      throw new NoVersionException("empty string, expected a semver version");
    }
    long major = number("major");
    dot("major");
    long minor = number("minor");
    dot("minor");
    long patch = number("patch");
    String preRelease = at('-') ? identifiers("pre-release", true) : "";
    String build = at('+') ? identifiers("build metadata", false) : "";
    if (at < text.length()) {
      throw unexpected("patch");
    }
    return new Version(major, minor, patch, preRelease, build);
  }

  private boolean at(char c) {
    return at < text.length() && text.charAt(at) == c;
  }

  private long number(String part) throws NoVersionException {
    int start = at;
    while (at < text.length() && Version.isDigit(text.charAt(at))) {
      at++;
    }
    if (at == start) {
      throw unexpected(part);
    }
    if (text.charAt(start) == '0' && at - start > 1) {
      throw new NoVersionException("invalid leading zero in " + part + " version number");
    }
    try {
      return Long.parseUnsignedLong(text, start, at, 10);
    } catch (NumberFormatException tooLarge) {
      throw new NoVersionException(
          "value of " + part + " version number exceeds what 64 bits hold");
    }
  }

  private void dot(String part) throws NoVersionException {
    if (!at('.')) {
      throw unexpected(part);
    }
    at++;
  }

  /** Dotted identifiers, with the cursor before what leads to them. */
  private String identifiers(String part, boolean noLeadingZero) throws NoVersionException {
    int first = ++at;
    while (true) {
      int start = at;
      boolean numeric = true;
      while (at < text.length() && isIdentifier(text.charAt(at))) {
        numeric &= Version.isDigit(text.charAt(at));
        at++;
      }
      if (at == start) {
        throw new NoVersionException("empty identifier segment in " + part);
      }
      if (noLeadingZero && numeric && at - start > 1 && text.charAt(start) == '0') {
        throw new NoVersionException("invalid leading zero in " + part);
      }
      if (!at('.')) {
        return text.substring(first, at);
      }
      at++;
    }
  }

  private static boolean isIdentifier(char c) {
    return Version.isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
  }

  private NoVersionException unexpected(String part) {
    return new NoVersionException(
        at >= text.length()
            ? "unexpected end of input while parsing " + part + " version number"
            : "unexpected character '"
                + text.charAt(at)
                + "' while parsing "
                + part
                + " version number");
  }
}
