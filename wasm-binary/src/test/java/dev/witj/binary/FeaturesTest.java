package dev.witj.binary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.diagnostics.DiagnosticException;
import dev.witj.testdata.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FeaturesTest {
  @Test
  void namesChangeTheDefaultSet() {
    assertEquals(Features.DEFAULT, Features.parse(""));
    Features changed = Features.parse("cm-map, -gc");
    assertEquals(Features.DEFAULT.with(Feature.CM_MAP).without(Feature.GC), changed);
  }

  @Test
  void groupsTakeThePlaceOfWhatCameBefore() {
    assertEquals(Features.MVP, Features.parse("cm-map,mvp"));
    assertEquals(Features.WASM1.with(Feature.THREADS), Features.parse("wasm1,threads"));
    assertFalse(Features.parse("wasm3").has(Feature.COMPONENT_MODEL));
  }

  @Test
  void allAndNothing() {
    assertEquals(Features.ALL, Features.parse("all"));
    assertEquals(Features.of(), Features.parse("-all"));
    assertEquals(Features.of(Feature.SIMD), Features.parse("-all,simd"));
  }

  @Test
  void whatIsPartOfAnotherFeatureGoesWithIt() {
    assertFalse(Features.parse("-bulk-memory").has(Feature.BULK_MEMORY_OPT));
    assertTrue(Features.parse("wasm1,reference-types").has(Feature.CALL_INDIRECT_OVERLONG));
    assertTrue(Features.parse("lime1").has(Feature.BULK_MEMORY_OPT));
    assertFalse(Features.parse("lime1").has(Feature.BULK_MEMORY));
  }

  @Test
  void anUnknownNameIsAnsweredWithAllThatThereAre() {
    DiagnosticException e =
        assertThrows(DiagnosticException.class, () -> Features.parse("simd,unknown"));
    String message = e.diagnostics().getFirst().message();
    assertTrue(message.startsWith("unknown feature `unknown`"), message);
    for (String name : Features.names()) {
      assertTrue(message.contains(name), name);
    }
  }

  @Test
  void namesAreThoseOfTheReference() throws IOException {
    String golden =
        Files.readString(
            Corpus.suite("wasm-tools-cli").resolve("validate-unknown-features.wat.stderr"));
    String line =
        golden.lines().filter(l -> l.startsWith("Valid features: ")).findFirst().orElseThrow();
    assertEquals(
        List.of(line.substring("Valid features: ".length()).split(", ")), Features.names());
  }

  @Test
  void everyFeatureHasItsName() {
    for (Feature feature : Feature.values()) {
      assertEquals(feature, Feature.of(feature.flag()).orElseThrow());
      assertTrue(Features.of(feature).toSet().contains(feature));
    }
  }
}
