package dev.witj.wit.internal;

import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.Diagnostics;
import dev.witj.diagnostics.Source;
import dev.witj.diagnostics.Span;
import dev.witj.wit.WitCode;
import dev.witj.wit.internal.grammar.WitGrammar;
import dev.witj.wit.internal.grammar.WitLexer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.jspecify.annotations.Nullable;

/**
 * From text to tokens and syntax records; the only door to the generated lexer and parser.
 *
 * <p>A file is parsed with ANTLR's fast prediction, and once more with its full one where that
 * fails. Where a file is wrong, the error names everything that could have stood there, nothing is
 * invented or left out to go on, and parsing starts again at the next line that begins with a
 * top-level keyword, so that one run shows the errors of all items. What nests too deep is found by
 * counting, before anything recurses over it.
 */
public final class SyntaxParser {
  /** How deep types may nest, and packages. */
  static final int MAX_DEPTH = 100;

  private final Source source;
  private final String text;
  private final Diagnostics errors;
  private final PackedTokens tokens;
  private final WitLexer lexer;

  private SyntaxParser(Source source, Diagnostics errors) {
    this.source = source;
    this.text = source.text().orElseThrow();
    this.errors = errors;
    this.lexer = new WitLexer(new Utf16Stream(source.name(), text));
    lexer.removeErrorListeners();
    this.tokens = new PackedTokens(lexer);
  }

  /** A file with its tokens, hidden ones included, in order and without gaps. */
  public record Parsed(Source source, List<dev.witj.wit.internal.Token> tokens, Syntax.File file) {
    public Parsed {
      tokens = List.copyOf(tokens);
    }
  }

  /** Parses a file; what is wrong goes into the sink, and what is right is still returned. */
  static Syntax.File parse(Source source, Diagnostics errors) {
    return new SyntaxParser(source, errors).file();
  }

  /**
   * Parses a file and keeps its tokens, for tools that write it again.
   *
   * @throws dev.witj.diagnostics.DiagnosticException if the syntax is wrong
   */
  public static Parsed parseWithTokens(Source source) {
    Diagnostics errors = new Diagnostics();
    SyntaxParser parser = new SyntaxParser(source, errors);
    Syntax.File file = parser.file();
    errors.throwIfErrors();
    List<dev.witj.wit.internal.Token> all = new ArrayList<>();
    PackedTokens tokens = parser.tokens;
    for (int i = 0; i < tokens.size() - 1; i++) {
      all.add(
          new dev.witj.wit.internal.Token(kind(tokens.type(i)), tokens.start(i), tokens.end(i)));
    }
    return new Parsed(source, all, file);
  }

  private Syntax.File file() {
    AstBuilder builder = new AstBuilder(source, tokens, errors);
    if (!checkCharacters()) {
      return builder.file();
    }
    lexer
        .unterminatedComment()
        .ifPresent(
            start ->
                errors.report(
                    WitCode.UNTERMINATED_COMMENT
                        .error()
                        .at(source.span(start, start + 2))
                        .help("comments nest: every `/*` needs a `*/` of its own")));
    if (errors.hasErrors() || !checkNesting()) {
      return builder.file();
    }
    int start = 0;
    while (start < tokens.size() - 1 && !errors.isFull()) {
      start = parse(builder, start);
    }
    return builder.file();
  }

  /** Parses from a token on; returns the token at which to start again after an error. */
  private int parse(AstBuilder builder, int start) {
    WitGrammar parser = new WitGrammar(tokens);
    parser.removeErrorListeners();
    parser.setErrorHandler(new BailErrorStrategy());
    int item = start;
    try {
      // Item by item, so that the parse tree of a large file is never there as a whole.
      parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
      tokens.seek(start);
      while (tokens.LA(1) != Token.EOF) {
        item = tokens.index();
        builder.add(parser.topItem());
      }
      return tokens.size() - 1;
    } catch (ParseCancellationException tryAgain) {
      return parseFully(parser, builder, item);
    } catch (StackOverflowError e) {
      return nestsTooDeep();
    }
  }

