package dev.witj.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A report by its chapters, of which some can be measured anew while the others stay. */
final class Chapters {
  private static final String HEADING = "## ";

  private record Chapter(String title, String text) {}

  private final List<Chapter> chapters = new ArrayList<>();

  /** Those of a text, what comes before the first of them included. */
  static Chapters of(String text) {
    Chapters all = new Chapters();
    StringBuilder chapter = new StringBuilder();
    String title = "";
    for (String line : text.lines().toList()) {
      if (line.startsWith(HEADING)) {
        all.chapters.add(new Chapter(title, chapter.toString()));
        chapter.setLength(0);
        title = line.substring(HEADING.length());
      }
      chapter.append(line).append('\n');
    }
    all.chapters.add(new Chapter(title, chapter.toString()));
    return all;
  }

  /**
   * Takes in chapters in place of those of the same title; one that is new stands before the first
   * of those that are to follow it.
   *
   * @param order all titles, in their order
   */
  void replace(Chapters others, List<String> order) {
    for (Chapter other : others.chapters) {
      int at = find(other.title());
      if (other.title().isEmpty()) {
        continue;
      }
      if (at >= 0) {
        chapters.set(at, new Chapter(other.title(), withBlank(other.text())));
      } else {
        chapters.add(
            place(other.title(), order), new Chapter(other.title(), withBlank(other.text())));
      }
    }
  }

  /** Takes over a chapter of others, to stand last, if they have it. */
  void keep(Chapters others, String title) {
    int at = others.find(title);
    if (at >= 0) {
      Chapter last = chapters.getLast();
      chapters.set(chapters.size() - 1, new Chapter(last.title(), withBlank(last.text())));
      chapters.add(others.chapters.get(at));
    }
  }

  private static String withBlank(String text) {
    return text.stripTrailing() + "\n\n";
  }

  private int place(String title, List<String> order) {
    int own = order.indexOf(title);
    Optional<Integer> next =
        order.subList(own + 1, order.size()).stream()
            .map(this::find)
            .filter(found -> found >= 0)
            .findFirst();
    return next.orElse(chapters.size());
  }

  private int find(String title) {
    for (int i = 0; i < chapters.size(); i++) {
      if (chapters.get(i).title().equals(title)) {
        return i;
      }
    }
    return -1;
  }

  /** The text. */
  String text() {
    StringBuilder text = new StringBuilder();
    chapters.forEach(chapter -> text.append(chapter.text()));
    return text.toString().stripTrailing() + "\n";
  }
}
