package dev.witj.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

final class ExcerptTest {
  @Test
  void leavesShortTextsAlone() {
    assertSame("abc", Excerpt.of("abc", 3));
  }

  @Test
  void cutsLongOnes() {
    assertEquals("abc...", Excerpt.of("abcd", 3));
  }

  @Test
  void splitsNoSurrogatePair() {
    assertEquals("ab...", Excerpt.of("ab\ud83d\ude00cd", 3));
    assertEquals("ab\ud83d\ude00...", Excerpt.of("ab\ud83d\ude00cd", 4));
  }
}
