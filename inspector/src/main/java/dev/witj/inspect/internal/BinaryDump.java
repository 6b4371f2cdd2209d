package dev.witj.inspect.internal;

import dev.witj.binary.BinaryCode;
import dev.witj.binary.BinaryKind;
import dev.witj.binary.ByteCursor;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.component.ComponentLimits;

/** The lines of a binary of either kind, by itself or in a component. */
public final class BinaryDump {
  private BinaryDump() {}

  /** Writes the lines of a binary at some depth. */
  public static void print(ByteSlice binary, DumpLines lines, int depth) {
    if (depth > ComponentLimits.MAX_NESTING) {
      throw BinaryCode.LIMIT_EXCEEDED.error("nesting too deep").at(binary.span()).toException();
    }
    ByteCursor in = binary.cursor();
    boolean component =
        BinaryKind.of(binary).filter(kind -> kind == BinaryKind.COMPONENT).isPresent();
    if (component) {
      BinaryKind.COMPONENT.readHeader(in);
      lines.line(in.position(), "version 13 (Component)");
      new ComponentDump(lines, depth).sections(in);
    } else {
      BinaryKind.MODULE.readHeader(in);
      lines.line(in.position(), "version 1 (Module)");
      new ModuleDump(lines).sections(in);
    }
  }
}
