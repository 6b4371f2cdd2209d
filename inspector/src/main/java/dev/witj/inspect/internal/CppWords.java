package dev.witj.inspect.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the letters of C++'s mangling stand for that are names by themselves. */
final class CppWords {
  private CppWords() {}

  private static final Map<String, String> OPERATORS = operators();

  private static Map<String, String> operators() {
    String table =
        "nw new na new[] dl delete da delete[] aw co_await ps + ng - ad & de * co ~ pl + mi - ml *"
            + " dv / rm % an & or | eo ^ aS = pL += mI -= mL *= dV /= rM %= aN &= oR |= eO ^= ls <<"
            + " rs >> lS <<= rS >>= eq == ne != lt < gt > le <= ge >= ss <=> nt ! aa && oo || pp ++"
            + " mm -- cm , pm ->* pt -> cl () ix [] qu ?";
    String[] words = table.split(" ", -1);
    Map<String, String> operators = HashMap.newHashMap(words.length / 2);
    for (int i = 0; i < words.length; i += 2) {
      boolean word = Character.isLetter(words[i + 1].charAt(0));
      operators.put(words[i], "operator" + (word ? " " : "") + words[i + 1]);
    }
    return operators;
  }

  /** An operator by its two letters. */
  static Optional<String> operator(String letters) {
    return Optional.ofNullable(OPERATORS.get(letters));
  }

  /** What the standard library has by one letter after the {@code S} of a substitution. */
  static Optional<String> standard(char c) {
    return Optional.ofNullable(
        switch (c) {
          case 'a' -> "std::allocator";
          case 'b' -> "std::basic_string";
          case 's' -> "std::string";
          case 'i' -> "std::istream";
          case 'o' -> "std::ostream";
          case 'd' -> "std::iostream";
          default -> null;
        });
  }

  /** A type of one letter. */
  static Optional<String> builtIn(char c) {
    return Optional.ofNullable(
        switch (c) {
          case 'a' -> "signed char";
          case 'b' -> "bool";
          case 'c' -> "char";
          case 'd' -> "double";
          case 'e' -> "long double";
          case 'f' -> "float";
          case 'g' -> "__float128";
          case 'h' -> "unsigned char";
          case 'i' -> "int";
          case 'j' -> "unsigned int";
          case 'l' -> "long";
          case 'm' -> "unsigned long";
          case 'n' -> "__int128";
          case 'o' -> "unsigned __int128";
          case 's' -> "short";
          case 't' -> "unsigned short";
          case 'v' -> "void";
          case 'w' -> "wchar_t";
          case 'x' -> "long long";
          case 'y' -> "unsigned long long";
          case 'z' -> "...";
          default -> null;
        });
  }

  /** A type of two letters, by what follows the {@code D}. */
  static Optional<String> longBuiltIn(char c) {
    return Optional.ofNullable(
        switch (c) {
          case 'a' -> "auto";
          case 'c' -> "decltype(auto)";
          case 'd' -> "decimal64";
          case 'e' -> "decimal128";
          case 'f' -> "decimal32";
          case 'h' -> "half";
          case 'i' -> "char32_t";
          case 'n' -> "std::nullptr_t";
          case 's' -> "char16_t";
          case 'u' -> "char8_t";
          default -> null;
        });
  }
}
