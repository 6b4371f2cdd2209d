/** See {@link dev.witj.encode}. */
module dev.witj.encode {
  requires static transitive org.jspecify;
  requires transitive dev.witj.wit;
  requires transitive dev.witj.binary;

  exports dev.witj.encode;
}
