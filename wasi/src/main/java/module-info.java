/** See {@link dev.witj.wasi}. */
module dev.witj.wasi {
  requires static transitive org.jspecify;
  requires transitive dev.witj.runtime;
  requires com.h2database.mvstore;
  requires jdk.net;

  exports dev.witj.wasi;
  exports dev.witj.wasi.net;
  exports dev.witj.wasi.store;
  exports dev.witj.wasi.internal to
      dev.witj.wasi.http;
  exports dev.witj.wasi.internal.io to
      dev.witj.wasi.http;
  exports dev.witj.wasi.internal.net to
      dev.witj.wasi.http;
  exports dev.witj.wasi.io to
      dev.witj.wasi.http;
  exports dev.witj.wasi.clocks to
      dev.witj.wasi.http;
  exports dev.witj.wasi.clocks.v0_3 to
      dev.witj.wasi.http;
  exports dev.witj.wasi.internal.v0_3 to
      dev.witj.wasi.http;
}
