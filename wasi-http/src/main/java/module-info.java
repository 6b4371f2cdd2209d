/** See {@link dev.witj.wasi.http}. */
module dev.witj.wasi.http {
  requires static transitive org.jspecify;
  requires transitive dev.witj.wasi;
  requires transitive org.eclipse.jetty.server;
  requires org.eclipse.jetty.client;
  requires org.eclipse.jetty.http2.server;
  requires org.eclipse.jetty.alpn.server;

  exports dev.witj.wasi.http;
}
