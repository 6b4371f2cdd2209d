/** See {@link dev.witj.engine}. */
module dev.witj.engine {
  requires static transitive org.jspecify;
  requires transitive dev.witj.binary;
  requires transitive dev.witj.diagnostics;

  exports dev.witj.engine;
}
