/** See {@link dev.witj.compose}. */
module dev.witj.compose {
  requires static transitive org.jspecify;
  requires transitive dev.witj.encode;

  exports dev.witj.compose;
}
