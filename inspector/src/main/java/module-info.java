/** See {@link dev.witj.inspect}. */
module dev.witj.inspect {
  requires static transitive org.jspecify;
  requires transitive dev.witj.wat;
  requires transitive dev.witj.encode;
  requires static com.fasterxml.jackson.core;

  exports dev.witj.inspect;
}
