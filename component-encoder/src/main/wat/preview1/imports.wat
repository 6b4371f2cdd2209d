  ;; What the adapter needs of the module that it serves and of every host.
  (import "env" "memory" (memory $guest 0))
  (import "wasi:cli/environment@0.2.0" "get-arguments" (func $get-arguments (param i32)))
  (import "wasi:cli/environment@0.2.0" "get-environment" (func $get-environment (param i32)))
  (import "wasi:cli/stdin@0.2.0" "get-stdin" (func $get-stdin (result i32)))
  (import "wasi:cli/stdout@0.2.0" "get-stdout" (func $get-stdout (result i32)))
  (import "wasi:cli/stderr@0.2.0" "get-stderr" (func $get-stderr (result i32)))
  (import "wasi:clocks/monotonic-clock@0.2.0" "now" (func $monotonic.now (result i64)))
  (import "wasi:clocks/monotonic-clock@0.2.0" "resolution" (func $monotonic.resolution (result i64)))
  (import "wasi:clocks/monotonic-clock@0.2.0" "subscribe-duration"
    (func $subscribe-duration (param i64) (result i32)))
  (import "wasi:clocks/wall-clock@0.2.0" "now" (func $wall.now (param i32)))
  (import "wasi:clocks/wall-clock@0.2.0" "resolution" (func $wall.resolution (param i32)))
  (import "wasi:io/error@0.2.0" "[resource-drop]error" (func $error.drop (param i32)))
  (import "wasi:io/poll@0.2.0" "[resource-drop]pollable" (func $pollable.drop (param i32)))
  (import "wasi:io/poll@0.2.0" "[method]pollable.block" (func $pollable.block (param i32)))
  (import "wasi:io/poll@0.2.0" "[method]pollable.ready" (func $pollable.ready (param i32) (result i32)))
  (import "wasi:io/poll@0.2.0" "poll" (func $poll (param i32 i32 i32)))
  (import "wasi:io/streams@0.2.0" "[resource-drop]input-stream" (func $input.drop (param i32)))
  (import "wasi:io/streams@0.2.0" "[method]input-stream.blocking-read"
    (func $input.blocking-read (param i32 i64 i32)))
  (import "wasi:io/streams@0.2.0" "[method]input-stream.subscribe"
    (func $input.subscribe (param i32) (result i32)))
  (import "wasi:io/streams@0.2.0" "[resource-drop]output-stream" (func $output.drop (param i32)))
  (import "wasi:io/streams@0.2.0" "[method]output-stream.check-write"
    (func $output.check-write (param i32 i32)))
  (import "wasi:io/streams@0.2.0" "[method]output-stream.write"
    (func $output.write (param i32 i32 i32 i32)))
  (import "wasi:io/streams@0.2.0" "[method]output-stream.blocking-flush"
    (func $output.blocking-flush (param i32 i32)))
  (import "wasi:io/streams@0.2.0" "[method]output-stream.subscribe"
    (func $output.subscribe (param i32) (result i32)))
  (import "wasi:random/random@0.2.0" "get-random-bytes" (func $get-random-bytes (param i64 i32)))
