;; Asks two parts what they are given, and answers with that.
(module
  (import "test:rights/db" "ask" (func $db (param i32)))
  (import "test:rights/api" "ask" (func $api (param i32)))
  (import "test:rights/db" "lend" (func $lend (param i32)))
  (import "test:rights/api" "look" (func $look (param i32) (result i32)))
  (import "wasi:http/types@0.2.12" "[constructor]fields" (func $fields (result i32)))
  (import "wasi:http/types@0.2.12" "[constructor]outgoing-response"
    (func $response (param i32) (result i32)))
  (import "wasi:http/types@0.2.12" "[method]outgoing-response.body" (func $body (param i32 i32)))
  (import "wasi:http/types@0.2.12" "[static]response-outparam.set"
    (func $answer (param i32 i32 i32 i32 i64 i32 i32 i32 i32)))
  (import "wasi:http/types@0.2.12" "[method]outgoing-body.write" (func $stream (param i32 i32)))
  (import "wasi:http/types@0.2.12" "[static]outgoing-body.finish"
    (func $finish (param i32 i32 i32 i32)))
  (import "wasi:io/streams@0.2.12" "[method]output-stream.blocking-write-and-flush"
    (func $write (param i32 i32 i32 i32)))
  (import "wasi:io/streams@0.2.12" "[resource-drop]output-stream" (func $close (param i32)))

  (memory (export "memory") 1)
  (data (i32.const 0) "db 0000 api 0000 look -")

  (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) unreachable)

  ;; Writes four figures as digits.
  (func $digits (param $at i32) (param $figures i32)
    (local $i i32)
    (loop $next
      (i32.store8
        (i32.add (local.get $at) (local.get $i))
        (i32.add
          (i32.const 48)
          (i32.load (i32.add (local.get $figures) (i32.shl (local.get $i) (i32.const 2))))))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $i) (i32.const 4)))))

  (func $report (export "test:rights/report#report") (result i32)
    (call $db (i32.const 64))
    (call $digits (i32.const 3) (i32.const 64))
    (call $api (i32.const 64))
    (call $digits (i32.const 12) (i32.const 64))
    (call $lend (i32.const 64))
    (if (i32.load8_u (i32.const 64))
      (then
        (i32.store8
          (i32.const 22)
          (i32.add (i32.const 48) (call $look (i32.load (i32.const 68)))))))
    (i32.store (i32.const 100) (i32.const 23))
    (i32.const 96))

  (func (export "wasi:http/incoming-handler@0.2.12#handle") (param $request i32) (param $out i32)
    (local $response i32)
    (local $body i32)
    (local $stream i32)
    (drop (call $report))
    (local.set $response (call $response (call $fields)))
    (call $body (local.get $response) (i32.const 64))
    (local.set $body (i32.load (i32.const 68)))
    (call $answer
      (local.get $out) (i32.const 0) (local.get $response)
      (i32.const 0) (i64.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0))
    (call $stream (local.get $body) (i32.const 64))
    (local.set $stream (i32.load (i32.const 68)))
    (call $write (local.get $stream) (i32.const 0) (i32.const 23) (i32.const 64))
    (call $close (local.get $stream))
    (call $finish (local.get $body) (i32.const 0) (i32.const 0) (i32.const 64))))
