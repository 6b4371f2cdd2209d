package dev.witj.runtime.internal.core.endive;

import dev.witj.binary.ByteCursor;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.ByteWriter;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Looks at a module's code without decoding it. What is cached beside compiled code is the module
 * without the bodies of the compiled functions: decoding those of a big guest takes seconds, and
 * nobody reads them again.
 */
final class ModuleStripper {
  private static final int CUSTOM = 0;
  private static final int CODE = 10;
  private static final int PREAMBLE = 8;

  /** A body that traps: no locals, {@code unreachable}, {@code end}. */
  private static final byte[] STUB = {3, 0, 0x00, 0x0b};

  private ModuleStripper() {}

  /** The sizes of the bodies of the functions that the module defines, in bytes. */
  static int[] bodySizes(ByteSlice module) {
    ByteCursor at = sections(module);
    while (!at.atEnd()) {
      int id = at.readByte();
      ByteSlice content = at.readSized();
      if (id == CODE) {
        ByteCursor code = content.cursor();
        int count = code.readU32();
        int[] sizes = new int[code.reserve(count)];
        for (int i = 0; i < count; i++) {
          if (i == sizes.length) {
            sizes = Arrays.copyOf(sizes, count);
          }
          sizes[i] = code.readSized().size();
        }
        return sizes;
      }
    }
    return new int[0];
  }

  /** The module without custom sections and without the bodies that are not to be kept. */
  static byte[] strip(ByteSlice module, IntPredicate keepBody) {
    ByteWriter out = new ByteWriter(1024);
    out.writeSlice(module.between(module.start(), module.start() + PREAMBLE));
    ByteCursor at = sections(module);
    while (!at.atEnd()) {
      int id = at.readByte();
      ByteSlice content = at.readSized();
      switch (id) {
        case CUSTOM -> {}
        case CODE -> out.writeByte(CODE).writeSized(stripCode(content, keepBody));
        default -> out.writeByte(id).writeSized(content);
      }
    }
    return out.toByteArray();
  }

  private static ByteWriter stripCode(ByteSlice section, IntPredicate keepBody) {
    ByteCursor code = section.cursor();
    int count = code.readU32();
    ByteWriter out = new ByteWriter(code.reserve(count) * STUB.length + 8);
    out.writeU32(count);
    for (int i = 0; i < count; i++) {
      ByteSlice body = code.readSized();
      if (keepBody.test(i)) {
        out.writeSized(body);
      } else {
        out.writeBytes(STUB);
      }
    }
    return out;
  }

  private static ByteCursor sections(ByteSlice module) {
    ByteCursor at = module.cursor();
    at.skip(PREAMBLE);
    return at;
  }
}
