/** See {@link dev.witj.wat}. */
module dev.witj.wat {
  requires static transitive org.jspecify;
  requires transitive dev.witj.diagnostics;
  requires transitive dev.witj.binary;

  exports dev.witj.wat;
}
