package dev.witj.inspect.internal;

import dev.witj.binary.Features;
import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.CoreValidator;
import dev.witj.binary.core.TypedBodies;
import dev.witj.binary.core.ValType;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.inspect.WatPrinter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The operands on the stack after each instruction, for comments. */
public final class OperandText {
  /** More than these are not shown, or the text of a deep stack would grow with its square. */
  private static final int MAX_SHOWN = 32;

  private static final String INVALID = "(invalid)";

  private final Optional<TypedBodies> bodies;
  private final TextWriter text;
  private final CoreTypePrinter printer;
  private boolean valid;
  private boolean told;

  /** The operands in the bodies of a module whose types have names. */
  OperandText(CoreModule module, Names types) {
    this.bodies = bodies(module);
    this.text = new TextWriter(new StringBuilder(), WatPrinter.Options.DEFAULT);
    this.printer = new CoreTypePrinter(types, text);
  }

  private static Optional<TypedBodies> bodies(CoreModule module) {
    try {
      return Optional.of(CoreValidator.bodies(module, Features.ALL));
    } catch (DiagnosticException _) {
      return Optional.empty();
    }
  }

  /** Goes to the first instruction of a body. */
  void begin(int body) {
    told = false;
    try {
      bodies.ifPresent(typed -> typed.begin(body));
      valid = bodies.isPresent();
    } catch (DiagnosticException _) {
      valid = false;
    }
  }

  /**
   * Goes behind the next instruction.
   *
   * @return what is on the stack then; null where that cannot be said, since an instruction before
   *     it was not valid
   */
  @Nullable String next() {
    if (valid) {
      try {
        if (bodies.isPresent() && bodies.get().next()) {
          return operands(bodies.get());
        }
      } catch (DiagnosticException _) {
        valid = false;
      }
    }
    if (told) {
      return null;
    }
    told = true;
    return INVALID;
  }

  private String operands(TypedBodies typed) {
    int count = typed.operandCount();
    text.add('[');
    int from = Math.max(0, count - MAX_SHOWN);
    if (from > 0) {
      text.add("...");
    }
    for (int i = from; i < count; i++) {
      text.add(i > 0 ? " " : "");
      Optional<ValType> type = typed.operand(i);
      if (type.isPresent()) {
        printer.storage(type.get());
      } else {
        text.add("unknown");
      }
    }
    return text.add(']').take();
  }
}
