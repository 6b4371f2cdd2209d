package dev.witj.wasi.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.diagnostics.DiagnosticException;
import dev.witj.runtime.StoreLimits;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Certificates as people have them, right and wrong. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TlsTest {
  private static final String PASSWORD = "secret";

  @TempDir private static Path temporary = Path.of("");

  @BeforeAll
  void make() throws Exception {
    make("ec", "EC");
    make("other", "EC");
    make("rsa", "RSA");
  }

  /** A key store, and the same as two PEM files. */
  private static void make(String name, String algorithm) throws Exception {
    Path store = temporary.resolve(name + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                algorithm,
                "-dname",
                "CN=localhost",
                "-ext",
                "san=ip:127.0.0.1",
                "-validity",
                "10",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, keytool.waitFor(), said);
    KeyStore made = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    pem(name + ".crt", "CERTIFICATE", made.getCertificate("server").getEncoded());
    pem(name + ".key", "PRIVATE KEY", made.getKey("server", PASSWORD.toCharArray()).getEncoded());
  }

  private static void pem(String name, String kind, byte[] content) throws IOException {
    Files.writeString(
        temporary.resolve(name),
        "-----BEGIN %s-----%n%s%n-----END %s-----%n"
            .formatted(kind, Base64.getMimeEncoder().encodeToString(content), kind));
  }

  private static HttpServerOptions.Tls pair(String certificate, String key) {
    return new HttpServerOptions.Tls(
        temporary.resolve(certificate), Optional.of(temporary.resolve(key)), "");
  }

  private static HttpServerOptions.Tls store(String file, String password) {
    return new HttpServerOptions.Tls(temporary.resolve(file), Optional.empty(), password);
  }

  private static Served start(HttpServerOptions.Tls tls) {
    return Served.start(
        Served.app(Served.probe(), StoreLimits.defaults(), 1, wasi -> wasi),
        HttpServerOptions.defaults().withTls(tls));
  }

  /** A client that trusts this certificate and no other. */
  private static HttpClient trusting(String name, HttpClient.Version version) throws Exception {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(
        KeyStore.getInstance(temporary.resolve(name + ".p12").toFile(), PASSWORD.toCharArray()));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(context).version(version).build();
  }

  private static void answers(HttpServerOptions.Tls tls, String name) throws Exception {
    try (Served served = start(tls)) {
      for (HttpClient.Version version : HttpClient.Version.values()) {
        if (version == HttpClient.Version.HTTP_1_1 || version == HttpClient.Version.HTTP_2) {
          try (HttpClient client = trusting(name, version)) {
            var request =
                HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + served.port() + "/tls"));
            var answer = client.send(request.build(), BodyHandlers.ofString());
            assertEquals("/tls", answer.body());
            assertEquals(version, answer.version());
          }
        }
      }
      // Without TLS nobody is answered, and the server lives on.
      assertThrows(java.io.UncheckedIOException.class, () -> served.get("/plain"));
      try (HttpClient stranger =
          trusting(name.equals("other") ? "ec" : "other", HttpClient.Version.HTTP_1_1)) {
        assertThrows(
            IOException.class,
            () ->
                stranger.send(
                    HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + served.port() + "/"))
                        .build(),
                    BodyHandlers.ofString()));
      }
    }
  }

  @Test
  void takesPemFiles() throws Exception {
    answers(pair("ec.crt", "ec.key"), "ec");
    answers(pair("rsa.crt", "rsa.key"), "rsa");
  }

  @Test
  void takesKeyStores() throws Exception {
    answers(store("ec.p12", PASSWORD), "ec");
  }

  /** The client goes away behind TLS, too. */
  @Test
  void callsOffGuestsWhoseClientsGoAway() throws Exception {
    try (Served served = start(pair("ec.crt", "ec.key"))) {
      try (HttpClient client = trusting("ec", HttpClient.Version.HTTP_1_1)) {
        var sleeping =
            client.sendAsync(
                HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + served.port() + "/sleep"))
                    .build(),
                BodyHandlers.ofString());
        while (served.server.handler().busy() == 0) {
          Thread.sleep(5);
        }
        assertTrue(sleeping.cancel(true));
        while (served.server.handler().busy() > 0) {
          Thread.sleep(5);
        }
      }
    }
  }

  @Test
  void saysWhatIsWrongWithFiles() throws Exception {
    Files.writeString(temporary.resolve("empty.pem"), "");
    Files.writeString(
        temporary.resolve("old.key"),
        Files.readString(temporary.resolve("rsa.key")).replace("PRIVATE KEY", "RSA PRIVATE KEY"));
    Files.writeString(
        temporary.resolve("broken.key"),
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
    refused(
        pair("ec.crt", "other.key"),
        "`%/other.key` is not the key of the certificate in `%/ec.crt`");
    refused(
        pair("ec.crt", "rsa.key"), "`%/rsa.key` is not the key of the certificate in `%/ec.crt`");
    refused(pair("ec.key", "ec.key"), "`%/ec.key` holds no certificate");
    refused(pair("empty.pem", "ec.key"), "`%/empty.pem` holds no certificate");
    refused(pair("ec.crt", "ec.crt"), "`%/ec.crt` holds no key in PKCS #8 without a password");
    refused(pair("rsa.crt", "old.key"), "`%/old.key` holds no key in PKCS #8 without a password");
    refused(
        pair("rsa.crt", "broken.key"), "`%/broken.key` holds no key in PKCS #8 without a password");
    refused(pair("none.crt", "ec.key"), "there is no file `%/none.crt`");
    refused(pair("ec.crt", "none.key"), "there is no file `%/none.key`");
    refused(store("none.p12", PASSWORD), "there is no file `%/none.p12`");
    refused(
        store("ec.p12", "wrong"),
        "`%/ec.p12` cannot be opened as a key store: keystore password was incorrect");
    refused(
        store("ec.crt", PASSWORD),
        "`%/ec.crt` cannot be opened as a key store: Unrecognized keystore format");
  }

  private static void refused(HttpServerOptions.Tls tls, String message)
      throws GeneralSecurityException {
    DiagnosticException refused =
        assertThrows(DiagnosticException.class, () -> start(tls).close(), message);
    assertInstanceOf(HttpCode.class, refused.diagnostics().getFirst().code());
    String said = refused.diagnostics().getFirst().message();
    String wanted = message.replace("%", temporary.toString());
    assertTrue(said.startsWith(wanted), said);
  }
}
