/** See {@link dev.witj.wast}. */
module dev.witj.wast {
  requires static transitive org.jspecify;
  requires transitive dev.witj.wat;
  requires transitive dev.witj.binary;
  requires transitive dev.witj.diagnostics;
  requires dev.witj.engine;
  requires transitive dev.witj.runtime;
  requires static com.fasterxml.jackson.core;

  exports dev.witj.wast;
}
