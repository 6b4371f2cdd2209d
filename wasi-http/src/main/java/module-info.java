/**
 * {@code wasi:http} 0.2 and 0.3 for components: what they ask of others, and what they answer.
 *
 * <p>A component that exports a handler is linked once to an {@link
 * dev.witj.wasi.http.HttpComponent}, which can be called without a server; {@link
 * dev.witj.wasi.http.HttpApp} says with which limits and rights its instances are made and how
 * often one is used, {@link dev.witj.wasi.http.HttpRoutes} which of several components is asked.
 * These are served by {@link dev.witj.wasi.http.HttpServer}, or by {@link
 * dev.witj.wasi.http.HttpGuestHandler} in a Jetty of one's own. The component, the server and the
 * handler show examples.
 *
 * <p>{@link dev.witj.wasi.http.WasiHttp} serves the imports alone, for components that send
 * requests and answer none. What may be reached is said by {@code Wasi}.
 *
 * <p>How: {@code exchange} holds one request with its bodies as bounded streams, without any guest
 * or server; {@code internal} is the host's side of both versions of {@code wasi:http} over it;
 * {@code jetty} alone knows who carries the bytes.
 */
module dev.witj.wasi.http {
  requires static transitive org.jspecify;
  requires transitive dev.witj.wasi;
  requires transitive org.eclipse.jetty.server;
  requires org.eclipse.jetty.client;
  requires org.eclipse.jetty.http2.server;
  requires org.eclipse.jetty.alpn.server;

  exports dev.witj.wasi.http;
}
