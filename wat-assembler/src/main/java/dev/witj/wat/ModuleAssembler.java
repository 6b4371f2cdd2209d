package dev.witj.wat;

import org.jspecify.annotations.Nullable;

/** Core module text to binary. */
final class ModuleAssembler {
  private ModuleAssembler() {}

  /**
   * Assembles the rest of a module's form, with the cursor behind {@code (module $id?}, and leaves
   * it before the closing parenthesis or, at the top of a text, at its end.
   *
   * @param id the module's own identifier
   */
  @SuppressWarnings("DoNotCallSuggester")
  static byte[] assemble(WatCursor cursor, @Nullable Identifier id) {
    throw cursor.fail(WatCode.UNSUPPORTED, "modules are not assembled yet");
  }
}
