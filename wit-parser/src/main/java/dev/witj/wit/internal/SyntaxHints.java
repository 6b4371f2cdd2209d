package dev.witj.wit.internal;

import dev.witj.diagnostics.Suggestions;
import dev.witj.wit.internal.grammar.WitLexer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** What a person most likely meant who wrote a token where it cannot stand. */
final class SyntaxHints {
  private static final String PACKAGE_NAME = "a package is called `namespace:name`";
  private static final String INTERFACE_PATH =
      "an interface of another package is written `namespace:package/interface@version`";
  private static final String RESULT = "what a function returns stands behind `->`";
  private static final Set<Integer> PACKAGE_NAME_ENDS =
      Set.of(WitLexer.AT, WitLexer.LBRACE, WitLexer.SEMICOLON);
  private static final Set<Integer> PATH_ENDS = Set.of(WitLexer.COLON, WitLexer.SEMICOLON);
  private static final Set<Integer> TOP_KEYWORDS = Set.of(WitLexer.INTERFACE, WitLexer.WORLD);
  private static final Set<Integer> TYPE_KEYWORDS =
      Set.of(
          WitLexer.TYPE,
          WitLexer.RECORD,
          WitLexer.VARIANT,
          WitLexer.ENUM,
          WitLexer.FLAGS,
          WitLexer.RESOURCE);

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
    if (TokenNames.startsType(type)
        && type != WitLexer.ID
        && expected.containsAll(Set.of(WitLexer.FUNC, WitLexer.INTERFACE))) {
      return Optional.of("only functions and interfaces are imported and exported");
    }
    if (TokenNames.isKeyword(type) && could.fitsAsName() && !typeArgument) {
      return keyword(text);
    }
    if (TYPE_KEYWORDS.contains(type) && expected.containsAll(TOP_KEYWORDS)) {
      return Optional.of("types stand in an interface or a world");
    }
    boolean number = type == WitLexer.INTEGER && expected.contains(WitLexer.VERSION);
    if (number || expected.equals(Set.of(WitLexer.VERSION))) {
      return Optional.of("a version has three numbers, as `1.0.0`");
    }
    return switch (type) {
      case WitLexer.ID -> name(text, before, expected);
      case WitLexer.COLON -> {
        if (last == WitLexer.CONSTRUCTOR) {
          yield Optional.of("a constructor has no name of its own: `constructor(…);`");
        }
        if (expected.equals(PACKAGE_NAME_ENDS)) {
          yield Optional.of(PACKAGE_NAME);
        }
        if (expected.contains(WitLexer.ARROW)) {
          yield Optional.of(RESULT);
        }
        yield before != null && TokenNames.isKeyword(last)
            ? keyword(before.getText())
            : Optional.empty();
      }
      case WitLexer.EQUALS ->
          expected.contains(WitLexer.ARROW) ? Optional.of(RESULT) : Optional.empty();
      case WitLexer.LESS -> before == null ? Optional.empty() : generic(before.getText());
      case WitLexer.SLASH -> {
        boolean ofPackage =
            expected.equals(PACKAGE_NAME_ENDS) || expected.equals(Set.of(WitLexer.COLON));
        yield Optional.of(ofPackage ? PACKAGE_NAME : INTERFACE_PATH);
      }
      case WitLexer.AT, WitLexer.DOT ->
          expected.containsAll(PATH_ENDS) ? Optional.of(INTERFACE_PATH) : Optional.empty();
      case WitLexer.AS ->
          expected.equals(Set.of(WitLexer.SEMICOLON))
              ? Optional.of("another name stands in front: `import name: path;`")
              : Optional.empty();
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
          yield Optional.of(PACKAGE_NAME);
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

  /** Something with parameters that is no built-in type. */
  private static Optional<String> generic(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    for (int type = WitLexer.AS; type <= WitLexer.WORLD; type++) {
      if (TokenNames.startsType(type) && TokenNames.keyword(type).equals(lower)) {
        return Optional.of(didYouMean(lower));
      }
    }
    return Elsewhere.type(name)
        .or(() -> Optional.of("only built-in types, such as `list`, take types in `<…>`"));
  }

  private static Optional<String> keyword(String text) {
    return Optional.of("`" + text + "` is a keyword; as a name it is written `%" + text + "`");
  }

  private static Optional<String> name(String text, @Nullable Token before, Set<Integer> expected) {
    if (text.equals("default") && expected.contains(WitLexer.WORLD)) {
      return Optional.of("WIT has no `default` any more; leave the word out");
    }
    // Where a name may stand, a misspelt keyword was read as one, and the error is further on.
    boolean late =
        before != null && before.getType() == WitLexer.ID && expected.contains(WitLexer.COLON);
    String misspelt = late && before != null ? before.getText() : text;
    Optional<String> elsewhere = Elsewhere.keyword(misspelt);
    if (elsewhere.isPresent()) {
      return elsewhere;
    }
    Set<String> keywords = new TreeSet<>();
    for (int type = WitLexer.AS; type <= WitLexer.WORLD; type++) {
      if (late || expected.contains(type)) {
        keywords.add(TokenNames.keyword(type));
      }
    }
    return Suggestions.closest(misspelt, keywords).map(SyntaxHints::didYouMean);
  }

  private static String didYouMean(String word) {
    return "did you mean `" + word + "`?";
  }
}
