/** See {@link dev.witj.binary}. */
module dev.witj.binary {
  requires static transitive org.jspecify;
  requires transitive dev.witj.diagnostics;
  requires static com.fasterxml.jackson.core;

  exports dev.witj.binary;
  exports dev.witj.binary.component;
  exports dev.witj.binary.core;
  exports dev.witj.binary.debug;
  exports dev.witj.binary.internal to
      dev.witj.inspect,
      dev.witj.runtime;
  exports dev.witj.binary.internal.component to
      dev.witj.compose;
  exports dev.witj.binary.internal.core to
      dev.witj.compose,
      dev.witj.inspect,
      dev.witj.wat;
}
