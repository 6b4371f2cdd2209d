package dev.witj.wat;

import dev.witj.binary.BinaryKind;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.Features;
import dev.witj.binary.component.ComponentValidator;
import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.CoreValidator;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Source;
import java.util.Optional;

/** Decides whether a binary is valid. */
@FunctionalInterface
public interface WastValidator {
  /**
   * Returns if the binary, a core module or a component, is valid.
   *
   * @throws DiagnosticException if it is malformed or invalid
   */
  void validate(byte[] binary, Features features);

  /** The validators of core modules and of components. */
  static WastValidator standard() {
    return (binary, features) -> {
      ByteSlice bytes = ByteSlice.of(Source.binary("<assembled>"), binary);
      if (BinaryKind.of(bytes).equals(Optional.of(BinaryKind.COMPONENT))) {
        ComponentValidator.validate(bytes, features);
      } else {
        CoreValidator.validate(CoreModule.read(bytes), features);
      }
    };
  }
}
