/** See {@link dev.witj.wit}. */
module dev.witj.wit {
  requires static transitive org.jspecify;
  requires transitive dev.witj.diagnostics;
  requires org.antlr.antlr4.runtime;
  requires com.fasterxml.jackson.core;

  exports dev.witj.wit;
}
