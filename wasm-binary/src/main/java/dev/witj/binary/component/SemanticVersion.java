package dev.witj.binary.component;

/** The grammar of semantic versions 2.0.0. */
final class SemanticVersion {
  private final String text;
  private int at;

  private SemanticVersion(String text) {
    this.text = text;
  }

  /** Throws if a text is no version, and says why. */
  static void check(String text) throws ComponentNameParser.BadNameException {
    if (text.isEmpty()) {
      throw new ComponentNameParser.BadNameException("empty string, expected a semver version");
    }
    new SemanticVersion(text).version();
  }

  private void version() throws ComponentNameParser.BadNameException {
    number("major");
    dot("major");
    number("minor");
    dot("minor");
    number("patch");
    if (at < text.length() && text.charAt(at) == '-') {
      at++;
      identifiers("pre-release", true);
    }
    if (at < text.length() && text.charAt(at) == '+') {
      at++;
      identifiers("build metadata", false);
    }
    if (at < text.length()) {
      throw unexpected("patch");
    }
  }

  private void number(String part) throws ComponentNameParser.BadNameException {
    int start = at;
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
    if (at == start) {
      throw unexpected(part);
    }
    if (text.charAt(start) == '0' && at - start > 1) {
      throw new ComponentNameParser.BadNameException(
          "invalid leading zero in " + part + " version number");
    }
    if (at - start > 20) {
      throw new ComponentNameParser.BadNameException(
          "value of " + part + " version number exceeds what 64 bits hold");
    }
  }

  private void dot(String part) throws ComponentNameParser.BadNameException {
    if (at >= text.length() || text.charAt(at) != '.') {
      throw unexpected(part);
    }
    at++;
  }

  private void identifiers(String part, boolean noLeadingZero)
      throws ComponentNameParser.BadNameException {
    while (true) {
      int start = at;
      boolean numeric = true;
      while (at < text.length() && isIdentifier(text.charAt(at))) {
        numeric &= isDigit(text.charAt(at));
        at++;
      }
      if (at == start) {
        throw new ComponentNameParser.BadNameException("empty identifier segment in " + part);
      }
      if (noLeadingZero && numeric && at - start > 1 && text.charAt(start) == '0') {
        throw new ComponentNameParser.BadNameException("invalid leading zero in " + part);
      }
      if (at >= text.length() || text.charAt(at) != '.') {
        return;
      }
      at++;
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isIdentifier(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
  }

  private ComponentNameParser.BadNameException unexpected(String part) {
    return new ComponentNameParser.BadNameException(
        at >= text.length()
            ? "unexpected end of input while parsing " + part + " version number"
            : "unexpected character '"
                + text.charAt(at)
                + "' while parsing "
                + part
                + " version number");
  }
}
