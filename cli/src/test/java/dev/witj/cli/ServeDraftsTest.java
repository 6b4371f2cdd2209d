package dev.witj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.testdata.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Guests that use {@code wasi:config}, {@code wasi:keyvalue}, {@code wasi:logging} and the time
 * zone, from the command line to what they say: as programs, as services, and by a Spin manifest.
 */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ServeDraftsTest {
  @TempDir private static Path temporary = Path.of("");

  @BeforeAll
  void build() throws IOException {
    Path now = Corpus.testdata("samples/drafts/drafts.wat");
    Path _ = Serving.component(temporary, now);
    // The same guest, as it was written for the drafts before.
    for (String name : List.of("drafts.wat", "drafts.wit")) {
      Files.writeString(
          temporary.resolve(name.replace("drafts", "older")),
          Files.readString(now.resolveSibling(name))
              .replace("@0.2.0-draft2", "@0.2.0-draft")
              .replace("config/store@0.2.0-rc.1", "config/runtime@0.2.0-draft"));
    }
    Path _ = Serving.component(temporary, temporary.resolve("older.wat"));
  }

  private static String guest(String name) {
    return temporary.resolve(name + ".wasm").toString();
  }

  private static String said(
      String greeting, String visits, String last, String other, String offset) {
    return "greeting="
        + greeting
        + "\nvisits="
        + visits
        + "\nlast="
        + last
        + "\nother="
        + other
        + "\noffset="
        + offset
        + "\n";
  }

  private static String run(String... arguments) {
    Session session = Session.run(arguments);
    assertEquals(0, session.code(), session.err());
    return session.out();
  }

  @ParameterizedTest
  @ValueSource(strings = {"drafts", "older"})
  void givesAProgramNothingUnlessItIsAsked(String name) {
    Session session = Session.run("run", "--verbose", guest(name));
    assertEquals(0, session.code(), session.err());
    assertEquals("greeting=none\nvisits=error 1\nother=error 1\noffset=0\n", session.out());
    assertTrue(session.err().contains("`--keyvalue default` would allow it"), session.err());
    assertTrue(session.err().contains("`--keyvalue other` would allow it"), session.err());
    assertFalse(session.err().contains("log ::"), session.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"drafts", "older"})
  void keepsForAProgramWhatTheOneBeforeLeft(String name) {
    String store = "default=" + temporary.resolve(name + ".store");
    assertEquals(
        said("hello", "1", "none", "error 1", "7200"),
        run(
            "run",
            "--config",
            "greeting=hello",
            "--keyvalue",
            store,
            "--time-zone",
            "+02:00",
            guest(name)));
    assertEquals(
        said("", "2", "a value", "open", "-18000"),
        run(
            "run",
            "--config",
            "greeting=",
            "--keyvalue",
            store,
            "--keyvalue",
            "other",
            "--time-zone",
            "America/New_York",
            guest(name)));
  }

  @Test
  void saysWhatAProgramLogs() {
    Session most = Session.run("run", "--log", "debug", guest("drafts"));
    assertEquals("log :: debug drafts: starting\nlog :: warn drafts: done\n", most.err());
    Session least = Session.run("run", "--log", "warn", guest("drafts"));
    assertEquals("log :: warn drafts: done\n", least.err());
    Session none = Session.run("run", "--log", "error", guest("drafts"));
    assertEquals("", none.err());
  }

  /** Every request has an instance of its own; the store is what they have in common. */
  @ParameterizedTest
  @ValueSource(strings = {"drafts", "older"})
  void countsRequestsInAStore(String name) {
    Path store = temporary.resolve(name + ".served");
    String[] options = {
      "--config", "greeting=hi", "--keyvalue", "default=" + store, "--log", "info", guest(name)
    };
    try (Serving served = Serving.start(options)) {
      assertEquals(said("hi", "1", "none", "error 1", "0"), served.get("/").body());
      List<CompletableFuture<String>> all = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        all.add(served.later("/").thenApply(answer -> answer.body()));
      }
      List<String> visits =
          all.stream().map(each -> each.join().lines().toList().get(1)).sorted().toList();
      List<String> expected = new ArrayList<>();
      for (int i = 2; i <= 21; i++) {
        expected.add("visits=" + i);
      }
      assertEquals(expected.stream().sorted().toList(), visits);
      String said = served.await(text -> text.contains("log [21] :: "));
      assertTrue(said.contains("log [1] :: warn drafts: done\n"), said);
      assertFalse(said.contains("starting"), said);
    }
    // The next process goes on with it.
    try (Serving served = Serving.start(options)) {
      assertEquals(said("hi", "22", "a value", "error 1", "0"), served.get("/").body());
    }
  }

  @Test
  void givesComponentsOfAManifestTheStoresThatItNames() throws IOException {
    Path manifest = temporary.resolve("stores.toml");
    Files.writeString(
        manifest,
        """
        spin_manifest_version = 2
        application = { name = "stores" }

        [[trigger.http]]
        route = "/one"
        component = "one"

        [[trigger.http]]
        route = "/two"
        component = "two"

        [[trigger.http]]
        route = "/none"
        component = "none"

        [component.one]
        source = "drafts.wasm"
        key_value_stores = ["default"]

        [component.two]
        source = "older.wasm"
        key_value_stores = ["default", "other"]

        [component.none]
        source = "drafts.wasm"
        """);
    String none = "greeting=hi\nvisits=error 1\nother=error 1\noffset=0\n";
    try (Serving served =
        Serving.start("--config", "greeting=hi", "--verbose", manifest.toString())) {
      // In memory, and one store for those that name it.
      assertEquals(said("hi", "1", "none", "error 1", "0"), served.get("/one").body());
      assertEquals(said("hi", "2", "a value", "open", "0"), served.get("/two").body());
      assertEquals(said("hi", "3", "a value", "error 1", "0"), served.get("/one").body());
      assertEquals(none, served.get("/none").body());
      served.await(text -> text.contains("`--keyvalue default` would allow it"));
    }
    String store = "other=" + temporary.resolve("named.store");
    try (Serving served = Serving.start("--keyvalue", store, manifest.toString())) {
      assertEquals(said("none", "1", "none", "open", "0"), served.get("/one").body());
    }
    // A store that the command line puts into a file is there for all, in this file.
    String all = "default=" + temporary.resolve("all.store");
    for (String visits : List.of("1", "2")) {
      try (Serving served = Serving.start("--keyvalue", all, manifest.toString())) {
        assertTrue(served.get("/none").body().contains("visits=" + visits + "\n"));
      }
    }
  }

  /** What is wrong with a store ends the command before it serves. */
  @Test
  void refusesAStoreThatIsNone() throws IOException {
    Path file = temporary.resolve("no.store");
    Files.writeString(file, "something else, which is long enough to be looked at".repeat(200));
    Session session =
        Session.run("serve", "--addr", "127.0.0.1:0", "--keyvalue", "a=" + file, guest("drafts"));
    assertEquals(1, session.code());
    assertTrue(session.err().contains("is no key-value store"), session.err());
  }
}
