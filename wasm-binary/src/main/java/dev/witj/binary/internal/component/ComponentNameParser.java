package dev.witj.binary.internal.component;

import dev.witj.binary.component.ComponentName;
import dev.witj.names.Labels;
import dev.witj.names.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads names by the grammar of Explainer.md, "Import and Export Definitions". */
public final class ComponentNameParser {
  private static final Pattern CANONICAL_VERSION =
      Pattern.compile("[1-9][0-9]*|0\\.[1-9][0-9]*|0\\.0\\.[1-9][0-9]*");
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]+={0,2}");

  /** Says why a text is no name. */
  public static final class BadNameException extends Exception {
    private static final long serialVersionUID = 1L;

    BadNameException(String message) {
      super(message, null, false, false);
    }

    String reason() {
      return String.valueOf(getMessage());
    }
  }

  private final String whole;
  private final Optional<String> suffix;
  private final boolean nested;
  private final boolean canonical;
  private String rest;

  private ComponentNameParser(
      String whole, Optional<String> suffix, boolean nested, boolean canonical) {
    this.whole = whole;
    this.suffix = suffix;
    this.nested = nested;
    this.canonical = canonical;
    this.rest = whole;
  }

  /**
   * The name that a text spells.
   *
   * @param suffix what was cut off its version
   * @param nested whether namespaces and interfaces may nest
   * @param canonical whether versions may be cut short
   */
  public static ComponentName parse(
      String name, Optional<String> suffix, boolean nested, boolean canonical)
      throws BadNameException {
    return new ComponentNameParser(name, suffix, nested, canonical).name();
  }

  private ComponentName name() throws BadNameException {
    if (eat("[constructor]")) {
      return new ComponentName.Constructor(label(takeRest()));
    }
    if (eat("[method]")) {
      String[] parts = member();
      return new ComponentName.Method(parts[0], parts[1]);
    }
    if (eat("[static]")) {
      String[] parts = member();
      return new ComponentName.Static(parts[0], parts[1]);
    }
    if (eat("unlocked-dep=")) {
      return unlockedDependency();
    }
    if (eat("locked-dep=")) {
      return lockedDependency();
    }
    if (eat("url=")) {
      return url();
    }
    if (eat("integrity=")) {
      return new ComponentName.Hash(onlyIntegrity());
    }
    if (rest.contains(":")) {
      ComponentName result = interfaceName();
      expectEnd();
      return result;
    }
    return new ComponentName.Label(label(takeRest()));
  }

  private boolean eat(String prefix) {
    if (rest.startsWith(prefix)) {
      rest = rest.substring(prefix.length());
      return true;
    }
    return false;
  }

  private String takeRest() {
    String all = rest;
    rest = "";
    return all;
  }

  private void expect(String text) throws BadNameException {
    if (!eat(text)) {
      throw new BadNameException("expected `" + text + "` at `" + rest + "`");
    }
  }

  private void expectEnd() throws BadNameException {
    if (!rest.isEmpty()) {
      throw new BadNameException("trailing characters found: `" + rest + "`");
    }
  }

  private static void checkVersion(String text) throws BadNameException {
    Optional<String> problem = Version.problem(text);
    if (problem.isPresent()) {
      throw new BadNameException(problem.get());
    }
  }

  private static String label(String text) throws BadNameException {
    if (!Labels.isLabel(text)) {
      throw new BadNameException("`" + text + "` is not in kebab case");
    }
    return text;
  }

  private static String lowercaseLabel(String text) throws BadNameException {
    label(text);
    for (int i = 0; i < text.length(); i++) {
      if (Character.isUpperCase(text.charAt(i))) {
        throw new BadNameException(
            "character `" + text.charAt(i) + "` is not lowercase in package name/namespace");
      }
    }
    return text;
  }

  private String[] member() throws BadNameException {
    int dot = rest.indexOf('.');
    if (dot < 0) {
      throw new BadNameException("failed to find `.` character");
    }
    String resource = label(rest.substring(0, dot));
    String method = label(rest.substring(dot + 1));
    rest = "";
    return new String[] {resource, method};
  }

  /** The characters up to the next that no label has. */
  private String word() {
    int end = 0;
    while (end < rest.length()) {
      char c = rest.charAt(end);
      if (c == ':' || c == '/' || c == '@' || c == '>' || c == '<' || c == '=') {
        break;
      }
      end++;
    }
    String word = rest.substring(0, end);
    rest = rest.substring(end);
    return word;
  }

  private record PackagePath(List<String> namespaces, String name, List<String> projections) {}

  /** Namespaces, a package, and interfaces in it. */
  private PackagePath packagePath(boolean wantsInterface) throws BadNameException {
    List<String> namespaces = new ArrayList<>();
    namespaces.add(lowercaseLabel(word()));
    expect(":");
    String name = lowercaseLabel(word());
    while (nested && eat(":")) {
      namespaces.add(name);
      name = lowercaseLabel(word());
    }
    List<String> projections = new ArrayList<>();
    if (wantsInterface || (nested && rest.startsWith("/"))) {
      if (!eat("/")) {
        throw new BadNameException("expected `/` after package name");
      }
      projections.add(label(word()));
      while (nested && eat("/")) {
        projections.add(label(word()));
      }
    }
    return new PackagePath(namespaces, name, projections);
  }

  private ComponentName interfaceName() throws BadNameException {
    PackagePath path = packagePath(true);
    Optional<String> version = Optional.empty();
    if (eat("@")) {
      version = Optional.of(interfaceVersion(takeRest()));
    } else if (suffix.isPresent()) {
      throw new BadNameException("a `versionsuffix` needs a version in the name");
    }
    return new ComponentName.Interface(path.namespaces, path.name, path.projections, version);
  }

  private String interfaceVersion(String version) throws BadNameException {
    if (suffix.isEmpty() && canonical && CANONICAL_VERSION.matcher(version).matches()) {
      return version;
    }
    try {
      checkVersion(version + suffix.orElse(""));
    } catch (BadNameException e) {
      throw new BadNameException("invalid interface version: " + e.reason());
    }
    return version;
  }

  private ComponentName unlockedDependency() throws BadNameException {
    expect("<");
    String query = rest;
    packagePath(false);
    if (eat("@")) {
      if (!eat("*")) {
        versionRange();
      }
    }
    query = query.substring(0, query.length() - rest.length());
    expect(">");
    expectEnd();
    return new ComponentName.UnlockedDependency(query);
  }

  private void versionRange() throws BadNameException {
    expect("{");
    if (eat(">=")) {
      int space = rest.indexOf(" <");
      int close = rest.indexOf('}');
      if (space >= 0 && space < close) {
        semver(take(space));
        expect(" <");
      }
    } else if (!eat("<")) {
      throw new BadNameException("expected `>=` or `<` at start of version range");
    }
    int close = rest.indexOf('}');
    if (close < 0) {
      throw new BadNameException("expected `}` at ``");
    }
    semver(take(close));
    expect("}");
  }

  private String take(int count) {
    String taken = rest.substring(0, count);
    rest = rest.substring(count);
    return taken;
  }

  private static void semver(String text) throws BadNameException {
    try {
      checkVersion(text);
    } catch (BadNameException e) {
      throw new BadNameException("`" + text + "` is not a valid semver: " + e.reason());
    }
  }

  private ComponentName lockedDependency() throws BadNameException {
    expect("<");
    String query = rest;
    packagePath(false);
    if (eat("@")) {
      int close = rest.indexOf('>');
      if (close < 0) {
        throw new BadNameException("expected `>` at ``");
      }
      semver(take(close));
    }
    query = query.substring(0, query.length() - rest.length());
    expect(">");
    optionalIntegrity();
    return new ComponentName.LockedDependency(query);
  }

  private ComponentName url() throws BadNameException {
    expect("<");
    int close = rest.indexOf('>');
    if (close < 0) {
      throw new BadNameException("failed to find `>`");
    }
    String url = take(close);
    if (url.contains("<")) {
      throw new BadNameException("url cannot contain `<`");
    }
    expect(">");
    optionalIntegrity();
    return new ComponentName.Url(url);
  }

  private void optionalIntegrity() throws BadNameException {
    if (eat(",")) {
      expect("integrity=");
      onlyIntegrity();
    }
    expectEnd();
  }

  private String onlyIntegrity() throws BadNameException {
    expect("<");
    int close = rest.indexOf('>');
    if (close < 0) {
      throw new BadNameException("failed to find `>`");
    }
    String hashes = take(close);
    expect(">");
    expectEnd();
    boolean any = false;
    for (String hash : hashes.split("[ \t\r\n]+", -1)) {
      if (!hash.isEmpty()) {
        any = true;
        checkHash(hash);
      }
    }
    if (!any) {
      throw new BadNameException("integrity hash cannot be empty");
    }
    return hashes;
  }

  private static void checkHash(String hash) throws BadNameException {
    int dash = hash.indexOf('-');
    String algorithm = dash < 0 ? hash : hash.substring(0, dash);
    switch (algorithm) {
      case "sha256", "sha384", "sha512" -> {}
      default -> throw new BadNameException("unrecognized hash algorithm: `" + algorithm + "`");
    }
    if (dash < 0) {
      throw new BadNameException("expected `-` after hash algorithm: `" + hash + "`");
    }
    int options = hash.indexOf('?');
    String digest = hash.substring(dash + 1, options < 0 ? hash.length() : options);
    if (!BASE64.matcher(digest).matches()) {
      throw new BadNameException("not valid base64: `" + digest + "`");
    }
  }

  @Override
  public String toString() {
    return whole;
  }
}
