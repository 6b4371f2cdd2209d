/** See {@link dev.witj.wasi}. */
module dev.witj.wasi {
  requires static transitive org.jspecify;
  requires transitive dev.witj.runtime;
  requires jdk.net;

  exports dev.witj.wasi;
  exports dev.witj.wasi.net;
}
