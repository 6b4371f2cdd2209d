package dev.witj.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Puts whole lines into a stream that others write to, too, each with a few words before it. */
final class PrefixedOutput extends OutputStream {
  private static final int MAX_LINE = 8192;

  private final PrintStream target;
  private final byte[] prefix;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  PrefixedOutput(PrintStream target, String prefix) {
    this.target = target;
    this.prefix = prefix.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public synchronized void write(int b) {
    if (line.size() == 0) {
      line.writeBytes(prefix);
    }
    line.write(b);
    if (b == '\n' || line.size() >= MAX_LINE) {
      if (b != '\n') {
        line.write('\n');
      }
      byte[] whole = line.toByteArray();
      line.reset();
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