  /** Parses with full prediction, from an item on that needs it or is wrong. */
  private int parseFully(WitGrammar parser, AstBuilder builder, int start) {
    try {
      parse(parser, start, PredictionMode.LL).topItem().forEach(builder::add);
      return tokens.size() - 1;
    } catch (ParseCancellationException e) {
      if (!(e.getCause() instanceof RecognitionException failure)) {
        throw e;
      }
      report(parser, failure);
      return restart(start, failure.getOffendingToken().getTokenIndex());
    } catch (StackOverflowError e) {
      return nestsTooDeep();
    }
  }

  private int nestsTooDeep() {
    errors.report(WitCode.FILE_TOO_DEEP.error().at(source.span(0, 0)));
    return tokens.size() - 1;
  }

  private WitGrammar.FileContext parse(WitGrammar parser, int start, PredictionMode mode) {
    tokens.seek(start);
    parser.reset();
    tokens.seek(start);
    parser.getInterpreter().setPredictionMode(mode);
    return parser.file();
  }

  /** The next token behind an error that begins a line as a top-level item does. */
  private int restart(int start, int failed) {
    for (int i = Math.max(start + 1, failed); i < tokens.size() - 1; i++) {
      int from = tokens.start(i);
      if (from == 0 || text.charAt(from - 1) == '\n') {
        switch (tokens.type(i)) {
          case WitLexer.INTERFACE, WitLexer.WORLD, WitLexer.PACKAGE, WitLexer.USE, WitLexer.AT -> {
            return i;
          }
          default -> {}
        }
      }
    }
    return tokens.size() - 1;
  }

  private void report(WitGrammar parser, RecognitionException failure) {
    Token found = failure.getOffendingToken();
    ExpectedTokens.Expected expected = ExpectedTokens.at(parser, failure, WitLexer.ID);
    Diagnostic diagnostic =
        WitCode.SYNTAX
            .error(TokenNames.list(expected.types()), TokenNames.found(found))
            .at(spanOf(found));
    Token before = before(found.getTokenIndex());
    Optional<String> hint = SyntaxHints.of(found, before, expected);
    if (hint.isPresent()) {
      diagnostic = diagnostic.help(hint.get());
    } else if (found.getType() == Token.EOF && expected.types().contains(WitLexer.RBRACE)) {
      diagnostic = diagnostic.with(spanOf(unclosed()), "this `{` is not closed");
    } else if (expected.types().contains(WitLexer.SEMICOLON)
        && before != null
        && text.substring(0, found.getStartIndex()).lastIndexOf('\n') > before.getStopIndex()) {
      int end = before.getStopIndex() + 1;
      diagnostic = diagnostic.with(source.span(end - 1, end), "is a `;` missing after this?");
    }
    errors.report(diagnostic);
  }

