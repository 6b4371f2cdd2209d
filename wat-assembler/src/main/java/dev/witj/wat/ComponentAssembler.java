package dev.witj.wat;

import org.jspecify.annotations.Nullable;

/** Component text to binary. */
final class ComponentAssembler {
  private ComponentAssembler() {}

  /**
   * Assembles the rest of a component's form, with the cursor behind {@code (component $id?}, and
   * leaves it before the closing parenthesis or, at the top of a text, at its end.
   *
   * @param id the component's own identifier
   */
  @SuppressWarnings("DoNotCallSuggester")
  static byte[] assemble(WatCursor cursor, @Nullable Identifier id) {
    throw cursor.fail(WatCode.UNSUPPORTED, "components are not assembled yet");
  }
}
