package dev.witj.runtime.internal.core.endive;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.FunctionBody;
import dev.witj.binary.core.ModuleSection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Looks at a module's code without decoding it. What is cached beside compiled code is the module
 * without the bodies of the compiled functions: decoding those of a big guest takes seconds, and
 * nobody reads them again.
 */
final class ModuleStripper {
  /** A body that traps: no locals, {@code unreachable}, {@code end}. */
  private static final FunctionBody STUB =
      new FunctionBody(ByteSlice.of(new byte[] {0, 0x00, 0x0b}));

  private ModuleStripper() {}

  /** The sizes of the bodies of the functions that the module defines, in bytes. */
  static int[] bodySizes(ByteSlice module) {
    return CoreModule.read(module).bodies().stream()
        .mapToInt(body -> body.bytes().size())
        .toArray();
  }

  /** The module without custom sections and without the bodies that are not to be kept. */
  static byte[] strip(ByteSlice module, IntPredicate keepBody) {
    return CoreModule.read(module)
        .transform(
            (out, section) -> {
              switch (section.id()) {
                case CUSTOM -> {}
                case CODE -> {
                  List<FunctionBody> bodies =
                      new ArrayList<>(((ModuleSection.Code) section.decode()).bodies());
                  for (int i = 0; i < bodies.size(); i++) {
                    if (!keepBody.test(i)) {
                      bodies.set(i, STUB);
                    }
                  }
                  out.accept(new ModuleSection.Code(bodies));
                }
                default -> out.accept(section);
              }
            })
        .binary()
        .toByteArray();
  }
}
