package dev.witj.wat;

import dev.witj.binary.ByteSlice;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Source;
import dev.witj.diagnostics.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A module or component of a script, in one of the three ways in which scripts have them. */
public final class WastModule {
  private final Form form;
  private final boolean component;
  private final Optional<String> name;
  private final Span span;
  private final Tokens tokens;
  private final int body;
  private final WatAssembler.Options options;

  /** How a module is written. */
  public enum Form {
    /** As text, which is part of the script's. */
    TEXT,
    /** As strings that put together are a text. */
    QUOTE,
    /** As strings that put together are a binary. */
    BINARY
  }

  /**
   * A module whose text or strings begin at a token.
   *
   * @param body the first token behind the keywords and the name
   */
  WastModule(
      Form form,
      boolean component,
      Optional<String> name,
      Span span,
      Tokens tokens,
      int body,
      WatAssembler.Options options) {
    this.form = form;
    this.component = component;
    this.name = name;
    this.span = span;
    this.tokens = tokens;
    this.body = body;
    this.options = options;
  }

  /** How it is written. */
  public Form form() {
    return form;
  }

  /** Whether it is a component. */
  public boolean isComponent() {
    return component;
  }

  /** Its identifier in the script, without the dollar sign. */
  public Optional<String> name() {
    return name;
  }

  /** The whole form, or the whole text of a script that is one module. */
  public Span span() {
    return span;
  }

  /**
   * Its text, if it is quoted, as a source of its own: the strings with a space between two, in
   * {@code (component …)} if it is one.
   *
   * @throws DiagnosticException if the strings are not UTF-8
   */
  public Source quoted() {
    WatCursor cursor = new WatCursor(tokens);
    cursor.reset(body);
    StringBuilder text = new StringBuilder(component ? "(component " : "");
    List<String> parts = new ArrayList<>();
    while (cursor.isString()) {
      parts.add(cursor.expectName());
    }
    text.append(String.join(" ", parts)).append(component ? ")" : "");
    int line = span.source().position(span.start()).line();
    return Source.text(span.source().name() + ":" + line + " (quoted)", text.toString());
  }

  /**
   * Assembles it; strings that are a binary are taken as they are.
   *
   * @throws DiagnosticException if it is text that is malformed
   */
  public byte[] toBinary() {
    return assemble().toByteArray();
  }

  /**
   * Assembles it into a binary whose errors are shown in the script, unless it stands there as a
   * binary.
   *
   * @throws DiagnosticException if it is text that is malformed
   */
  public ByteSlice assemble() {
    if (form == Form.QUOTE) {
      return WatAssembler.assembleWithPositions(quoted(), options);
    }
    WatCursor cursor = new WatCursor(tokens);
    cursor.reset(body);
    TextPositions positions = new TextPositions(tokens);
    if (form == Form.BINARY) {
      return ByteSlice.of(Source.binary("<assembled>"), WatAssembler.strings(cursor));
    }
    Identifier id = name.map(n -> new Identifier(n, span)).orElse(null);
    byte[] binary = WatAssembler.assembleBody(cursor, component, id, positions, options);
    if (!cursor.isRight() && !cursor.atEnd()) {
      throw cursor.expected("`)`");
    }
    return ByteSlice.of(Source.binary("<assembled>", positions::at), binary);
  }
}
