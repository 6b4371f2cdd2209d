package dev.witj.wit.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The text of comments without their marks. */
final class DocText {
  private DocText() {}

  /**
   * Joins comments line by line. Of line comments, the indentation that all of them share is
   * dropped; the further lines of a block comment keep theirs.
   */
  static String of(List<String> comments) {
    int indent =
        comments.stream()
            .filter(comment -> comment.startsWith("//"))
            .map(DocText::unslashed)
            .filter(line -> !line.isBlank())
            .mapToInt(line -> line.length() - line.stripLeading().length())
            .min()
            .orElse(0);
    List<String> lines = new ArrayList<>();
    for (String comment : comments) {
      if (comment.startsWith("//")) {
        String line = unslashed(comment).stripTrailing();
        lines.add(line.length() <= indent ? "" : line.substring(indent));
      } else {
        String body = comment.substring(comment.startsWith("/**") ? 3 : 2);
        if (body.endsWith("*/")) {
          body = body.substring(0, body.length() - 2);
        } else if (comment.equals("/**/")) {
          body = "";
        }
        body.strip().lines().map(String::stripTrailing).forEach(lines::add);
      }
    }
    return lines.stream().collect(Collectors.joining("\n"));
  }

  private static String unslashed(String comment) {
    int start = 0;
    while (start < comment.length() && comment.charAt(start) == '/') {
      start++;
    }
    return comment.substring(start).stripTrailing();
  }
}
