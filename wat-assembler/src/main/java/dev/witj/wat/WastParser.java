package dev.witj.wat;

import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the directives of a script. */
final class WastParser {
  private final WatCursor cursor;
  private final WastValueParser values;
  private final WatAssembler.Options options;

  WastParser(WatCursor cursor, WatAssembler.Options options) {
    this.cursor = cursor;
    this.values = new WastValueParser(cursor);
    this.options = options;
  }

  /** All directives up to the end of the text. */
  List<WastDirective> script() {
    if (!cursor.atEnd() && !isDirective()) {
      // Bare fields: the whole text is one module.
      int start = cursor.position();
      WastModule module = module(WastModule.Form.TEXT, false, Optional.empty(), start, start, true);
      return List.of(new WastDirective.Define(module.span(), module));
    }
    List<WastDirective> directives = new ArrayList<>();
    while (!cursor.atEnd()) {
      directives.add(directive());
    }
    return directives;
  }

  private boolean isDirective() {
    return switch (cursor.formOrEmpty()) {
      case "module", "component", "register", "invoke", "get", "thread", "wait" -> true;
      case String keyword -> keyword.startsWith("assert_");
    };
  }

  private WastDirective directive() {
    int start = cursor.position();
    String keyword = cursor.formOrEmpty();
    return switch (keyword) {
      case "module", "component" -> define();
      case "invoke", "get" -> new WastDirective.Perform(action());
      case "register" -> {
        cursor.expectForm(keyword);
        String name = cursor.expectName();
        Optional<String> instance = takeName();
        yield new WastDirective.Register(close(start), name, instance);
      }
      case "thread" -> thread();
      case "wait" -> {
        cursor.expectForm(keyword);
        String thread = expectName();
        yield new WastDirective.AwaitThread(close(start), thread);
      }
      case "assert_return" -> {
        cursor.expectForm(keyword);
        WastDirective.Execution execution = execution();
        List<WastValue> results = values.results();
        yield new WastDirective.AssertReturn(close(start), execution, results);
      }
      case "assert_trap" -> {
        cursor.expectForm(keyword);
        WastDirective.Execution execution = execution();
        String message = cursor.expectName();
        yield new WastDirective.AssertTrap(close(start), execution, message);
      }
      case "assert_exhaustion" -> {
        cursor.expectForm(keyword);
        WastDirective.Invoke call = invoke();
        String message = cursor.expectName();
        yield new WastDirective.AssertExhaustion(close(start), call, message);
      }
      case "assert_exception" -> {
        cursor.expectForm(keyword);
        WastDirective.Execution execution = execution();
        yield new WastDirective.AssertException(close(start), execution);
      }
      case "assert_suspension" -> {
        cursor.expectForm(keyword);
        WastDirective.Execution execution = execution();
        String message = cursor.expectName();
        yield new WastDirective.AssertSuspension(close(start), execution, message);
      }
      case "assert_unlinkable" -> {
        cursor.expectForm(keyword);
        WastModule module = module();
        String message = cursor.expectName();
        yield new WastDirective.AssertUnlinkable(close(start), module, message);
      }
      case "assert_malformed", "assert_malformed_custom" -> {
        cursor.expectForm(keyword);
        WastModule module = module();
        String message = cursor.expectName();
        boolean custom = keyword.endsWith("_custom");
        yield new WastDirective.AssertMalformed(close(start), module, message, custom);
      }
      case "assert_invalid", "assert_invalid_custom" -> {
        cursor.expectForm(keyword);
        WastModule module = module();
        String message = cursor.expectName();
        boolean custom = keyword.endsWith("_custom");
        yield new WastDirective.AssertInvalid(close(start), module, message, custom);
      }
      default -> throw badDirective();
    };
  }

  private DiagnosticException badDirective() {
    if (!cursor.isLeft()) {
      return cursor.expected("`(`");
    }
    Span span = cursor.tokens().span(cursor.position() + 1);
    return WatCursor.failAt(span, WatCode.BAD_DIRECTIVE);
  }

  /** Takes the closing parenthesis: from a token to there. */
  private Span close(int start) {
    cursor.expectRight();
    return cursor.spanFrom(start);
  }

