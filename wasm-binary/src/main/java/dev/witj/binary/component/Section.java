package dev.witj.binary.component;

import dev.witj.binary.ByteRange;
import dev.witj.binary.ByteSlice;
import java.util.List;

/**
 * A section of a component, which is decoded when it is asked for its elements.
 *
 * @param kind what it holds
 * @param range all of its bytes, header included
 * @param content its bytes after the header
 */
public record Section(SectionKind kind, ByteRange range, ByteSlice content) {
  /**
   * What it holds, in order. Each call decodes anew.
   *
   * @throws dev.witj.diagnostics.DiagnosticException at the first byte that means nothing
   */
  public List<Located> elements() {
    return new ElementReader(content).readAll(kind);
  }
}
