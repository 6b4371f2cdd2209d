package dev.witj.wasi.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.witj.binary.Feature;
import dev.witj.binary.Features;
import dev.witj.runtime.Component;
import dev.witj.runtime.Engine;
import dev.witj.runtime.EngineConfig;
import dev.witj.runtime.Linker;
import dev.witj.runtime.Store;
import dev.witj.runtime.TrapCode;
import dev.witj.runtime.TrapException;
import dev.witj.testdata.Corpus;
import dev.witj.testdata.Expectations;
import dev.witj.wasi.Wasi;
import dev.witj.wasi.net.NetworkRights;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs of WASI 0.3 that check the host themselves, and components that call a function. */
@Timeout(300)
final class JcoProgramsTest {
  private static final Engine ENGINE =
      Engine.create(
          EngineConfig.defaults()
              .withFeatures(
                  Features.DEFAULT.with(Feature.CM_ASYNC_STACKFUL, Feature.CM_MORE_ASYNC_BUILTINS))
              .withCache(Corpus.root().resolve("wasi-http/target/code-cache")));

  private static final Expectations FORBIDDEN = Expectations.load("jco-programs");

  /** What the programs that look at their arguments want. */
  private static final Map<String, List<String>> ARGUMENTS =
      Map.of(
          "p3-cli", List.of("p3_cli.component", "."),
          "p3-cli-much-stdout", List.of("p3_cli_much_stdout.component", "abc", "1000"));

  @TempDir private Path temporary = Path.of("");

  private static Stream<DynamicTest> each(Predicate<Component> which, Trial trial) {
    Path suite = Corpus.suite("jco-components").resolve("transpile/components/p3");
    return Corpus.files(suite, ".wasm").stream()
        .map(file -> Map.entry(file, Component.load(ENGINE, file)))
        .filter(each -> which.test(each.getValue()))
        .map(
            each -> {
              String name = suite.relativize(each.getKey()).toString().replace(".wasm", "");
              return DynamicTest.dynamicTest(name, () -> run(name, each.getValue(), trial));
            });
  }

  /**
   * Those that are listed were made with bindings from before the specification made it a trap to
   * cancel synchronously what is in a waitable set. They do so if they had to wait for anything,
   * which is a matter of time: nothing is to be learnt from a run in which they did.
   */
  private static void run(String name, Component component, Trial trial) throws Exception {
    try {
      trial.of(name, component);
    } catch (TrapException e) {
      Optional<String> reason = FORBIDDEN.reason(name);
      assumeFalse(
          e.code() == TrapCode.WAITABLE_SYNC_USE && reason.isPresent(), () -> reason.orElse(""));
      throw e;
    }
  }

  private interface Trial {
    void of(String name, Component component) throws Exception;
  }

  private static boolean imports(Component component, String prefix) {
    return component.imports().byName().keySet().stream().anyMatch(each -> each.startsWith(prefix));
  }

  @TestFactory
  Stream<DynamicTest> programs() {
    return each(
        component ->
            component.findExport("wasi:cli/run@0.3.0").isPresent() && !imports(component, "local:"),
        this::run);
  }

  private void run(String path, Component component) throws IOException {
    String name = path.substring(path.lastIndexOf('/') + 1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Wasi wasi =
        Wasi.builder()
            .args(ARGUMENTS.getOrDefault(name, List.of(name)))
            .env("SOME", "variable")
            .stdout(out)
            .stderr(out)
            .preopen(Files.createTempDirectory(temporary, name), "/", false)
            .network(NetworkRights.all())
            .build();
    Linker linker = Linker.create(ENGINE);
    wasi.addTo(linker);
    WasiHttp.addTo(linker, wasi);
    try (Store store = Store.create(ENGINE)) {
      assertEquals(
          0, Wasi.run(store, linker.pre(component)), () -> out.toString(StandardCharsets.UTF_8));
    }
  }

  /** A string there and back, through whichever form of call the guest chose on either side. */
  @TestFactory
  Stream<DynamicTest> roundTrips() {
    return each(
        component -> component.findExport("local:local/baz").isPresent(),
        (_, component) -> {
          Wasi wasi = Wasi.builder().build();
          Linker linker = Linker.create(ENGINE);
          wasi.addTo(linker);
          var _ =
              linker
                  .instance("local:local/baz")
                  .func(
                      "foo",
                      (_, arguments) -> {
                        Thread.sleep(10);
                        return arguments[0] + " - entered host - exited host";
                      });
          try (Store store = Store.create(ENGINE)) {
            assertEquals(
                "hello - entered guest - entered host - exited host - exited guest",
                linker
                    .pre(component)
                    .instantiate(store)
                    .instance("local:local/baz")
                    .func("foo")
                    .call("hello"));
            store.awaitTasks();
          }
        });
  }
}
