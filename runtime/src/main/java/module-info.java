/** See {@link dev.witj.runtime}. */
module dev.witj.runtime {
  requires static transitive org.jspecify;
  requires transitive dev.witj.binary;
  requires transitive dev.witj.diagnostics;
  requires dev.witj.engine;

  exports dev.witj.runtime;
  exports dev.witj.runtime.wave;
  exports dev.witj.runtime.async;
  exports dev.witj.runtime.bind;
  exports dev.witj.runtime.value;
  exports dev.witj.runtime.internal to
      dev.witj.cli,
      dev.witj.wasi,
      dev.witj.wasi.http,
      dev.witj.wast;
  exports dev.witj.runtime.internal.core to
      dev.witj.wast;
}
