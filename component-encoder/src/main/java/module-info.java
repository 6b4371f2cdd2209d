/** See {@link dev.witj.encode}. */
module dev.witj.encode {
  requires static transitive org.jspecify;
  requires transitive dev.witj.wit;
  requires transitive dev.witj.binary;
  requires com.fasterxml.jackson.core;

  exports dev.witj.encode;
}
