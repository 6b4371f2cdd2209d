package dev.witj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several components of one Spin manifest, each with what it alone is given. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ServeSpinTest {
  @TempDir private static Path temporary = Path.of("");

  @BeforeAll
  void build() {
    Path _ = Serving.probe(temporary);
  }

  private static String manifest(String name, String text) {
    return Serving.write(temporary.resolve(name), text);
  }

  @Test
  void givesEachComponentWhatIsItsOwn() throws IOException {
    Files.writeString(
        Files.createDirectories(temporary.resolve("assets")).resolve("note.txt"), "of the site\n");
    Files.writeString(
        Files.createDirectories(temporary.resolve("shelf")).resolve("note.txt"), "of the shop\n");
    try (Serving other = Serving.start(temporary.resolve("probe.wasm").toString())) {
      String host = other.uri("").getAuthority();
      String manifest =
          manifest(
              "spin.toml",
              """
              spin_manifest_version = 2

              [application]
              name = "two"

              [[trigger.http]]
              route = "/..."
              component = "site"

              [[trigger.http]]
              route = "/b/..."
              component = "shop"

              [[trigger.http]]
              route = "/b/count"
              component = "site"

              [[trigger.http]]
              route = { private = true }
              component = "hidden"

              [component.site]
              source = "probe.wasm"
              environment = { WHO = "site", EMPTY = "" }
              files = ["assets/**"]

              [component.shop]
              source = "probe.wasm"
              environment = { WHO = "shop" }
              files = [{ source = "shelf", destination = "/goods" }]
              allowed_outbound_hosts = ["http://%s"]

              [component.shop.build]
              command = "make"

              [component.hidden]
              source = "absent.wasm"
              """
                  .formatted(host));
      try (Serving served = Serving.start("--env", "ALL=1", "--access-log", "text", manifest)) {
        assertEquals("ALL=1\nEMPTY=\nWHO=site\n", sorted(served.get("/env").body()));
        assertEquals("ALL=1\nWHO=shop\n", sorted(served.get("/b/env").body()));
        assertEquals("/assets=of the site\n", served.get("/file").body());
        assertEquals("/goods=of the shop\n", served.get("/b/file").body());
        // destination-IP-prohibited
        assertEquals("error 4", served.get("/fetch/" + host).body());
        assertEquals("200", served.get("/b/fetch/" + host).body());
        assertEquals("error 4", served.get("/b/fetch/127.0.0.1:1").body());
        assertEquals("/bb", served.get("/bb").body());
        assertEquals("1", served.get("/b/count").body());
        String _ = served.await(text -> text.contains("\"GET /b/env\" 200"));
      }
    }
  }

  private static String sorted(String lines) {
    return String.join("\n", lines.lines().sorted().toList()) + "\n";
  }

  @Test
  void putsRoutesBehindTheBaseOfTheApplication() {
    String manifest =
        manifest(
            "based.toml",
            """
            spin_manifest_version = 2
            application = { name = "based", trigger = { http = { base = "/b" } } }
            trigger.http = [{ route = "/...", component = "only" }]
            component.only = { source = "probe.wasm" }
            """);
    try (Serving served = Serving.start(manifest)) {
      assertEquals("/x", served.get("/b/x").body());
      assertEquals(404, served.get("/x").statusCode());
    }
    // Routes of the command line stand beside those of the manifest.
    try (Serving served =
        Serving.start("--route", "/x=" + temporary.resolve("probe.wasm"), manifest)) {
      assertEquals("/x", served.get("/x").body());
      assertEquals("/y", served.get("/b/y").body());
    }
  }

  @Test
  void saysWhichFileOfAManifestIsMissing() {
    String manifest =
        manifest(
            "absent.toml",
            """
            spin_manifest_version = 2
            application = { name = "absent" }
            trigger.http = [{ route = "/...", component = "only" }]
            component.only = { source = "absent.wasm" }
            """);
    Session session = Session.run("serve", "--addr", "127.0.0.1:0", manifest);
    assertEquals(1, session.code());
    assertTrue(session.err().contains("absent.wasm"), session.err());
  }

  /** A manifest is read again, too: routes come and go without a restart. */
  @Test
  void followsAManifestThatChanges() throws IOException {
    String before =
        """
        spin_manifest_version = 2
        application = { name = "changing" }
        trigger.http = [{ route = "/one", component = "only" }]
        component.only = { source = "probe.wasm" }
        """;
    String manifest = manifest("changing.toml", before);
    try (Serving served = Serving.start("--watch", manifest)) {
      assertEquals("/one", served.get("/one").body());
      Files.writeString(Path.of(manifest), before.replace("{ route", "{ rute"));
      served.await(text -> text.contains("unknown key `trigger.http.rute`"));
      assertEquals("/one", served.get("/one").body());
      Files.writeString(
          Path.of(manifest), before.replace("/one", "/two").replace("version = 2", "version =  2"));
      served.await(text -> text.contains("serving the component anew"));
      assertEquals("/two", served.get("/two").body());
      assertEquals(404, served.get("/one").statusCode());
    }
  }
}
