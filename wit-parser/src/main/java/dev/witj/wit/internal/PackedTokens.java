package dev.witj.wit.internal;

import dev.witj.wit.internal.grammar.WitLexer;
import java.util.Arrays;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenFactory;
import org.antlr.v4.runtime.TokenSource;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.misc.Interval;
import org.antlr.v4.runtime.misc.Pair;
import org.jspecify.annotations.Nullable;

/**
 * All tokens of a text, hidden ones included, in five bytes each: no text is left out between two
 * tokens, so that a type and a start say everything. Token objects are made when they are asked for
 * and die young; kept for a whole file, they would be most of what a parse holds in memory.
 */
final class PackedTokens implements TokenStream {
  private final WitLexer lexer;
  private byte[] types;
  private int[] starts;
  private int size;
  private int at;

  // The parser asks for these again and again.
  private @Nullable Token current;
  private @Nullable Token before;

  /** Reads all tokens of a lexer. */
  PackedTokens(WitLexer lexer) {
    this.lexer = lexer;
    // Most tokens have two characters or more.
    this.types = new byte[lexer.getInputStream().size() / 2 + 16];
    this.starts = new int[types.length];
    OneToken factory = new OneToken();
    lexer.setTokenFactory(factory);
    CommonToken token = factory.token;
    do {
      lexer.nextToken();
      if (size == types.length) {
        types = Arrays.copyOf(types, size * 2);
        starts = Arrays.copyOf(starts, size * 2);
      }
      types[size] = (byte) token.getType();
      starts[size++] = token.getStartIndex();
    } while (token.getType() != Token.EOF);
    at = visible(0);
  }

  /** The type of a token. */
  int type(int index) {
    return types[index];
  }

  /** Where a token starts. */
  int start(int index) {
    return starts[index];
  }

  /** Behind the last character of a token. */
  int end(int index) {
    return index + 1 < size ? starts[index + 1] : starts[index];
  }

  /** The characters of a token. */
  String text(int index) {
    return lexer.getInputStream().getText(Interval.of(start(index), end(index) - 1));
  }

  /** Whether the parser passes over a token. */
  boolean isHidden(int index) {
    return switch (types[index]) {
      case WitLexer.LINE_COMMENT, WitLexer.BLOCK_COMMENT, WitLexer.BLANK -> true;
      default -> false;
    };
  }

  /** The first token from here on that the parser sees; the end is one. */
  private int visible(int index) {
    int next = index;
    while (isHidden(next)) {
      next++;
    }
    return next;
  }

  /** The index of a token as seen from here, negative if there is none. */
  private int index(int offset) {
    int index = at;
    for (int i = 1; i < offset && types[index] != Token.EOF; i++) {
      index = visible(index + 1);
    }
    for (int i = 0; i > offset && index >= 0; i--) {
      do {
        index--;
      } while (index >= 0 && isHidden(index));
    }
    return index;
  }

  @Override
  public Token get(int index) {
    return new PackedToken(index);
  }

  @Override
  public @Nullable Token LT(int offset) {
    if (offset == 1) {
      if (current == null) {
        current = get(at);
      }
      return current;
    }
    if (offset == -1 && before != null) {
      return before;
    }
    int index = index(offset);
    return offset == 0 || index < 0 ? null : get(index);
  }

  @Override
  public int LA(int offset) {
    int index = offset == 1 ? at : index(offset);
    return offset == 0 || index < 0 ? Token.INVALID_TYPE : types[index];
  }

  @Override
  public void consume() {
    if (types[at] == Token.EOF) {
      throw new IllegalStateException("cannot consume EOF");
    }
    before = current;
    current = null;
    at = visible(at + 1);
  }

  @Override
  public void seek(int index) {
    int to = visible(index);
    if (to != at) {
      at = to;
      current = null;
      before = null;
    }
  }

  @Override
  public int index() {
    return at;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int mark() {
    return -1;
  }

  @Override
  public void release(int marker) {}

  @Override
  public TokenSource getTokenSource() {
    return lexer;
  }

  @Override
  public String getSourceName() {
    return lexer.getSourceName();
  }

  @Override
  public String getText() {
    return lexer.getInputStream().getText(Interval.of(0, end(size - 1) - 1));
  }

  @Override
  public String getText(Interval tokens) {
    return lexer.getInputStream().getText(Interval.of(start(tokens.a), end(tokens.b) - 1));
  }

  @Override
  public String getText(RuleContext context) {
    return getText(context.getSourceInterval());
  }

  @Override
  public String getText(Token start, Token stop) {
    return getText(Interval.of(start.getTokenIndex(), stop.getTokenIndex()));
  }

  /** A token as ANTLR wants it: all but its index is looked up. */
  private final class PackedToken implements Token {
    private final int index;

    PackedToken(int index) {
      this.index = index;
    }

    @Override
    public int getTokenIndex() {
      return index;
    }

    @Override
    public int getType() {
      return types[index];
    }

    @Override
    public int getChannel() {
      return isHidden(index) ? HIDDEN_CHANNEL : DEFAULT_CHANNEL;
    }

    @Override
    public int getStartIndex() {
      return start(index);
    }

    @Override
    public int getStopIndex() {
      return end(index) - 1;
    }

    @Override
    public String getText() {
      return text(index);
    }

    /** Lines are for spans to know. */
    @Override
    public int getLine() {
      return 0;
    }

    @Override
    public int getCharPositionInLine() {
      return -1;
    }

    @Override
    public TokenSource getTokenSource() {
      return lexer;
    }

    @Override
    public CharStream getInputStream() {
      return lexer.getInputStream();
    }
  }

  /** Makes each token of the lexer in place of the one before, which has been read by then. */
  private static final class OneToken implements TokenFactory<CommonToken> {
    private final CommonToken token = new CommonToken(Token.INVALID_TYPE);

    @Override
    public CommonToken create(
        Pair<TokenSource, CharStream> origin,
        int type,
        @Nullable String text,
        int channel,
        int start,
        int stop,
        int line,
        int column) {
      token.setStartIndex(start);
      return create(type, "");
    }

    @Override
    public CommonToken create(int type, String text) {
      token.setType(type);
      return token;
    }
  }
}
