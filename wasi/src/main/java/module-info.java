/** See {@link dev.witj.wasi}. */
module dev.witj.wasi {
  requires static transitive org.jspecify;
  requires transitive dev.witj.runtime;

  exports dev.witj.wasi;
}
