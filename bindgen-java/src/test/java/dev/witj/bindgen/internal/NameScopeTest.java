package dev.witj.bindgen.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class NameScopeTest {
  @Test
  void givesTheNameThatIsWanted() {
    assertEquals("Item", new NameScope(List.of("Types")).take("Item", "Type"));
  }

  @Test
  void neverGivesTheNameOfAnEnclosingType() {
    NameScope scope = new NameScope(List.of("Types", "Error"));
    assertEquals("ErrorCase", scope.take("Error", "Case"));
    assertEquals("ErrorCase2", scope.take("ErrorCase", "Case"));
    assertEquals("TypesCase", scope.take("Types", "Case"));
  }

  @Test
  void namesThatDifferInCaseAloneCollide() {
    NameScope scope = new NameScope(List.of());
    assertEquals("A1B", scope.take("A1B", "Type"));
    assertEquals("A1b2", scope.take("A1b", "Type"));
  }
}
