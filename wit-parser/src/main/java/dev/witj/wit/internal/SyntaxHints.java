package dev.witj.wit.internal;

import dev.witj.wit.internal.grammar.WitGrammar;
import dev.witj.wit.internal.grammar.WitLexer;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** What a person most likely meant who wrote a token where it cannot stand. */
final class SyntaxHints {
  private SyntaxHints() {}

  /**
   * The next thing to try.
   *
   * @param found the token that cannot stand there
   * @param before the one before it
   * @param could what could have stood there
   */
  static Optional<String> of(Token found, @Nullable Token before, ExpectedTokens.Expected could) {
    Set<Integer> expected = could.types();
    String text = found.getText();
    int type = found.getType();
    int last = before == null ? Token.INVALID_TYPE : before.getType();
    boolean opensTop =
        type == WitLexer.INTERFACE || type == WitLexer.WORLD || type == WitLexer.PACKAGE;
    if (opensTop && expected.contains(WitLexer.RBRACE)) {
      return Optional.of("`" + text + "` stands at the top of a file; is a `}` missing above it?");
    }
    boolean typeArgument = last == WitLexer.LESS && TokenNames.startsType(type);
    if (TokenNames.isKeyword(type) && could.fitsAsName() && !typeArgument) {
      return keyword(text);
    }
    if (expected.equals(Set.of(WitLexer.VERSION))) {
      return Optional.of("a version has three numbers, as `1.0.0`");
    }
    return switch (type) {
      case WitLexer.ID -> name(text, before, expected);
      case WitLexer.COLON -> {
        if (last == WitLexer.CONSTRUCTOR) {
          yield Optional.of("a constructor has no name of its own: `constructor(…);`");
        }
        yield before != null && TokenNames.isKeyword(last)
            ? keyword(before.getText())
            : Optional.empty();
      }
      case WitLexer.LPAREN ->
          last == WitLexer.ARROW
              ? Optional.of("a function returns one type; a `tuple` or record holds several")
              : Optional.empty();
      case WitLexer.SEMICOLON -> {
        if (last == WitLexer.RBRACE) {
          yield Optional.of("no `;` stands behind `}`");
        }
        if (expected.contains(WitLexer.DOT)) {
          yield Optional.of("name the types to use: `.{…};`");
        }
        if (expected.equals(Set.of(WitLexer.COLON))) {
          yield Optional.of("a package is called `namespace:name`");
        }
        yield expected.contains(WitLexer.COMMA) && expected.contains(WitLexer.RBRACE)
            ? Optional.of("what stands in these braces ends with a `,`")
            : Optional.empty();
      }
      case WitLexer.INTEGER ->
          expected.contains(WitLexer.ID)
              ? Optional.of("a name starts with a letter")
              : Optional.empty();
      case WitLexer.UNKNOWN -> {
        if (text.equals("\"")) {
          yield Optional.of("a string ends with a `\"` on the same line");
        }
        yield text.charAt(0) > 0x7f
            ? Optional.of("names are made of the letters a to z, digits and hyphens")
            : Optional.empty();
      }
      default -> Optional.empty();
    };
  }

  private static Optional<String> keyword(String text) {
    return Optional.of("`" + text + "` is a keyword; as a name it is written `%" + text + "`");
  }

  private static Optional<String> name(String text, @Nullable Token before, Set<Integer> expected) {
    if (text.equals("default") && expected.contains(WitLexer.WORLD)) {
      return Optional.of("WIT has no `default` any more; leave the word out");
    }
    if (before != null && before.getText().equals("union") && expected.contains(WitLexer.COLON)) {
      return Optional.of("WIT has no unions; a `variant` gives each case a name");
    }
    Set<String> keywords = new TreeSet<>();
    for (int type : expected) {
      String literal = WitGrammar.VOCABULARY.getLiteralName(type);
      if (literal != null && TokenNames.isKeyword(type)) {
        keywords.add(literal.replace("'", ""));
      }
    }
    // Where a name may stand, a misspelt keyword was read as one, and the error is further on.
    if (before != null && before.getType() == WitLexer.ID && expected.contains(WitLexer.COLON)) {
      keywords.clear();
      for (int type = WitLexer.AS; type <= WitLexer.WORLD; type++) {
        keywords.add(WitGrammar.VOCABULARY.getLiteralName(type).replace("'", ""));
      }
      return Suggestions.closest(before.getText(), keywords).map(SyntaxHints::didYouMean);
    }
    return Suggestions.closest(text, keywords).map(SyntaxHints::didYouMean);
  }

  private static String didYouMean(String word) {
    return "did you mean `" + word + "`?";
  }
}
