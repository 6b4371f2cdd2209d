package dev.witj.wasi.fs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What several append to one file stands there one after the other. */
final class AppendTest {
  private static final int WRITERS = 4;
  private static final int LINES = 2000;

  @TempDir private Path here = Path.of("");

  @Test
  void nobodyOverwritesWhatAnotherAppends() throws Exception {
    Files.createFile(here.resolve("log"));
    Files.createLink(here.resolve("same"), here.resolve("log"));
    try (var threads = Executors.newFixedThreadPool(WRITERS)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        String line = "written by number " + i + "\n";
        String name = i % 2 == 0 ? "log" : "same";
        all.add(threads.submit(() -> append(name, line)));
      }
      for (Future<?> each : all) {
        var _ = each.get();
      }
    }
    TreeMap<String, Long> lines =
        Files.readAllLines(here.resolve("log")).stream()
            .collect(
                Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    TreeMap<String, Long> expected = new TreeMap<>();
    for (int i = 0; i < WRITERS; i++) {
      expected.put("written by number " + i, (long) LINES);
    }
    assertEquals(expected, lines);
  }

  private boolean append(String name, String line) throws IOException {
    OpenMode write = new OpenMode(true, false, false, false, false, false, true, false);
    ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
    try (Folder folder = Folder.open(here, true);
        OpenFile file =
            assertInstanceOf(Folder.Opened.AFile.class, folder.openAt(name, write)).file()) {
      for (int i = 0; i < LINES; i++) {
        file.append(bytes.rewind());
      }
    }
    return true;
  }
}
