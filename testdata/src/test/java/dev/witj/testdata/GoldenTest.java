package dev.witj.testdata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoldenTest {
  private final String bless = System.getProperty("witj.bless", "false");

  @TempDir Path folder;

  @BeforeEach
  void approveNothing() {
    System.setProperty("witj.bless", "false");
  }

  @AfterEach
  void restore() {
    System.setProperty("witj.bless", bless);
  }

  @Test
  void takesWhatIsEqual() throws IOException {
    Path approved = Files.writeString(folder.resolve("case.expected"), "één\r\nno end of line");
    Golden.verify(approved, "één\r\nno end of line");
    Golden.verify(approved, "één\r\nno end of line");
    assertEquals(List.of("case.expected"), names());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\r\nb\n", "a\nb\n\n", " a\nb\n", ""})
  void refusesTheSmallestDifference(String actual) throws IOException {
    Path approved = Files.writeString(folder.resolve("case.txt"), "a\nb\n");
    AssertionError error =
        assertThrows(AssertionError.class, () -> Golden.verify(approved, actual));
    String message = String.valueOf(error.getMessage());
    assertTrue(message.startsWith("differs from case.txt"), message);
    assertEquals("a\nb\n", Files.readString(approved));
    assertEquals(List.of("case.txt"), names());
  }

  @Test
  void refusesWhatNobodyApproved() throws IOException {
    AssertionError error =
        assertThrows(AssertionError.class, () -> Golden.verify(folder.resolve("new"), "text"));
    assertEquals("nothing approved yet in new:\ntext", error.getMessage());
    assertEquals(List.of(), names());
  }

  @Test
  void writesWhatIsBlessed() throws IOException {
    System.setProperty("witj.bless", "true");
    Path approved = folder.resolve("deep/er/case.txt");
    Golden.verify(approved, "first\r\n");
    assertEquals("first\r\n", Files.readString(approved));
    Golden.verify(approved, "second");
    assertEquals("second", Files.readString(approved));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