  /** The innermost brace that is open at the end. */
  private Token unclosed() {
    Deque<Integer> open = new ArrayDeque<>();
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.type(i) == WitLexer.LBRACE) {
        open.push(i);
      } else if (tokens.type(i) == WitLexer.RBRACE) {
        open.poll();
      }
    }
    return tokens.get(open.isEmpty() ? 0 : open.peek());
  }

  private @Nullable Token before(int index) {
    for (int i = index - 1; i >= 0; i--) {
      if (!tokens.isHidden(i)) {
        return tokens.get(i);
      }
    }
    return null;
  }

  private Span spanOf(Token token) {
    return token.getType() == Token.EOF
        ? source.span(text.length(), text.length())
        : source.span(token.getStartIndex(), token.getStopIndex() + 1);
  }

  /**
   * Characters that could make a text look other than it is, or that Unicode advises against, are
   * rejected wherever they stand.
   */
  private boolean checkCharacters() {
    // Where a character is wrong it often is many times: a message for each kind is enough.
    Map<Character, Integer> times = new LinkedHashMap<>();
    Map<Character, Diagnostic> first = new HashMap<>();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c >= ' ' && c < 0x7f) || c == '\n' || c == '\t' || c == '\r') {
        continue;
      }
      String problem = problem(i);
      if (problem != null && times.merge(c, 1, Integer::sum) == 1) {
        first.put(
            c,
            WitCode.FORBIDDEN_CHARACTER
                .error(problem, "%04X".formatted((int) c))
                .at(source.span(i, i + 1)));
      }
    }
    times.forEach(
        (c, count) -> {
          Diagnostic diagnostic = Objects.requireNonNull(first.get(c));
          errors.report(
              count == 1 ? diagnostic : diagnostic.note("the file has " + count + " of them"));
        });
    return times.isEmpty();
  }

  private @Nullable String problem(int index) {
    char c = text.charAt(index);
    if ((c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069)) {
      return "a bidirectional override";
    }
    if (Character.isISOControl(c)) {
      return "a control character";
    }
    if (DISCOURAGED.indexOf(c) >= 0) {
      return "a character that Unicode deprecates";
    }
    return Character.isSurrogate(c) && !isPaired(index) ? "half a surrogate pair" : null;
  }

  private static final String DISCOURAGED = "\u0149\u0673\u0f77\u0f79\u17a3\u17a4\u17b4\u17b5";

  private boolean isPaired(int index) {
    return Character.isHighSurrogate(text.charAt(index))
        ? index + 1 < text.length() && Character.isLowSurrogate(text.charAt(index + 1))
        : index > 0 && Character.isHighSurrogate(text.charAt(index - 1));
  }

  private boolean checkNesting() {
    int angles = 0;
    int braces = 0;
    int word = 0;
    int blockPackage = 0;
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.isHidden(i)) {
        continue;
      }
      switch (tokens.type(i)) {
        case WitLexer.PACKAGE -> blockPackage = i;
        case WitLexer.LESS -> {
          if (++angles > MAX_DEPTH) {
            return tooDeep("types", word);
          }
        }
        case WitLexer.GREATER -> angles = Math.max(0, angles - 1);
        case WitLexer.LBRACE -> {
          if (++braces > MAX_DEPTH) {
            return tooDeep("braces", blockPackage);
          }
        }
        case WitLexer.RBRACE -> {
          braces = Math.max(0, braces - 1);
          angles = 0;
        }
        case WitLexer.SEMICOLON -> angles = 0;
        default -> {}
      }
      word = i;
    }
    return true;
  }

  private boolean tooDeep(String what, int at) {
    errors.report(WitCode.NESTING_TOO_DEEP.error(what, MAX_DEPTH).at(spanOf(tokens.get(at))));
    return false;
  }

  private static dev.witj.wit.internal.Token.Kind kind(int type) {
    return switch (type) {
      case WitLexer.LINE_COMMENT -> dev.witj.wit.internal.Token.Kind.LINE_COMMENT;
      case WitLexer.BLOCK_COMMENT -> dev.witj.wit.internal.Token.Kind.BLOCK_COMMENT;
      case WitLexer.BLANK -> dev.witj.wit.internal.Token.Kind.BLANK;
      case WitLexer.INTEGER -> dev.witj.wit.internal.Token.Kind.INTEGER;
      case WitLexer.VERSION -> dev.witj.wit.internal.Token.Kind.VERSION;
      case WitLexer.STRING -> dev.witj.wit.internal.Token.Kind.STRING;
      case WitLexer.UNKNOWN -> dev.witj.wit.internal.Token.Kind.UNKNOWN;
      case WitLexer.ID -> dev.witj.wit.internal.Token.Kind.WORD;
      default ->
          TokenNames.isKeyword(type)
              ? dev.witj.wit.internal.Token.Kind.WORD
              : dev.witj.wit.internal.Token.Kind.PUNCTUATION;
    };
  }
}
