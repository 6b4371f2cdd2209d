package dev.witj.diagnostics;

/** The beginning of a text that is too long to be repeated whole: whoever wrote it knows it. */
public final class Excerpt {
  /** What stands for what is left out. */
  static final String CUT = "...";

  private Excerpt() {}

  /** The text, or its first {@code max} characters and dots; no surrogate pair is split. */
  public static String of(String text, int max) {
    return text.length() <= max ? text : text.substring(0, boundary(text, max)) + CUT;
  }

  /** The offset itself, or the one before it where it would split a character. */
  static int boundary(String text, int offset) {
    boolean splits =
        offset > 0
            && offset < text.length()
            && Character.isSurrogatePair(text.charAt(offset - 1), text.charAt(offset));
    return splits ? offset - 1 : offset;
  }
}
