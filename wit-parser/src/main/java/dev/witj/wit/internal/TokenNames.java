package dev.witj.wit.internal;

import dev.witj.wit.internal.grammar.WitGrammar;
import dev.witj.wit.internal.grammar.WitLexer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.antlr.v4.runtime.Token;

/** What messages call tokens. */
final class TokenNames {
  /** Everything a type can start with. */
  private static final Set<Integer> TYPE_STARTS =
      Set.of(
          WitLexer.BOOL,
          WitLexer.S8,
          WitLexer.U8,
          WitLexer.S16,
          WitLexer.U16,
          WitLexer.S32,
          WitLexer.U32,
          WitLexer.S64,
          WitLexer.U64,
          WitLexer.F32,
          WitLexer.F64,
          WitLexer.CHAR,
          WitLexer.STRING_TYPE,
          WitLexer.ERROR_CONTEXT,
          WitLexer.LIST,
          WitLexer.MAP,
          WitLexer.OPTION,
          WitLexer.RESULT,
          WitLexer.TUPLE,
          WitLexer.FUTURE,
          WitLexer.STREAM,
          WitLexer.OWN,
          WitLexer.BORROW,
          WitLexer.ID);

  private TokenNames() {}

  static boolean isKeyword(int type) {
    return type >= WitLexer.AS && type <= WitLexer.WORLD;
  }

  /** How a keyword is spelt. */
  static String keyword(int type) {
    return WitLexer.VOCABULARY.getLiteralName(type).replace("'", "");
  }

  static boolean startsType(int type) {
    return TYPE_STARTS.contains(type);
  }

  /** {@code `a`, `b` or `c`}. */
  static String list(Set<Integer> types) {
    Set<Integer> rest = new TreeSet<>(types);
    List<String> names = new ArrayList<>();
    if (rest.containsAll(TYPE_STARTS)) {
      rest.removeAll(TYPE_STARTS);
      names.add("a type");
    }
    if (rest.remove(WitLexer.ID)) {
      names.add("a name");
    }
    boolean end = rest.remove(Token.EOF);
    for (int type : rest) {
      names.add(name(type));
    }
    if (end) {
      names.add(name(Token.EOF));
    }
    if (names.size() < 2) {
      return names.isEmpty() ? "something else" : names.getFirst();
    }
    return String.join(", ", names.subList(0, names.size() - 1)) + " or " + names.getLast();
  }

  static String found(Token token) {
    return switch (token.getType()) {
      case Token.EOF -> "the end of the file";
      case WitLexer.UNKNOWN -> character(token.getText());
      case WitLexer.STRING -> "a string";
      default ->
          isKeyword(token.getType())
              ? "the keyword `" + token.getText() + "`"
              : "`" + shorten(token.getText()) + "`";
    };
  }

  /** A character, with its number where it may look like another, or like nothing. */
  private static String character(String text) {
    int c = text.codePointAt(0);
    return c < 0x7f
        ? "the character `" + text + "`"
        : "the character `%s` (U+%04X)".formatted(text, c);
  }

  private static String shorten(String text) {
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }

  private static String name(int type) {
    return switch (type) {
      case Token.EOF -> "the end of the file";
      case WitLexer.INTEGER -> "a number";
      case WitLexer.VERSION -> "a version";
      case WitLexer.STRING -> "a string";
      default -> {
        String literal = WitGrammar.VOCABULARY.getLiteralName(type);
        yield literal == null ? "a token" : literal.replace('\'', '`');
      }
    };
  }
}
