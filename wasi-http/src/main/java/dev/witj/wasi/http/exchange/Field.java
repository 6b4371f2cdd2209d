package dev.witj.wasi.http.exchange;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A header or trailer.
 *
 * @param name as it was spelt
 * @param value bytes, mostly of Latin 1
 */
public record Field(String name, byte[] value) {
  /** What belongs to a connection, or to the server, and is never a guest's to say or to see. */
  private static final Set<String> FORBIDDEN =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "transfer-encoding",
          "upgrade",
          "host",
          "http2-settings");

  private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");

  private static final String TOKEN_SIGNS = "!#$%&'*+-.^_`|~";

  /** A field with text. */
  public static Field of(String name, String value) {
    return new Field(name, value.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** The value as text. */
  public String text() {
    return new String(value, StandardCharsets.ISO_8859_1);
  }

  /** Whether it is a field of this name, whatever its spelling. */
  public boolean is(String other) {
    return name.equalsIgnoreCase(other);
  }

  /** Whether guests may neither say nor see fields of this name. */
  public static boolean isForbidden(String name) {
    return FORBIDDEN.contains(name.toLowerCase(Locale.ROOT));
  }

  /** Whether it is a token, as names of fields and methods are. */
  public static boolean isToken(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isInToken(text.charAt(i))) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static boolean isInToken(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || TOKEN_SIGNS.indexOf(c) >= 0;
  }

  /** Whether these bytes may stand in a field. */
  public static boolean isValue(byte[] bytes) {
    for (byte b : bytes) {
      if ((b >= 0 && b < ' ' && b != '\t') || b == 0x7f) {
        return false;
      }
    }
    return true;
  }

  /** How many bytes they take, with what stands between them. */
  public static long size(List<Field> fields) {
    long size = 0;
    for (Field field : fields) {
      size += field.name().length() + field.value().length + 4L;
    }
    return size;
  }

  /**
   * The length that fields announce, if they do.
   *
   * @return nothing if there is no such field or it is no number
   */
  public static OptionalLong contentLength(List<Field> fields) {
    for (Field field : fields) {
      if (field.is("content-length")) {
        String text = field.text();
        return LENGTH.matcher(text).matches()
            ? OptionalLong.of(Long.parseLong(text))
            : OptionalLong.empty();
      }
    }
    return OptionalLong.empty();
  }
}
