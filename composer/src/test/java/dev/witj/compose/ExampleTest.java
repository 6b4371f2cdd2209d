package dev.witj.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.Features;
import dev.witj.binary.component.ComponentValidator;
import dev.witj.diagnostics.Source;
import dev.witj.names.VersionedName;
import dev.witj.testdata.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the page of the package shows. */
class ExampleTest {
  @Test
  void composesAShop() throws IOException {
    byte[] composed =
        composed(
            Corpus.guests().resolve("js/shop-qjs.wasm"),
            Corpus.guests().resolve("js/pricing-qjs.wasm"));
    assertTrue(
        ComponentValidator.validateTypes(ByteSlice.of(composed), Features.ALL)
            .imports()
            .all()
            .stream()
            .noneMatch(extern -> extern.name().name().startsWith("example:")));
  }

  @Test
  void readsWhatIsWrong() throws IOException {
    byte[] shop = Files.readAllBytes(Corpus.guests().resolve("js/shop-qjs.wasm"));
    ByteSlice root = ByteSlice.of(Source.binary("shop.wasm"), shop);
    assertEquals(
        List.of("example:shop/pricing"), missing(root).stream().map(VersionedName::base).toList());
  }

  private static List<String> missing(ByteSlice root) {
    List<String> missing = new ArrayList<>();
    // @start region="problems"
    try {
      var _ = Compose.compose(root, List.of(), ComposeOptions.defaults());
    } catch (CompositionException e) {
      for (CompositionProblem problem : e.problems()) {
        if (problem instanceof CompositionProblem.NothingSatisfied nothing) {
          nothing.left().forEach(each -> missing.add(each.wanted().name()));
        }
      }
    }
    // @end
    return missing;
  }

  private static byte[] composed(Path shop, Path pricing) throws IOException {
    // @start region="compose"
    ByteSlice root = ByteSlice.of(Source.binary("shop.wasm"), Files.readAllBytes(shop));
    ByteSlice part = ByteSlice.of(Source.binary("pricing.wasm"), Files.readAllBytes(pricing));
    Composition composition = Compose.compose(root, List.of(part), ComposeOptions.defaults());
    byte[] composed = composition.bytes();
    // @end
    return composed;
  }
}