  private Optional<String> takeName() {
    @Nullable Identifier id = cursor.takeId();
    return Optional.ofNullable(id).map(Identifier::name);
  }

  private String expectName() {
    Identifier id = cursor.takeId();
    if (id == null) {
      throw cursor.expected("an identifier");
    }
    return id.name();
  }

  private WastDirective thread() {
    int start = cursor.position();
    cursor.enter();
    cursor.expectForm("thread");
    String name = expectName();
    Optional<String> shared = Optional.empty();
    if (cursor.takeForm("shared")) {
      cursor.expectForm("module");
      shared = Optional.of(expectName());
      cursor.expectRight();
      cursor.expectRight();
    }
    List<WastDirective> directives = new ArrayList<>();
    while (!cursor.isRight()) {
      directives.add(directive());
    }
    cursor.leave();
    return new WastDirective.StartThread(close(start), name, shared, directives);
  }

  // Modules.

  private WastDirective define() {
    int start = cursor.position();
    boolean component = cursor.isForm("component");
    if (cursor.isKeyword(2, "instance") && isInstance(component)) {
      cursor.reset(start + 3);
      Optional<String> instance = takeName();
      Optional<String> definition = takeName();
      return new WastDirective.Instance(close(start), component, instance, definition);
    }
    if (cursor.isKeyword(2, "definition")) {
      WastModule module = module(start + 3, component, start);
      return new WastDirective.Definition(module.span(), module);
    }
    WastModule module = module();
    return new WastDirective.Define(module.span(), module);
  }

  /** Whether only names follow {@code instance}, so that it is the directive. */
  private boolean isInstance(boolean component) {
    int ahead = 3;
    while (cursor.peek(ahead) == TokenKind.ID) {
      ahead++;
    }
    return cursor.peek(ahead) == TokenKind.RIGHT_PAREN && (component || ahead <= 5);
  }

  /** {@code (module …)} or {@code (component …)}. */
  private WastModule module() {
    int start = cursor.position();
    boolean component = cursor.isForm("component");
    if (!component && !cursor.isForm("module")) {
      throw cursor.expected("`(module` or `(component`");
    }
    return module(start + 2, component, start);
  }

  private WastModule module(int at, boolean component, int start) {
    cursor.reset(at);
    Optional<String> name = takeName();
    WastModule.Form form = WastModule.Form.TEXT;
    if (cursor.takeKeyword("quote")) {
      form = WastModule.Form.QUOTE;
    } else if (cursor.takeKeyword("binary")) {
      form = WastModule.Form.BINARY;
    }
    return module(form, component, name, start, cursor.position(), false);
  }

  private WastModule module(
      WastModule.Form form,
      boolean component,
      Optional<String> name,
      int start,
      int body,
      boolean whole) {
    if (form != WastModule.Form.TEXT) {
      while (cursor.isString()) {
        cursor.advance();
      }
      cursor.expectRight();
    } else if (whole) {
      while (!cursor.atEnd()) {
        cursor.advance();
      }
    } else {
      cursor.skipRestOfForm(start);
    }
    Span span =
        whole
            ? cursor.tokens().source().span(0, cursor.tokens().text().length())
            : cursor.spanFrom(start);
    return new WastModule(form, component, name, span, cursor.tokens(), body, options);
  }

  // Actions.

  private WastDirective.Execution execution() {
    return switch (cursor.formOrEmpty()) {
      case "module", "component" -> new WastDirective.Instantiation(module());
      default -> action();
    };
  }

  private WastDirective.Action action() {
    if (!cursor.isForm("get")) {
      return invoke();
    }
    int start = cursor.position();
    cursor.expectForm("get");
    Optional<String> instance = takeName();
    String global = cursor.expectName();
    return new WastDirective.Get(close(start), instance, global);
  }

  private WastDirective.Invoke invoke() {
    int start = cursor.position();
    cursor.expectForm("invoke");
    Optional<String> instance = takeName();
    String function = cursor.expectName();
    List<WastValue> arguments = values.arguments();
    return new WastDirective.Invoke(close(start), instance, function, arguments);
  }
}
