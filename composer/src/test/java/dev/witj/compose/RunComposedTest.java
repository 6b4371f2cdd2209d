package dev.witj.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.witj.binary.ByteSlice;
import dev.witj.diagnostics.Source;
import dev.witj.runtime.Component;
import dev.witj.runtime.Engine;
import dev.witj.runtime.EngineConfig;
import dev.witj.runtime.Func;
import dev.witj.runtime.Instance;
import dev.witj.runtime.Linker;
import dev.witj.runtime.Store;
import dev.witj.runtime.wave.Wave;
import dev.witj.runtime.wave.WaveCall;
import dev.witj.testdata.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was composed runs. */
class RunComposedTest {
  private static ByteSlice guest(String path) throws IOException {
    return ByteSlice.of(Source.binary(path), Files.readAllBytes(Corpus.guests().resolve(path)));
  }

  @Test
  void theShopAsksForPrices() throws IOException {
    Composition composed =
        Compose.compose(
            guest("js/shop-qjs.wasm"),
            List.of(guest("js/pricing-qjs.wasm")),
            ComposeOptions.defaults().withNoImports(true));
    Engine engine =
        Engine.create(
            EngineConfig.defaults().withCache(Corpus.root().resolve("composer/target/code-cache")));
    Component component = Component.load(engine, "composed.wasm", composed.bytes());
    try (Store store = Store.create(engine)) {
      Instance shop =
          Linker.create(engine)
              .instantiate(store, component)
              .instance("example:shop/checkout@0.1.0");
      assertEquals(
          "ok(\"16.00\")",
          call(shop, "total([{sku: \"tea\", qty: 2}, {sku: \"cup\", qty: 1}], none)"));
      assertEquals("ok(\"5.25\")", call(shop, "total([{sku: \"tea\", qty: 3}], some(\"HALF\"))"));
      assertEquals("err(\"unknown sku x\")", call(shop, "total([{sku: \"x\", qty: 1}], none)"));
    }
  }

  private static String call(Instance instance, String text) {
    WaveCall call = Wave.parseCall(text);
    Func func = instance.func(call.name());
    return Wave.printResult(func.type(), func.call(call.arguments(func.type())));
  }
}
