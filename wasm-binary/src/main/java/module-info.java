/** See {@link dev.witj.binary}. */
module dev.witj.binary {
  requires static transitive org.jspecify;
  requires transitive dev.witj.diagnostics;

  exports dev.witj.binary;
  exports dev.witj.binary.component;
  exports dev.witj.binary.core;
}
