package dev.witj.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class TemplateTest {
  @Test
  void putsFactsInTheirOrder() {
    assertEquals(
        "`a` is not in `b`: 3 others are",
        Template.fill("`{}` is not in `{}`: {} others are", "a", "b", 3));
    assertEquals("nothing to say", Template.fill("nothing to say"));
  }

  @Test
  void leavesFactsAlone() {
    assertEquals("{} and {}", Template.fill("{} and {}", "{}", "{}"));
  }

  @Test
  void repeatsNoFactOfAnyLength() {
    String rule = "tcp://" + "x".repeat(1_000_000);
    String message = Template.fill("`{}` is no rule: `{}` is no host", rule, "x");
    assertEquals("`" + rule.substring(0, 1000) + "...` is no rule: `x` is no host", message);
  }

  @Test
  void tellsItsAuthorOfAFactThatHasNoPlace() {
    assertThrows(AssertionError.class, () -> Template.fill("`{}`"));
    assertThrows(AssertionError.class, () -> Template.fill("`{}`", 1, 2));
  }
}
