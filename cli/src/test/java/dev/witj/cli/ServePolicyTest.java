package dev.witj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.testdata.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Services that are composed, each component with rights of its own. What they answer says in
 * figures what the two behind them have: folders, variables, 0 for a socket, 0 for a store.
 */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ServePolicyTest {
  @TempDir private static Path temporary = Path.of("");

  @BeforeAll
  void build() throws IOException {
    part("part", "db-part", "db");
    part("part", "api-part", "api");
    part("app", "app", "app");
    Serving.succeed(
        "compose",
        at("app.wasm"),
        "-d",
        at("db.wasm"),
        "-d",
        at("api.wasm"),
        "-o",
        at("todo.wasm"));
    Path _ = Files.createDirectory(temporary.resolve("data"));
  }

  private static void part(String text, String world, String name) {
    part(Corpus.testdata("samples/policy"), text, world, name);
  }

  private static void part(Path folder, String text, String world, String name) {
    Path _ =
        Serving.component(
            temporary.resolve(name + ".wasm"),
            folder.resolve(text + ".wat"),
            folder.resolve("rights.wit"),
            "-w",
            world);
  }

  private static String at(String name) {
    return temporary.resolve(name).toString();
  }

  private static String write(String name, String text) {
    return Serving.write(temporary.resolve(name), text);
  }

  @Test
  void givesEachPartItsOwn() {
    String policy =
        write(
            "each.toml",
            """
            [component.db]
            dir = ["data::/data"]
            stdio = ["stdout"]
            keyvalue = ["default=each.store"]

            [component.api]
            allow-outbound = ["tcp://127.0.0.1:5432"]
            env = ["A=1", "B=2"]
            keyvalue = ["default=each.store"]
            """);
    try (Serving served =
        Serving.start("--policy", policy, "--verbose", "--reuse", "1", at("todo.wasm"))) {
      assertEquals("db 1010 api 0200 look 0", served.get("/").body());
      assertEquals("db 1010 api 0200 look 0", served.get("/").body());
      String said = served.await(text -> text.contains("stdout [2] :: asked\n"));
      assertFalse(said.replaceFirst("stdout \\[2] :: asked\n", "").contains("stdout [2]"), said);
      assertTrue(
          said.contains(
              "note: `api` was not allowed to write to standard output\n"
                  + "  = help: `stdio = [\"stdout\"]` in `[component.\"api\"]` of `"
                  + policy
                  + "` would allow it"),
          said);
      assertTrue(said.contains("`db` was not allowed to make a socket for tcp"), said);
    }
  }

  @Test
  void repeatsNoMoreThanTheBeginningOfALongText() {
    String policy =
        write("long.toml", "[component.db]\nlog = '''%s'''\n".formatted("x".repeat(100_000)));
    Session refused = Session.run("run", "--policy", policy, at("todo.wasm"));
    assertEquals(1, refused.code());
    assertTrue(refused.err().contains("xxx...` is no level of a log"), refused.err());
    assertTrue(refused.err().length() < 2000, refused.err());
  }

  @Test
  void readsThePolicyThatAManifestNames() {
    String _ =
        write(
            "api.toml",
            """
            [component.api]
            inherit-network = true
            """);
    String manifest =
        write(
            "spin.toml",
            """
            spin_manifest_version = 2
            application = { name = "rights" }

            [[trigger.http]]
            route = "/own"
            component = "own"

            [[trigger.http]]
            route = "/same"
            component = "same"

            [component.own]
            source = "todo.wasm"
            [component.own.tool.wit-j]
            policy = "api.toml"

            [component.same]
            source = "todo.wasm"
            environment = { A = "1" }
            """);
    try (Serving served = Serving.start(manifest)) {
      assertEquals("db 0011 api 0001 look -", served.get("/own").body());
      assertEquals("db 0111 api 0111 look -", served.get("/same").body());
    }
  }

  @Test
  void refusesAManifestThatGivesBesideAPolicy() {
    String manifest =
        """
        spin_manifest_version = 2
        application = { name = "rights" }

        [[trigger.http]]
        route = "/..."
        component = "own"

        [component.own]
        source = "todo.wasm"
        MORE
        [component.own.tool.wit-j]
        KEY = "api.toml"
        """;
    String both =
        write(
            "both.toml",
            manifest.replace("MORE", "key_value_stores = [\"default\"]").replace("KEY", "policy"));
    Session session = Session.run("serve", "--addr", "127.0.0.1:0", both);
    assertEquals(1, session.code());
    assertTrue(session.err().contains("`key_value_stores` stands beside a policy"), session.err());
    assertTrue(session.err().contains("both.toml:10:1"), session.err());

    String unknown = write("unknown.toml", manifest.replace("MORE", "").replace("KEY", "polcy"));
    session = Session.run("serve", "--addr", "127.0.0.1:0", unknown);
    assertEquals(1, session.code());
    assertTrue(session.err().contains("did you mean `policy`?"), session.err());
  }

  /** The same parts, one of which asks for variables by WASI 0.3. */
  @Test
  void givesByEitherVersionOfWasi() throws IOException {
    Path later = Files.createDirectory(temporary.resolve("later"));
    for (String name : List.of("rights.wit", "part.wat")) {
      Files.writeString(
          later.resolve(name),
          Files.readString(Corpus.testdata("samples/policy").resolve(name))
              .replace("wasi:cli/environment@0.2.12", "wasi:cli/environment@0.3.0"));
    }
    part(later, "part", "db-part", "later");
    Serving.succeed(
        "compose",
        at("app.wasm"),
        "-d",
        at("later.wasm"),
        "-d",
        at("api.wasm"),
        "-o",
        at("mixed.wasm"));
    String policy =
        write(
            "mixed.toml",
            """
            [component.later]
            env = ["A=1", "B=2", "C=3"]

            [component.api]
            env = ["A=1"]
            """);
    Session session =
        Session.run("run", "--invoke", "report()", "--policy", policy, at("mixed.wasm"));
    assertEquals("\"db 0311 api 0111 look -\"\n", session.out(), session.err());
  }

  /** Functions of WASI 0.3 that may take a while ask for the rights of who called them, too. */
  @Test
  void givesByFunctionsThatTakeAWhile() throws IOException {
    Path _ = Files.createDirectories(temporary.resolve("slow/data"));
    Path samples = Corpus.testdata("samples/policy03");
    part(samples, "part", "db-part", "slow/db");
    part(samples, "part", "api-part", "slow/api");
    part(samples, "app", "app", "slow/app");
    Serving.succeed(
        "compose",
        at("slow/app.wasm"),
        "-d",
        at("slow/db.wasm"),
        "-d",
        at("slow/api.wasm"),
        "-o",
        at("slow/all.wasm"));
    String db = "[component.db]\ndir = [\"data::/data\"]\n";
    String reads = write("slow/reads.toml", db + "[component.api]\ndir = [\"data::/data:ro\"]\n");
    String nothing = write("slow/nothing.toml", db);
    for (String policy : List.of(reads, nothing)) {
      Session session =
          Session.run("run", "--invoke", "report()", "--policy", policy, at("slow/all.wasm"));
      String figures = policy.equals(reads) ? "(100, 110)\n" : "(100, 0)\n";
      assertEquals(figures, session.out(), session.err());
    }
    assertEquals(List.of("made.txt"), List.of(temporary.resolve("slow/data").toFile().list()));
  }

  @Test
  void swapsThePolicyWhileItWatches() {
    String policy = write("watched.toml", "[component.db]\n");
    try (Serving served = Serving.start("--watch", "--policy", policy, at("todo.wasm"))) {
      assertEquals("db 0011 api 0011 look -", served.get("/").body());
      String _ = write("watched.toml", "[component.db]\nenv = [\"A=1\"]\n");
      String _ = served.await(text -> text.contains("serving the component anew"));
      assertEquals("db 0111 api 0011 look -", served.get("/").body());
    }
  }
}
