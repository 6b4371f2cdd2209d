package dev.witj.wasi.http;

import dev.witj.diagnostics.DiagnosticException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Reads certificates and keys as people have them: PEM files, or a key store. */
final class TlsFiles {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN ([A-Z ]*)PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END");

  private TlsFiles() {}

  static SslContextFactory.Server load(HttpServerOptions.Tls tls) {
    SslContextFactory.Server factory = new SslContextFactory.Server();
    factory.setKeyStore(tls.key().isPresent() ? pair(tls, tls.key().get()) : store(tls));
    factory.setKeyStorePassword(tls.key().isPresent() ? "" : tls.password());
    return factory;
  }

  private static KeyStore store(HttpServerOptions.Tls tls) {
    if (!Files.exists(tls.certificates())) {
      throw missing(tls.certificates());
    }
    try {
      return KeyStore.getInstance(tls.certificates().toFile(), tls.password().toCharArray());
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw HttpCode.KEY_STORE
          .error(tls.certificates(), String.valueOf(e.getMessage()))
          .help("check the file and its password, or give the certificate and its key as PEM files")
          .toException();
    }
  }

  private static KeyStore pair(HttpServerOptions.Tls tls, Path keyFile) {
    List<Certificate> chain = certificates(tls.certificates());
    PrivateKey key = key(keyFile);
    PublicKey certified = chain.getFirst().getPublicKey();
    if (!key.getAlgorithm().equals(certified.getAlgorithm()) || !matches(key, certified)) {
      throw HttpCode.OTHER_KEY
          .error(keyFile, tls.certificates())
          .help("the first certificate in the file must be the server's own")
          .toException();
    }
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("server", key, new char[0], chain.toArray(Certificate[]::new));
      return store;
    } catch (IOException | GeneralSecurityException e) {
      throw HttpCode.TLS.error(String.valueOf(e.getMessage())).toException();
    }
  }

  private static List<Certificate> certificates(Path file) {
    try (InputStream in = new ByteArrayInputStream(read(file))) {
      List<Certificate> all =
          List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(in));
      if (!all.isEmpty()) {
        return all;
      }
    } catch (IOException | GeneralSecurityException e) {
      // It is said below.
    }
    throw HttpCode.NO_CERTIFICATE
        .error(file)
        .help("a PEM file has `-----BEGIN CERTIFICATE-----` in it")
        .toException();
  }

  private static PrivateKey key(Path file) {
    Matcher matcher = KEY.matcher(new String(read(file), StandardCharsets.ISO_8859_1));
    if (matcher.find() && matcher.group(1).isEmpty()) {
      byte[] bytes = Base64.getMimeDecoder().decode(matcher.group(2));
      for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
        try {
          return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes));
        } catch (GeneralSecurityException e) {
          // Perhaps it is of the next kind.
        }
      }
    }
    throw HttpCode.NO_KEY
        .error(file)
        .help("`openssl pkcs8 -topk8 -nocrypt -in " + file + "` makes one of it")
        .toException();
  }

  private static boolean matches(PrivateKey key, PublicKey certified) {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        };
    try {
      byte[] text = {1, 2, 3};
      Signature signing = Signature.getInstance(algorithm);
      signing.initSign(key);
      signing.update(text);
      Signature checking = Signature.getInstance(algorithm);
      checking.initVerify(certified);
      checking.update(text);
      return checking.verify(signing.sign());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw missing(file);
    } catch (IOException e) {
      throw HttpCode.UNREADABLE.error(file, String.valueOf(e.getMessage())).toException();
    }
  }

  private static DiagnosticException missing(Path file) {
    return HttpCode.NO_FILE.error(file).toException();
  }
}
