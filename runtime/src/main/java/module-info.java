/** See {@link dev.witj.runtime}. */
module dev.witj.runtime {
  requires static transitive org.jspecify;
  requires transitive dev.witj.binary;
  requires transitive dev.witj.diagnostics;

  exports dev.witj.runtime;
  exports dev.witj.runtime.bind;
}
