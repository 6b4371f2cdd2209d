package dev.witj.wit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page of the package shows. */
class ExampleTest {
  @Test
  void readsAFolder(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("app.wit"),
        """
        package example:app;
        interface clock { now: func() -> u64; }
        world app { import clock; import log: func(line: string); }
        """);
    List<String> names = imports(folder);
    assertEquals(List.of("example:app/clock", "log"), names);
  }

  private static List<String> imports(Path folder) {
    List<String> names = new ArrayList<>();
    // @start region="read"
    ParsedWit parsed = new WitParser().parse(folder);
    Resolve resolve = parsed.resolve();
    World world = resolve.get(parsed.world("app"));
    world.imports().forEach((key, item) -> names.add(resolve.name(key)));
    // @end
    return names;
  }
}
