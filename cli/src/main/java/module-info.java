/** See {@link dev.witj.cli}. */
module dev.witj.cli {
  requires static transitive org.jspecify;
  requires transitive dev.witj.wasi;
  requires transitive dev.witj.wast;
  requires transitive dev.witj.inspect;
  requires transitive dev.witj.compose;
  requires transitive dev.witj.bindgen;
  requires dev.witj.wasi.http;
  requires info.picocli;
  requires jdk.httpserver;
  requires jdk.unsupported;

  opens dev.witj.cli to
      info.picocli;

  requires com.fasterxml.jackson.databind;
  requires com.fasterxml.jackson.dataformat.toml;
}
