package dev.witj.binary.core;

import dev.witj.binary.BinaryCode;
import dev.witj.binary.ByteCursor;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.ByteWriter;
import dev.witj.binary.Limits;
import dev.witj.binary.internal.core.TypeReader;
import dev.witj.binary.internal.core.TypeWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * The body of a function where it lies: locals, then instructions.
 *
 * @param bytes all of it, without its size
 */
public record FunctionBody(ByteSlice bytes) {
  /** So many locals of one type. */
  public record Locals(int count, ValType type) {
    /** One group as it stands in a body. */
    public static Locals read(ByteCursor in) {
      return new Locals(in.readU32(), TypeReader.valType(in));
    }
  }

  /**
   * A body.
   *
   * @param code the instructions, the last {@code end} included
   */
  public static FunctionBody of(List<Locals> locals, ByteSlice code) {
    ByteWriter out = new ByteWriter(code.size() + 16);
    out.writeU32(locals.size());
    for (Locals group : locals) {
      out.writeU32(group.count());
      TypeWriter.valType(group.type(), out);
    }
    return new FunctionBody(ByteSlice.of(out.writeSlice(code).toByteArray()));
  }

  /** The locals that are not parameters, in groups as they are written. */
  public List<Locals> locals() {
    ByteCursor in = bytes.cursor();
    int count = in.readU32();
    List<Locals> groups = new ArrayList<>(in.reserve(Math.clamp(count, 0, Limits.MAX_LOCALS)));
    long total = 0;
    for (int i = 0; i != count; i++) {
      int at = in.position();
      Locals group = Locals.read(in);
      total += Integer.toUnsignedLong(group.count());
      if (total > Limits.MAX_LOCALS) {
        throw in.failAt(at, BinaryCode.LIMIT_EXCEEDED, "too many locals: locals exceed maximum");
      }
      groups.add(group);
    }
    return groups;
  }

  /** The instructions, the last {@code end} included. */
  public ByteSlice code() {
    ByteCursor in = bytes.cursor();
    int count = in.readU32();
    for (int i = 0; i != count; i++) {
      in.readU32();
      TypeReader.valTypeCode(in);
    }
    return in.readRest();
  }

  /** A reader over the instructions. */
  public InstructionReader instructions() {
    return new InstructionReader(code());
  }
}
