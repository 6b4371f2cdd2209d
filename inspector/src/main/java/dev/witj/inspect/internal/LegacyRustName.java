package dev.witj.inspect.internal;

import dev.witj.inspect.internal.MangledName.NotUnderstood;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** Names in the legacy mangling of Rust, which looks like C++ with a hash at its end. */
final class LegacyRustName {
  private static final int HASH_DIGITS = 16;

  private static final Map<String, String> ESCAPES =
      Map.of("SP", "@", "BP", "*", "RF", "&", "LT", "<", "GT", ">", "LP", "(", "RP", ")", "C", ",");

  /** What a name is in the source, if it ends with a hash of Rust. */
  static Optional<String> demangle(String name) {
    MangledName in = new MangledName(name);
    in.take("_ZN");
    StringBuilder path = new StringBuilder();
    String last = "";
    while (!in.take('E')) {
      last = in.take(in.number());
      path.append(path.isEmpty() ? "" : "::").append(unescape(last));
    }
    if (!isHash(last)) {
      return Optional.empty();
    }
    return Optional.of(path + RustName.suffix(in.rest()));
  }

  private static boolean isHash(String part) {
    return part.length() == 1 + HASH_DIGITS
        && part.startsWith("h")
        && part.chars().skip(1).allMatch(HexFormat::isHexDigit);
  }

  private static String unescape(String part) {
    StringBuilder text = new StringBuilder();
    int at = part.startsWith("_$") ? 1 : 0;
    while (at < part.length()) {
      char c = part.charAt(at);
      int end = c == '$' ? part.indexOf('$', at + 1) : -1;
      if (end > 0) {
        text.append(escape(part.substring(at + 1, end)));
        at = end + 1;
      } else if (part.startsWith("..", at)) {
        text.append("::");
        at += 2;
      } else {
        text.append(c);
        at++;
      }
    }
    return text.toString();
  }

  private static String escape(String code) {
    String known = ESCAPES.get(code);
    if (known != null) {
      return known;
    }
    if (code.length() < 2
        || code.length() > 7
        || !code.startsWith("u")
        || !code.chars().skip(1).allMatch(HexFormat::isHexDigit)) {
      throw new NotUnderstood();
    }
    return RustName.character(HexFormat.fromHexDigits(code, 1, code.length()));
  }

  private LegacyRustName() {}
}
