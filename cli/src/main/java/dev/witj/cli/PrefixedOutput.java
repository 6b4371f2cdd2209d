package dev.witj.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Puts whole lines into a stream that others write to, too, each with a few words before it. What a
 * guest prints so cannot look as if the host said it: nothing in a line goes back to its beginning,
 * and colours are left out, which would go on behind it.
 */
final class PrefixedOutput extends OutputStream {
  private static final int MAX_LINE = 8192;
  private static final Pattern COLOURS = Pattern.compile("\u001b\\[[0-9;]*m");

  private final PrintStream target;
  private final String prefix;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  PrefixedOutput(PrintStream target, String prefix) {
    this.target = target;
    this.prefix = prefix;
  }

  @Override
  public synchronized void write(int b) {
    if (b != '\n') {
      line.write(b);
    }
    if (b == '\n' || line.size() >= MAX_LINE) {
      String text = COLOURS.matcher(line.toString(StandardCharsets.UTF_8)).replaceAll("");
      line.reset();
      byte[] whole =
          (prefix + TerminalSafeWriter.safe(text.replace("\r", "")) + "\n")
              .getBytes(StandardCharsets.UTF_8);
      target.write(whole, 0, whole.length);
      target.flush();
    }
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      write(bytes[i]);
    }
  }
}
