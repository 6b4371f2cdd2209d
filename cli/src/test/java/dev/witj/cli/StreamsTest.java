package dev.witj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StreamsTest {
  @Test
  void guestsGetTheLocaleThatIsThere() {
    Map<String, String> java = Map.of("A", "b", "LC_ALL", "C.UTF-8");
    assertEquals(Map.of("A", "b"), Streams.given(java, Optional.empty()));
    assertEquals(Map.of("A", "b", "LC_ALL", "POSIX"), Streams.given(java, Optional.of("POSIX")));
  }
}
