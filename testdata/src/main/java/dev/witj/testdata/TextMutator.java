package dev.witj.testdata;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Makes damaged texts of good ones, the same ones for the same seed number: words and stretches are
 * taken out, doubled, exchanged, and taken from other texts, and what no text should hold is put
 * in. Most of the damage is done to whole words, so that much of it still reaches the parsers, and
 * what is behind them.
 */
public final class TextMutator {
  /** Strings, words, white space, and any other character alone. */
  private static final Pattern WORD =
      Pattern.compile("\"(?:[^\"\\\\\\n]|\\\\.)*\"|[\\w$%.:/@+-]+|\\s+|.", Pattern.DOTALL);

  private static final List<String> HOSTILE =
      List.of(
          // Numbers at and beyond what any type holds.
          "4294967295",
          "4294967296",
          "-9223372036854775808",
          "18446744073709551616",
          "9".repeat(400),
          "0x" + "f".repeat(400),
          "1e999999999999",
          "-0x1p-99999999999",
          "1." + "0".repeat(400) + "1",
          "1_",
          // Strings that do not end, or hold what they must not.
          "\"",
          "\"\\",
          "\"\\u{110000}\"",
          "\"\\u{ffffffffffffffffffff}\"",
          "\"\\ff\"",
          "'",
          "\"" + "a".repeat(2_000) + "\"",
          // Comments that do not end.
          "(;",
          ";)",
          ";;",
          "/*",
          "//",
          // Characters that hide, turn round, or are none.
          "\u202e",
          "\u200b",
          "\ufeff",
          "\ud83d",
          "\udc00",
          "\0",
          "\u0007",
          "\u00e9",
          "\u2028");

  private final List<List<String>> seeds;
  private final List<String> pieces;
  private final double[] weights;
  private final SplittableRandom random;

  /**
   * A damaged text.
   *
   * @param seed the index of what it was made of
   * @param text what became of it
   */
  public record Mutant(int seed, String text) {}

  /**
   * Mutants of these texts, of short ones more often than of long ones.
   *
   * @param pieces what else to put in, such as the words of the language
   */
  public TextMutator(List<String> seeds, List<String> pieces, long seedNumber) {
    if (seeds.isEmpty()) {
      throw new IllegalArgumentException("nothing to make mutants of");
    }
    this.seeds = seeds.stream().map(TextMutator::words).toList();
    this.pieces = List.copyOf(pieces);
    this.random = new SplittableRandom(seedNumber);
    this.weights = new double[seeds.size()];
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += 1.0 / (1_000 + seeds.get(i).length());
      weights[i] = sum;
    }
  }

  private static List<String> words(String text) {
    return WORD.matcher(text).results().map(MatchResult::group).toList();
  }

  /** The next mutant. */
  public Mutant next() {
    int seed = anySeed();
    List<String> words = new ArrayList<>(seeds.get(seed));
    do {
      change(words);
    } while (random.nextInt(3) == 0);
    StringBuilder text = new StringBuilder(String.join("", words));
    if (random.nextInt(8) == 0) {
      changeCharacters(text);
    }
    return new Mutant(seed, text.toString());
  }

  private int anySeed() {
    int at = Arrays.binarySearch(weights, random.nextDouble(weights[weights.length - 1]));
    return Math.min(at < 0 ? -at - 1 : at, weights.length - 1);
  }

  private void change(List<String> words) {
    if (words.isEmpty()) {
      words.add(piece());
      return;
    }
    int at = random.nextInt(words.size());
    int to = Math.min(words.size(), at + 1 + random.nextInt(1 + random.nextInt(12)));
    switch (random.nextInt(10)) {
      case 0 -> words.subList(at, to).clear();
      case 1 -> words.addAll(at, List.copyOf(words.subList(at, to)));
      case 2 -> Collections.swap(words, at, random.nextInt(words.size()));
      // A word in another's place: most such texts still parse, and reach what resolves names.
      case 3, 4 -> exchange(words, at, words);
      case 5 -> exchange(words, at, seeds.get(anySeed()));
      case 6 -> {
        List<String> other = seeds.get(anySeed());
        int from = random.nextInt(other.size() + 1);
        int until = Math.min(other.size(), from + random.nextInt(40));
        words.addAll(at, other.subList(from, until));
      }
      case 7 -> words.add(at, piece());
      case 8 -> words.set(at, piece());
      default -> {
        if (random.nextInt(4) == 0) {
          // A nest, if what is repeated opens one.
          String repeated = String.join("", words.subList(at, to));
          words.add(at, repeated.repeat(random.nextInt(2_000 / (1 + repeated.length()) + 2)));
        } else {
          words.addAll(random.nextInt(words.size()), List.copyOf(words.subList(at, to)));
        }
      }
    }
  }

  /** Puts a word that is a name, a number or a string where such a word is. */
  private void exchange(List<String> words, int near, List<String> source) {
    int at = nextWord(words, near);
    int from = nextWord(source, random.nextInt(source.size() + 1));
    if (at >= 0 && from >= 0) {
      words.set(at, source.get(from));
    }
  }

  private static int nextWord(List<String> words, int from) {
    for (int i = from; i < words.size(); i++) {
      char first = words.get(i).isEmpty() ? ' ' : words.get(i).charAt(0);
      if (Character.isLetterOrDigit(first) || first == '$' || first == '"') {
        return i;
      }
    }
    return -1;
  }

  private String piece() {
    return pieces.isEmpty() || random.nextInt(3) == 0
        ? HOSTILE.get(random.nextInt(HOSTILE.size()))
        : pieces.get(random.nextInt(pieces.size()));
  }

  private void changeCharacters(StringBuilder text) {
    if (text.isEmpty()) {
      return;
    }
    int from = random.nextInt(text.length());
    int until = Math.min(text.length(), from + 1 + random.nextInt(12));
    switch (random.nextInt(5)) {
      case 0 -> text.setLength(from);
      case 1 -> text.delete(from, until);
      case 2 -> text.insert(from, text.substring(from, until));
      case 3 -> text.setCharAt(from, (char) random.nextInt(0x80));
      default -> text.setCharAt(from, "()\"$;@\\{}<>".charAt(random.nextInt(11)));
    }
  }
}
