package dev.witj.wasi;

import dev.witj.runtime.Component;
import dev.witj.runtime.Engine;
import dev.witj.runtime.EngineConfig;
import dev.witj.runtime.InstancePre;
import dev.witj.runtime.Linker;
import dev.witj.runtime.Store;
import dev.witj.runtime.StoreLimits;
import dev.witj.runtime.TrapException;
import dev.witj.testdata.Corpus;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** Runs real programs. */
final class Guest {
  /** One for all tests, which keeps compiled code below the module's own target. */
  static final Engine ENGINE =
      Engine.create(
          EngineConfig.defaults().withCache(Corpus.root().resolve("wasi/target/code-cache")));

  private static final Map<Path, Component> COMPONENTS = new ConcurrentHashMap<>();

  private Guest() {}

  /**
   * What came of a run.
   *
   * @param code the exit code, 134 after a trap
   * @param trap the trap, if it trapped
   */
  record Outcome(int code, String out, String err, Optional<TrapException> trap) {}

  static Component component(String path) {
    return component(Corpus.guests().resolve(path));
  }

  static Component component(Path file) {
    return COMPONENTS.computeIfAbsent(file, each -> Component.load(ENGINE, each));
  }

  static InstancePre link(Component component, Wasi wasi) {
    Linker linker = Linker.create(ENGINE);
    wasi.addTo(linker);
    return linker.pre(component);
  }

  /** Runs a program with arguments and nothing else. */
  static Outcome run(String path, String... args) {
    return run(component(path), wasi -> wasi, StoreLimits.defaults(), List.of(args));
  }

  static Outcome run(String path, String input, List<String> args) {
    byte[] bytes = input.getBytes(StandardCharsets.UTF_8);
    return run(
        component(path),
        wasi -> wasi.stdin(new ByteArrayInputStream(bytes)),
        StoreLimits.defaults(),
        args);
  }

  static Outcome run(
      Component component,
      UnaryOperator<Wasi.Builder> given,
      StoreLimits limits,
      List<String> args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    List<String> all = new ArrayList<>(List.of("guest.wasm"));
    all.addAll(args);
    Wasi wasi = given.apply(Wasi.builder().args(all).stdout(out).stderr(err)).build();
    int code = 134;
    Optional<TrapException> trap = Optional.empty();
    try (Store store = Store.create(ENGINE, limits)) {
      code = Wasi.run(store, link(component, wasi));
    } catch (TrapException e) {
      trap = Optional.of(e);
    }
    return new Outcome(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8), trap);
  }
}
