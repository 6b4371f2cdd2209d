package dev.witj.binary.core;

import dev.witj.binary.BinaryCode;
import dev.witj.binary.ByteCursor;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.ByteWriter;
import dev.witj.binary.internal.core.SectionReader;

/**
 * A section where it lies, not decoded yet: {@link #decode} does that.
 *
 * @param id what it is
 * @param whole all its bytes, from its id on
 * @param content what comes after its id and its size
 */
public record Section(SectionId id, ByteSlice whole, ByteSlice content) implements ModuleElement {
  /**
   * The next section of a module, which must be all there, and have a name if it is a custom one.
   */
  public static Section read(ByteCursor in) {
    int start = in.position();
    int code = in.readByte();
    SectionId id =
        SectionId.of(code)
            .orElseThrow(
                () -> in.failAt(start, BinaryCode.MALFORMED, "malformed section id: " + code));
    ByteSlice content = in.readSized();
    if (id == SectionId.CUSTOM) {
      content.cursor().readName();
    }
    in.seek(start);
    return new Section(id, in.readSlice(content.end() - start), content);
  }

  @Override
  public String customName() {
    return id == SectionId.CUSTOM ? content.cursor().readName() : "";
  }

  /** What a custom section holds after its name. */
  public ByteSlice customData() {
    ByteCursor in = content.cursor();
    if (id == SectionId.CUSTOM) {
      in.readName();
    }
    return in.readRest();
  }

  @Override
  public ModuleSection decode() {
    return SectionReader.decode(this);
  }

  @Override
  public void write(ByteWriter out) {
    out.writeSlice(whole);
  }
}
