/** See {@link dev.witj.bindgen}. */
module dev.witj.bindgen {
  requires static transitive org.jspecify;
  requires transitive dev.witj.wit;
  requires com.palantir.javapoet;
  requires java.compiler;

  exports dev.witj.bindgen;
}
