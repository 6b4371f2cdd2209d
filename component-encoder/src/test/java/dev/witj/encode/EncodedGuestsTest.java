package dev.witj.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.component.Canon;
import dev.witj.binary.component.CanonicalOption.StringEncoding;
import dev.witj.binary.component.ComponentElement;
import dev.witj.binary.component.ComponentModel;
import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.Export;
import dev.witj.diagnostics.Source;
import dev.witj.testdata.Corpus;
import dev.witj.testdata.Expectations;
import dev.witj.wit.Arena;
import dev.witj.wit.PackageId;
import dev.witj.wit.Resolve;
import dev.witj.wit.WitPrinter;
import dev.witj.wit.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Makes components of the core modules that other components were made of. */
class EncodedGuestsTest {
  private static final String PREVIEW1 = "wasi_snapshot_preview1";

  @TestFactory
  Stream<DynamicTest> encodesEveryGuest() {
    Path guests = Corpus.guests();
    Expectations expectations = Expectations.load("guests-new");
    return Corpus.files(guests, ".core.wasm").stream()
        .filter(core -> Files.exists(component(core)))
        .map(
            core -> {
              String name = guests.relativize(core).toString().replace('\\', '/');
              return dynamicTest(name, () -> expectations.run(name, () -> check(core)));
            });
  }

  private static Path component(Path core) {
    return core.resolveSibling(core.getFileName().toString().replace(".core.wasm", ".wasm"));
  }

  private static ByteSlice read(Path file) throws IOException {
    return ByteSlice.of(Source.binary(file.getFileName().toString()), Files.readAllBytes(file));
  }

  private static void check(Path core) throws IOException {
    byte[] beside = read(component(core)).toByteArray();
    byte[] made = encode(read(core), ByteSlice.of(beside));
    assertEquals(wit(beside), wit(made));
    if (!needsAdapter(CoreModule.read(read(core)))) {
      Structure.assertSame(beside, made);
    }
  }

  private static boolean needsAdapter(CoreModule module) {
    return module.imports().stream().anyMatch(item -> item.module().equals(PREVIEW1));
  }

  /**
   * What a module does not say of its world itself, the component beside it says; but the adapter
   * gives a command its export.
   */
  private static byte[] encode(ByteSlice module, ByteSlice beside) throws IOException {
    CoreModule core = CoreModule.read(module);
    boolean isCommand =
        core.exports().stream().map(Export::name).anyMatch(name -> name.equals("_start"));
    DecodedWit.OfComponent wit = (DecodedWit.OfComponent) WitDecoder.decode(beside);
    Resolve resolve = isCommand ? withoutExports(wit) : wit.resolve();
    ByteSlice input =
        ByteSlice.of(
            module.source(),
            WorldEmbedder.of(resolve, wit.world()).withEncoding(encoding(beside)).embed(module));
    ComponentEncoder encoder = ComponentEncoder.of(input);
    if (needsAdapter(core)) {
      encoder = encoder.withAdapter(PREVIEW1, adapter(isCommand, wit));
    }
    return encoder.encode();
  }

  private static Resolve withoutExports(DecodedWit.OfComponent wit) {
    Resolve resolve = wit.resolve();
    World world = resolve.get(wit.world());
    List<World> worlds = new ArrayList<>(resolve.worlds().entries());
    worlds.set(
        wit.world().index(),
        new World(
            world.name(),
            world.imports(),
            new LinkedHashMap<>(),
            world.packageId(),
            world.docs(),
            world.stability(),
            world.span()));
    return new Resolve(
        resolve.packages(), new Arena<>(worlds), resolve.interfaces(), resolve.types());
  }

  /** The adapter with which the component beside the module was made. */
  private static ByteSlice adapter(boolean isCommand, DecodedWit.OfComponent wit)
      throws IOException {
    boolean newer =
        wit.resolve().packages().stream()
            .anyMatch(
                of ->
                    of.name().toString().startsWith("wasi:")
                        && of.name().toString().endsWith("@0.2.12"));
    boolean http =
        wit.resolve().packages().stream()
            .anyMatch(of -> of.name().toString().startsWith("wasi:http"));
    String kind = isCommand ? "command" : http && !newer ? "proxy" : "reactor";
    String version = newer ? "jco1.35" : "24.0.1";
    Path adapters = Corpus.guests().resolve("adapters");
    return read(adapters.resolve(PREVIEW1 + "." + kind + "-" + version + ".wasm"));
  }

  private static StringEncoding encoding(ByteSlice component) {
    return ComponentModel.read(component)
        .elements()
        .filter(ComponentElement.CanonDef.class::isInstance)
        .map(element -> ((ComponentElement.CanonDef) element).canon())
        .filter(Canon.Lift.class::isInstance)
        .map(canon -> ((Canon.Lift) canon).options().encoding())
        .filter(encoding -> encoding != StringEncoding.UTF8)
        .findFirst()
        .orElse(StringEncoding.UTF8);
  }

  private static String wit(byte[] component) {
    Resolve resolve = WitDecoder.decode(ByteSlice.of(component)).resolve();
    TreeMap<String, String> texts = new TreeMap<>();
    for (int i = 0; i < resolve.packages().size(); i++) {
      PackageId id = new PackageId(i);
      String text = WitPrinter.withDocs().print(resolve, id);
      texts.put(
          resolve.get(id).name().toString(),
          text.lines().sorted().reduce("", (a, b) -> a + "\n" + b));
    }
    return String.join("\n", texts.values());
  }
}
