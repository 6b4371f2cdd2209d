package dev.witj.wat;

import dev.witj.binary.BinaryKind;
import dev.witj.binary.ByteSlice;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Source;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns WebAssembly text into binaries: core modules and components, in the encodings that the
 * reference tools choose where several are legal. The binary is well-formed; whether it is valid is
 * the validator's business.
 */
public final class WatAssembler {
  private WatAssembler() {}

  /**
   * How a text is read.
   *
   * @param allowConfusingUnicode whether bidirectional controls are let through
   * @param strictIndices whether references to core definitions in components must be written as
   *     they are since 2026, with {@code core} and in a form of their own
   */
  public record Options(boolean allowConfusingUnicode, boolean strictIndices) {
    /** What is read unless something else is asked for: the old references, but no controls. */
    public static final Options DEFAULT = new Options(false);

    /** Options with which the older forms of references are read, too. */
    public Options(boolean allowConfusingUnicode) {
      this(allowConfusingUnicode, false);
    }
  }

  /**
   * Assembles {@code (module …)}, {@code (component …)} or the bare fields of a module.
   *
   * @throws DiagnosticException if the text is malformed or refers to what does not exist
   */
  public static byte[] assemble(Source source) {
    return assemble(source, Options.DEFAULT);
  }

  /**
   * Assembles {@code (module …)}, {@code (component …)} or the bare fields of a module.
   *
   * @throws DiagnosticException if the text is malformed or refers to what does not exist
   */
  public static byte[] assemble(Source source, Options options) {
    Tokens tokens = Lexer.lex(source, options.allowConfusingUnicode());
    return assemble(new WatCursor(tokens), null, options);
  }

  /**
   * Assembles as {@link #assemble(Source, Options)} does into a binary whose errors are shown where
   * they stand in the text, at the cost of some memory.
   *
   * @throws DiagnosticException if the text is malformed or refers to what does not exist
   */
  public static ByteSlice assembleWithPositions(Source source, Options options) {
    Tokens tokens = Lexer.lex(source, options.allowConfusingUnicode());
    TextPositions positions = new TextPositions(tokens);
    byte[] binary = assemble(new WatCursor(tokens), positions, options);
    return ByteSlice.of(Source.binary(source.name(), positions::at), binary);
  }

  private static byte[] assemble(
      WatCursor cursor, @Nullable TextPositions positions, Options options) {
    byte[] binary = assembleTop(cursor, positions, options);
    if (!cursor.atEnd()) {
      throw cursor.fail(WatCode.EXTRA_TOKENS);
    }
    return binary;
  }

  private static byte[] assembleTop(
      WatCursor cursor, @Nullable TextPositions positions, Options options) {
    if (cursor.atEnd()) {
      throw cursor.fail(WatCode.EMPTY_TEXT);
    }
    switch (cursor.keywordOrEmpty()) {
      case "package", "interface", "world" ->
          throw WatCode.LOOKS_LIKE_WIT
              .error()
              .at(cursor.span())
              .help("WIT says what a component looks like; give one that implements it")
              .toException();
      default -> {}
    }
    boolean component = cursor.isForm("component");
    if (!component && !cursor.isForm("module")) {
      return ModuleAssembler.assemble(cursor, null, positions);
    }
    cursor.expectForm(component ? "component" : "module");
    Identifier id = cursor.takeId();
    byte[] binary = assembleBody(cursor, component, id, positions, options);
    cursor.expectRight();
    return binary;
  }

  /**
   * What follows {@code (module $id?} or {@code (component $id?}, up to the closing parenthesis;
   * {@code binary} has its meaning.
   *
   * @param positions takes where the fields and instructions stand
   */
  static byte[] assembleBody(
      WatCursor cursor,
      boolean component,
      @Nullable Identifier id,
      @Nullable TextPositions positions,
      Options options) {
    if (cursor.takeKeyword("binary")) {
      return strings(cursor);
    }
    return component
        ? ComponentAssembler.assemble(cursor, id, positions, options)
        : ModuleAssembler.assemble(cursor, id, positions);
  }

  /** All strings that follow, put together. */
  static byte[] strings(WatCursor cursor) {
    List<byte[]> parts = new ArrayList<>();
    long size = 0;
    while (cursor.isString()) {
      byte[] part = cursor.expectBytes();
      parts.add(part);
      size += part.length;
    }
    byte[] whole = new byte[Math.toIntExact(size)];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, whole, at, part.length);
      at += part.length;
    }
    return whole;
  }

  /**
   * A file's content as a binary: binaries as they are, anything else assembled as text.
   *
   * @param name the name that messages show for it
   * @throws DiagnosticException if it is neither a binary nor a well-formed text
   */
  public static byte[] toBinary(String name, byte[] content) {
    return isBinary(content) ? content : assemble(readText(name, content));
  }

  /**
   * A file's content as a binary, with errors where they stand in the text if it is one.
   *
   * @param name the name that messages show for it
   * @throws DiagnosticException if it is neither a binary nor a well-formed text
   */
  public static ByteSlice read(String name, byte[] content, Options options) {
    return isBinary(content)
        ? ByteSlice.of(Source.binary(name), content)
        : assembleWithPositions(readText(name, content), options);
  }

  /** Whether a file's content begins as WebAssembly binaries do. */
  public static boolean isBinary(byte[] content) {
    return BinaryKind.isBinary(ByteSlice.of(content));
  }

  /** What a file is that begins as other things do that are taken for WebAssembly. */
  private static @Nullable String otherKind(byte[] content) {
    int first = content.length < 4 ? 0 : ByteBuffer.wrap(content).getInt();
    return switch (first) {
      case 0x504b_0304 -> "a ZIP archive";
      case 0x7f45_4c46 -> "native code (ELF)";
      case 0xcafe_babe -> "a Java class";
      case 0x213c_6172 -> "a library archive (ar)";
      default -> first >>> 16 == 0x1f8b ? "compressed (gzip)" : null;
    };
  }

  /**
   * A file's content as a text.
   *
   * @throws DiagnosticException if it is not UTF-8, or another kind of file by its first bytes
   */
  public static Source readText(String name, byte[] content) {
    String other = otherKind(content);
    if (other != null) {
      throw WatCode.OTHER_FILE.error(name, other).toException();
    }
    String text = WatCursor.utf8(content);
    if (text == null) {
      throw WatCode.NOT_TEXT.error(name).toException();
    }
    return Source.text(name, text);
  }
}
