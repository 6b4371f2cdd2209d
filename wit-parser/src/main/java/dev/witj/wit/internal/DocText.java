package dev.witj.wit.internal;

import java.util.ArrayList;
import java.util.List;

/** The text of comments without their marks. */
final class DocText {
  private DocText() {}

  /**
   * Joins comments line by line. Of line comments, the indentation that all of them share is
   * dropped; the further lines of a block comment keep theirs.
   */
  static String of(List<String> comments) {
    int indent = indent(comments);
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
    return String.join("\n", lines);
  }

  /** How far all line comments are indented that are not blank. */
  private static int indent(List<String> comments) {
    int indent = Integer.MAX_VALUE;
    for (String comment : comments) {
      if (comment.startsWith("//")) {
        String line = unslashed(comment);
        if (!line.isEmpty()) {
          indent = Math.min(indent, line.length() - line.stripLeading().length());
        }
      }
    }
    return indent;
  }

  private static String unslashed(String comment) {
    int start = 0;
    while (start < comment.length() && comment.charAt(start) == '/') {
      start++;
    }
    return comment.substring(start).stripTrailing();
  }
}
