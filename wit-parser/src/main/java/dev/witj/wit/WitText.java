package dev.witj.wit;

import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Source;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** From the bytes of a WIT file to its text. */
public final class WitText {
  /** How many bytes a file may have; what has more was not meant to be read as WIT. */
  public static final int MAX_BYTES = 64 << 20;

  private static final int[] BYTE_ORDER_MARK = {0xef, 0xbb, 0xbf};

  private WitText() {}

  /**
   * The text of a WIT file: UTF-8, without the byte order mark that may stand at its beginning.
   *
   * @param name what diagnostics call the file, usually its path
   * @throws DiagnosticException if the bytes are anything but UTF-8, or more than {@link
   *     #MAX_BYTES}; nothing is ever replaced
   */
  public static Source decode(String name, byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw tooLarge(name).toException();
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (startsWith(bytes, BYTE_ORDER_MARK)) {
      in.position(BYTE_ORDER_MARK.length);
    } else if (isUtf16(bytes)) {
      throw WitCode.IS_UTF16
          .error()
          .at(Source.binary(name).span(0, 0))
          .help("save it as UTF-8")
          .toException();
    }
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CharBuffer out = CharBuffer.allocate(in.remaining());
    CoderResult result = decoder.decode(in, out, true);
    String text = out.flip().toString();
    if (!result.isError()) {
      return Source.text(name, text);
    }
    // The text so far tells the line; the byte itself is shown as what stands for it elsewhere.
    throw WitCode.NOT_UTF8
        .error("%02x".formatted(bytes[in.position()] & 0xff))
        .at(Source.text(name, text + "\ufffd").span(text.length(), text.length() + 1))
        .help("save it as UTF-8")
        .toException();
  }

  /** The diagnostic for a file of more than {@link #MAX_BYTES}. */
  public static Diagnostic tooLarge(String name) {
    return WitCode.FILE_TOO_LARGE.error(name, (MAX_BYTES >> 20));
  }

  /** UTF-16 by its mark, or by the first character of WIT, which is always an ASCII one. */
  private static boolean isUtf16(byte[] bytes) {
    return startsWith(bytes, new int[] {0xff, 0xfe})
        || startsWith(bytes, new int[] {0xfe, 0xff})
        || (bytes.length >= 2 && (bytes[0] == 0) != (bytes[1] == 0));
  }

  private static boolean startsWith(byte[] bytes, int[] prefix) {
    if (bytes.length < prefix.length) {
      return false;
    }
    for (int i = 0; i < prefix.length; i++) {
      if ((bytes[i] & 0xff) != prefix[i]) {
        return false;
      }
    }
    return true;
  }
}
