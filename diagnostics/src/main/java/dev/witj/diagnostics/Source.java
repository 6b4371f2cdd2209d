package dev.witj.diagnostics;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Something a diagnostic can point into: a text, whose offsets are UTF-16 code units, or a binary,
 * whose offsets are bytes.
 *
 * <p>A source is compared by identity: two readings of one file are two sources.
 */
public final class Source {
  private final String name;
  private final Optional<String> text;
  private final IntFunction<Optional<Span>> origin;
  private int[] lineStarts = {};

  private Source(String name, Optional<String> text, IntFunction<Optional<Span>> origin) {
    this.name = name;
    this.text = text;
    this.origin = origin;
  }

  /** A text under the name that messages show for it, usually its path as the user gave it. */
  public static Source text(String name, String text) {
    return new Source(name, Optional.of(text), _ -> Optional.empty());
  }

  /** A binary; spans into it are byte offsets and render as {@code (at offset 0x1f)}. */
  public static Source binary(String name) {
    return binary(name, _ -> Optional.empty());
  }

  /**
   * A binary that was made from a text, where its spans lie as far as they can: whoever wrote the
   * text has never seen the binary.
   *
   * @param origin what stands in the text for the part of the binary at an offset, if anything does
   */
  public static Source binary(String name, IntFunction<Optional<Span>> origin) {
    return new Source(name, Optional.empty(), origin);
  }

  /** A binary read from {@code path}. */
  public static Source binary(Path path) {
    return binary(path.toString());
  }

  /** The name messages show. */
  public String name() {
    return name;
  }

  /** The text, or nothing for a binary. */
  public Optional<String> text() {
    return text;
  }

  /** Whether offsets into this source are bytes of a binary. */
  public boolean isBinary() {
    return text.isEmpty();
  }

  /**
   * The span from {@code start} (inclusive) to {@code end} (exclusive), or what stands for it in
   * the text that this was made from.
   */
  public Span span(int start, int end) {
    return origin.apply(start).orElseGet(() -> new Span(this, start, end));
  }

  /**
   * Line and column (both from 1; the column counts code points) of an offset into a text.
   *
   * @throws IllegalStateException if this is a binary
   */
  public Position position(int offset) {
    String content = text.orElseThrow(() -> new IllegalStateException("a binary has no lines"));
    int at = Math.clamp(offset, 0, content.length());
    int found = Arrays.binarySearch(lineStarts(content), at);
    int line = found >= 0 ? found : -found - 2;
    int start = lineStarts(content)[line];
    return new Position(line + 1, content.codePointCount(start, at) + 1);
  }

  /** The text of a line (from 1) without its end-of-line characters. */
  public String line(int number) {
    String content = text.orElseThrow(() -> new IllegalStateException("a binary has no lines"));
    int[] starts = lineStarts(content);
    int start = starts[number - 1];
    int end = number < starts.length ? starts[number] : content.length();
    while (end > start && (content.charAt(end - 1) == '\n' || content.charAt(end - 1) == '\r')) {
      end--;
    }
    return content.substring(start, end);
  }

  private int[] lineStarts(String content) {
    int[] starts = lineStarts;
    if (starts.length == 0) {
      int lines = 1;
      for (int i = content.indexOf('\n'); i >= 0; i = content.indexOf('\n', i + 1)) {
        lines++;
      }
      starts = new int[lines];
      int line = 1;
      for (int i = content.indexOf('\n'); i >= 0; i = content.indexOf('\n', i + 1)) {
        starts[line++] = i + 1;
      }
      lineStarts = starts;
    }
    return starts;
  }

  /** The UTF-8 byte offset of a code-unit offset into a text, as the reference tools count. */
  public int byteOffset(int offset) {
    return text.map(t -> t.substring(0, offset).getBytes(StandardCharsets.UTF_8).length)
        .orElse(offset);
  }

  @Override
  public String toString() {
    return name;
  }

  /** A place in a text: line and column, both from 1. */
  public record Position(int line, int column) {}
}
