package dev.witj.engine.internal.load;

import dev.witj.binary.core.ConstExpr;
import dev.witj.binary.core.ElementSegment;
import dev.witj.binary.core.InstructionReader;
import dev.witj.binary.core.Opcode;
import dev.witj.engine.internal.gc.Elements;
import dev.witj.engine.internal.run.FunctionElements;
import dev.witj.engine.internal.run.State;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The element segments of a module. Those that name nothing but functions, which is nearly all of
 * them, are read once for all instances. Immutable.
 */
final class InitialElements {
  private final List<ElementSegment> segments;

  /** The functions of each by index; null for one whose expressions each instance evaluates. */
  private final int[] @Nullable [] functions;

  InitialElements(List<ElementSegment> segments) {
    this.segments = segments;
    this.functions = new int[segments.size()] @Nullable [];
    for (int i = 0; i < functions.length; i++) {
      functions[i] =
          switch (segments.get(i).items()) {
            case ElementSegment.Items.Functions named ->
                named.functions().stream().mapToInt(Integer::intValue).toArray();
            case ElementSegment.Items.Expressions computed -> functions(computed.expressions());
          };
    }
  }

  private static int @Nullable [] functions(List<ConstExpr> expressions) {
    int[] found = new int[expressions.size()];
    for (int i = 0; i < found.length; i++) {
      InstructionReader in = new InstructionReader(expressions.get(i).code());
      if (!in.next()) {
        return null;
      }
      switch (in.opcode()) {
        case REF_FUNC -> found[i] = in.index();
        case REF_NULL -> found[i] = FunctionElements.NULL;
        default -> {
          return null;
        }
      }
      if (!in.next() || in.opcode() != Opcode.END) {
        return null;
      }
    }
    return found;
  }

  /** The segments of an instance as they are before any is dropped. */
  Elements[] of(State state, Constants constants) {
    Elements[] all = new Elements[functions.length];
    for (int i = 0; i < all.length; i++) {
      int[] known = functions[i];
      if (known != null) {
        all[i] = new FunctionElements(state, known);
      } else if (segments.get(i).items() instanceof ElementSegment.Items.Expressions computed) {
        all[i] = Elements.of(computed.expressions().stream().map(constants::evaluate).toArray());
      }
    }
    return all;
  }

  /** How many references each instance has a place for in its segments. */
  long size() {
    long size = 0;
    for (int i = 0; i < functions.length; i++) {
      if (functions[i] == null
          && segments.get(i).items() instanceof ElementSegment.Items.Expressions computed) {
        size += computed.expressions().size();
      }
    }
    return size;
  }
}
