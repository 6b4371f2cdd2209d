package dev.witj.benchmarks;

import dev.witj.binary.ByteSlice;
import dev.witj.diagnostics.Source;
import dev.witj.encode.ComponentEncoder;
import dev.witj.encode.WorldEmbedder;
import dev.witj.wat.WatAssembler;
import dev.witj.wit.ParsedWit;
import dev.witj.wit.WitParser;

/**
 * A service that greets and can do nothing else, written by hand as a C compiler would write it: no
 * allocator, no table, two pages of memory. It shows what an answer takes without what a guest's
 * language brings along.
 */
final class SmallService {
  private static final String WIT =
      """
      package bench:hello;
      world hello {
        import wasi:http/types@0.2.12;
        import wasi:io/streams@0.2.12;
        export wasi:http/incoming-handler@0.2.12;
      }
      """;

  private static final String CODE =
      """
      (module
        (import "wasi:http/types@0.2.12" "[constructor]fields" (func $fields (result i32)))
        (import "wasi:http/types@0.2.12" "[constructor]outgoing-response"
          (func $response (param i32) (result i32)))
        (import "wasi:http/types@0.2.12" "[method]outgoing-response.body"
          (func $body (param i32 i32)))
        (import "wasi:http/types@0.2.12" "[method]outgoing-body.write"
          (func $write (param i32 i32)))
        (import "wasi:http/types@0.2.12" "[static]outgoing-body.finish"
          (func $finish (param i32 i32 i32 i32)))
        (import "wasi:http/types@0.2.12" "[static]response-outparam.set"
          (func $set (param i32 i32 i32 i32 i64 i32 i32 i32 i32)))
        (import "wasi:io/streams@0.2.12" "[method]output-stream.blocking-write-and-flush"
          (func $say (param i32 i32 i32 i32)))
        (import "wasi:io/streams@0.2.12" "[resource-drop]output-stream"
          (func $drop (param i32)))
        (import "wasi:http/types@0.2.12" "[resource-drop]incoming-request"
          (func $leave (param i32)))
        (memory (export "memory") 2)
        (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) (unreachable))
        (data (i32.const 64) "Hello from a small component!")
        (func (export "wasi:http/incoming-handler@0.2.12#handle") (param $request i32) (param $out i32)
          (local $response i32) (local $body i32) (local $stream i32)
          (call $leave (local.get $request))
          (local.set $response (call $response (call $fields)))
          (call $body (local.get $response) (i32.const 0))
          (local.set $body (i32.load (i32.const 4)))
          (call $set (local.get $out) (i32.const 0) (local.get $response) (i32.const 0)
            (i64.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0))
          (call $write (local.get $body) (i32.const 0))
          (local.set $stream (i32.load (i32.const 4)))
          (call $say (local.get $stream) (i32.const 64) (i32.const 29) (i32.const 0))
          (call $drop (local.get $stream))
          (call $finish (local.get $body) (i32.const 0) (i32.const 0) (i32.const 0))))
      """;

  private SmallService() {}

  /** The component. */
  static byte[] component() {
    byte[] core = WatAssembler.assemble(Source.text("hello.wat", CODE));
    ParsedWit wit = new WitParser().parseText("hello.wit", WIT);
    WorldEmbedder embedder = WorldEmbedder.of(wit.resolve(), wit.world());
    return ComponentEncoder.of(ByteSlice.of(embedder.embed(ByteSlice.of(core)))).encode();
  }
}
