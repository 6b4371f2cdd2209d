package dev.witj.binary.component;

import dev.witj.binary.BinaryCode;
import dev.witj.binary.ByteCursor;
import dev.witj.binary.ByteRange;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.internal.component.ElementReader;
import java.util.ArrayList;
import java.util.List;

/**
 * A section of a component, which is decoded when it is asked for its elements.
 *
 * @param kind what it holds
 * @param range all of its bytes, header included
 * @param content its bytes after the header
 */
public record Section(SectionKind kind, ByteRange range, ByteSlice content) {
  /** The next section of a component, which must be all there. */
  public static Section read(ByteCursor in) {
    int start = in.position();
    int number = in.readByte();
    if (number >= SectionKind.count()) {
      throw in.failAt(start, BinaryCode.MALFORMED, "malformed section id: " + number);
    }
    ByteSlice content = in.readSized();
    return new Section(SectionKind.at(number), new ByteRange(start, in.position()), content);
  }

  /**
   * What it holds, in order. Each call decodes anew.
   *
   * @throws dev.witj.diagnostics.DiagnosticException at the first byte that means nothing
   */
  public List<Located> elements() {
    List<Located> elements = new ArrayList<>();
    forEachElement(elements::add);
    return elements;
  }

  /**
   * Hands what it holds to a listener, in order and one by one: what comes before bytes that mean
   * nothing is handed on, and nothing is kept.
   *
   * @throws dev.witj.diagnostics.DiagnosticException at the first byte that means nothing
   */
  public void forEachElement(ElementListener listener) {
    new ElementReader(content, listener).readAll(kind);
  }
}
