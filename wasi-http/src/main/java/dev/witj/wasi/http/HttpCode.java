package dev.witj.wasi.http;

import dev.witj.diagnostics.Code;

/** What can be wrong with a component that is to be served, or with how it is. */
public enum HttpCode implements Code {
  /** The component exports no {@code wasi:http/incoming-handler}. */
  NO_HANDLER,
  /** Two components are to answer the same paths. */
  DUPLICATE_ROUTE,
  /** A route cannot be read. */
  BAD_ROUTE,
  /** The address cannot be listened at. */
  ADDRESS,
  /** A certificate or key cannot be used. */
  TLS
}
