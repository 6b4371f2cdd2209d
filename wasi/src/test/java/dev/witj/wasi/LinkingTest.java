package dev.witj.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.TextRenderer;
import dev.witj.runtime.Component;
import dev.witj.runtime.Store;
import dev.witj.runtime.StoreLimits;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is served, and what is said of the rest. */
final class LinkingTest {
  private static String refusal(Component component) {
    return TextRenderer.plain()
        .render(
            assertThrows(
                    DiagnosticException.class, () -> Guest.link(component, Wasi.builder().build()))
                .diagnostics());
  }

  @Test
  void refusesHttpAndServesTheRestOfAnOlderVersion() {
    String said = refusal(Guest.component("rust/rust-http.wasm"));
    assertTrue(said.contains("nothing satisfies the import `wasi:http/"), said);
    assertTrue(said.contains("`WasiHttp.addTo`"), said);
    for (String served : List.of("cli", "io", "clocks", "random", "filesystem", "sockets")) {
      assertFalse(said.contains("`wasi:" + served), said);
    }
  }

  @Test
  void saysWhatIsNoProgram() {
    Component store = Guest.component("todo/c-todo.wasm");
    DiagnosticException refused =
        assertThrows(
            DiagnosticException.class,
            () -> Guest.run(store, wasi -> wasi, StoreLimits.defaults(), List.of()));
    assertEquals(WasiCode.NOT_A_PROGRAM, refused.diagnostics().getFirst().code());
  }

  @Test
  void refusesFoldersThatAreNotThere(@TempDir Path folder) {
    DiagnosticException refused =
        assertThrows(
            DiagnosticException.class,
            () -> Wasi.builder().preopen(folder.resolve("none"), "/", true));
    assertEquals(WasiCode.NO_FOLDER, refused.diagnostics().getFirst().code());
  }

  @Test
  void aStoreMayHaveItsOwn() {
    ByteArrayOutputStream own = new ByteArrayOutputStream();
    Component hello = Guest.component("c/c-hello.wasm");
    try (Store store = Store.create(hello.engine())) {
      store.setData(Wasi.class, Wasi.builder().args("x", "mine").stdout(own).build());
      assertEquals(0, Wasi.run(store, Guest.link(hello, Wasi.builder().build())));
    }
    assertTrue(own.toString(StandardCharsets.UTF_8).contains("[mine]"));
  }
}
