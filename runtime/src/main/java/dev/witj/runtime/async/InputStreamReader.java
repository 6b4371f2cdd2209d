package dev.witj.runtime.async;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Bytes that a stream of Java's gives. */
record InputStreamReader(InputStream input) implements StreamReader<Integer> {
  @Override
  public List<Integer> read(int max) throws InterruptedException {
    byte[] bytes = new byte[Math.min(max, 8192)];
    int length = read(bytes, 0, bytes.length);
    List<Integer> items = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      items.add(bytes[i] & 0xff);
    }
    return items;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws InterruptedException {
    try {
      return input.read(into, offset, length);
    } catch (InterruptedIOException e) {
      InterruptedException interrupted = new InterruptedException(e.getMessage());
      interrupted.initCause(e);
      throw interrupted;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      input.close();
    } catch (IOException e) {
      // Nobody wants more of it; there is nothing to do about it.
    }
  }
}
