package dev.witj.wasi.http;

import dev.witj.diagnostics.Code;

/** What can be wrong with a component that is to be served, or with how it is. */
public enum HttpCode implements Code {
  /** The component exports no {@code wasi:http/incoming-handler}. */
  NO_HANDLER(
      "`{}` exports neither `wasi:http/incoming-handler` nor `wasi:http/handler`, so it cannot be"
          + " served"),
  /** A route cannot be read. */
  BAD_ROUTE("`{}` is no route"),
  /** The address cannot be listened at. */
  ADDRESS("cannot listen at {}: {}"),
  /** Another process listens at the address. */
  ADDRESS_TAKEN("another process listens at {}"),
  /** A certificate or key cannot be used. */
  TLS("the key cannot be used: {}"),
  /** A key store that cannot be opened. */
  KEY_STORE("`{}` cannot be opened as a key store: {}"),
  /** A key and a certificate that do not belong together. */
  OTHER_KEY("`{}` is not the key of the certificate in `{}`"),
  /** A file without a certificate. */
  NO_CERTIFICATE("`{}` holds no certificate"),
  /** A file without a key that can be read. */
  NO_KEY("`{}` holds no key in PKCS #8 without a password"),
  /** A file with a key or certificate that cannot be read. */
  UNREADABLE("cannot read `{}`: {}"),
  /** A file with a key or certificate that is not there. */
  NO_FILE("there is no file `{}`");

  private final String template;

  HttpCode(String template) {
    this.template = template;
  }

  @Override
  public String template() {
    return template;
  }
}
