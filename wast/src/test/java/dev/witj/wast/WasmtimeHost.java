package dev.witj.wast;

import dev.witj.diagnostics.Source;
import dev.witj.runtime.Component;
import dev.witj.runtime.Instance;
import dev.witj.runtime.Linker;
import dev.witj.runtime.LinkerInstance;
import dev.witj.runtime.ResourceType;
import dev.witj.runtime.Store;
import dev.witj.runtime.TrapCode;
import dev.witj.runtime.TrapException;
import dev.witj.wat.WatAssembler;
import java.util.concurrent.Semaphore;

/** What components in wasmtime's own tests may import, as the suite's description has it. */
final class WasmtimeHost {
  private static final byte[] EMPTY =
      WatAssembler.assemble(Source.text("empty.wat", "(component)"));

  private long drops;
  private long last;

  private record Rep(long value) {}

  private WasmtimeHost() {}

  static void define(Linker linker) {
    new WasmtimeHost().defineIn(linker);
  }

  private void defineIn(Linker linker) {
    linker
        .root()
        .func("host-echo-u32", (_, arguments) -> arguments[0])
        .func("host-return-two", (_, _) -> 2L);
    linker.instance("host#nested").func("return-four", (_, _) -> 4L);
    LinkerInstance host =
        linker
            .instance("host")
            .func("return-three", (_, _) -> 3L)
            .func("return-hi", (_, _) -> "hi")
            .func("never-return", (_, _) -> never())
            .func(
                "return-two-slowly",
                (store, _) -> {
                  awaitTurn(store);
                  return 2;
                })
            .func(
                "echo-slowly",
                (store, arguments) -> {
                  awaitTurn(store);
                  return arguments[0];
                });
    resources(host);
    linker
        .instance("wasmtime")
        .func("gc", (_, _) -> null)
        .func("set-max-table-capacity", (_, _) -> null);
  }

  /** Waits until the guest waits, which was told by then that the function has begun. */
  private static void awaitTurn(Store store) {
    Component empty = Component.load(store.engine(), "empty", EMPTY);
    Instance _ = Linker.create(store.engine()).pre(empty).instantiate(store);
  }

  private void resources(LinkerInstance host) {
    ResourceType resource =
        ResourceType.ofHost(
            "resource1",
            it -> {
              drops++;
              last = ((Rep) it).value;
            });
    host.resource("resource1", resource)
        .resource("resource1-again", resource)
        .resource("resource2", ResourceType.ofHost("resource2"))
        .func("[constructor]resource1", (_, arguments) -> new Rep((Long) arguments[0]))
        .func(
            "[static]resource1.assert",
            (_, arguments) -> {
              check(arguments[0], arguments[1]);
              return null;
            })
        .func("[static]resource1.last-drop", (_, _) -> last)
        .func("[static]resource1.drops", (_, _) -> drops)
        .func(
            "[method]resource1.simple",
            (_, arguments) -> {
              check(arguments[0], arguments[1]);
              return null;
            })
        .func("[method]resource1.take-borrow", (_, _) -> null)
        .func("[method]resource1.take-own", (_, _) -> null)
        .func("[method]resource1.never-return", (_, _) -> never());
  }

  private static Object never() throws InterruptedException {
    new Semaphore(0).acquire();
    throw new AssertionError();
  }

  private static void check(Object resource, Object rep) {
    if (!new Rep((Long) rep).equals(resource)) {
      throw new TrapException(TrapCode.HOST_FAILURE, resource + " is not " + rep);
    }
  }
}
