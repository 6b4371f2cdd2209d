package dev.witj.bindgen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.witj.wit.ParsedWit;
import dev.witj.wit.WitParser;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page of the package shows. */
class ExampleTest {
  @Test
  void generatesAWorld(@TempDir Path folder) {
    assertEquals(
        List.of("Adder.java", "package-info.java"),
        generate(folder).stream().map(file -> file.getFileName().toString()).sorted().toList());
  }

  private static List<Path> generate(Path folder) {
    // @start region="generate"
    ParsedWit wit =
        new WitParser()
            .parseText(
                "adder.wit",
                """
                package example:adder;
                world adder { export add: func(a: u32, b: u32) -> u32; }
                """);
    BindgenOptions options = BindgenOptions.defaults().withBasePackage("com.example");
    List<Path> written = Bindgen.generate(wit.resolve(), wit.world(), options).write(folder);
    // @end
    return written;
  }
}
