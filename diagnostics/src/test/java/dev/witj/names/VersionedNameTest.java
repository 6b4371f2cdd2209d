package dev.witj.names;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class VersionedNameTest {
  private static Optional<String> best(String wanted, String... offered) {
    return VersionedName.best(wanted, List.of(offered));
  }

  @Test
  void findsTheHighestVersionOnTheTrack() {
    assertEquals(Optional.of("a:b/c@0.2.10"), best("a:b/c@0.2.1", "a:b/c@0.2.9", "a:b/c@0.2.10"));
    assertEquals(Optional.of("a:b/c@1.9.0"), best("a:b/c@1.2.3", "a:b/c@1.9.0", "a:b/c@2.0.0"));
    assertEquals(Optional.of("a:b/c@1.2.3"), best("a:b/c@1.2.3", "a:b/c@1.9.0", "a:b/c@1.2.3"));
    assertEquals(Optional.empty(), best("a:b/c@0.0.1", "a:b/c@0.0.2"));
    assertEquals(Optional.empty(), best("a:b/c@1.0.0-rc.1", "a:b/c@1.0.0"));
    assertEquals(Optional.empty(), best("a:b/c@1.0.0", "a:b/d@1.0.0", "a:b/c"));
    assertEquals(Optional.empty(), best("a:b/c", "a:b/c@1.0.0"));
  }

  @Test
  void saysWhatIsNoVersion() {
    assertEquals(Optional.empty(), Version.problem("18446744073709551615.0.0-0a.b+01"));
    assertTrue(Version.problem("18446744073709551616.0.0").orElse("").contains("64 bits"));
    assertTrue(Version.problem("1.02.0").orElse("").contains("leading zero in minor"));
    assertTrue(Version.problem("1.0.0-01").orElse("").contains("leading zero in pre-release"));
    assertTrue(Version.problem("1.0.0-a..b").orElse("").contains("empty identifier"));
    assertTrue(Version.problem("1.0").orElse("").contains("unexpected end"));
    assertTrue(Version.problem("1.0.0 ").orElse("").contains("unexpected character"));
    assertTrue(Version.problem("").isPresent());
  }

  @Test
  void knowsLabels() {
    assertTrue(Labels.isLabel("a-1b-CD"));
    for (String no : List.of("", "1a", "a--b", "a-", "-a", "aB", "a_b", "ä")) {
      assertFalse(Labels.isLabel(no), no);
    }
  }
}
