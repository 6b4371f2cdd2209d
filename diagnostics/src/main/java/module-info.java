/** See {@link dev.witj.diagnostics}. */
module dev.witj.diagnostics {
  requires static transitive org.jspecify;
  requires static com.fasterxml.jackson.core;

  exports dev.witj.diagnostics;
  exports dev.witj.names;
  exports dev.witj.types;
}
