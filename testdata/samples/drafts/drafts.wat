;; Says what it is given of `wasi:config`, `wasi:keyvalue`, `wasi:logging` and the time zone, on
;; standard output as a program and in every answer as a service:
;;   greeting=VALUE   the setting `greeting`, or `none`
;;   visits=N         a number in the store without a name, which counts how often it was asked
;;   last=VALUE       what the one before left in this store, or `none`
;;   other=open       whether there is a store `other`; the number of an error if not
;;   offset=N         seconds to the east of Greenwich, in January 1970
;; It logs `starting` at the level debug, and `done` at the level warn.
(module
  (import "wasi:config/store@0.2.0-rc.1" "get" (func $config_get (param i32 i32 i32)))
  (import "wasi:keyvalue/store@0.2.0-draft2" "open" (func $open (param i32 i32 i32)))
  (import "wasi:keyvalue/store@0.2.0-draft2" "[method]bucket.get"
    (func $get (param i32 i32 i32 i32)))
  (import "wasi:keyvalue/store@0.2.0-draft2" "[method]bucket.exists"
    (func $exists (param i32 i32 i32 i32)))
  (import "wasi:keyvalue/store@0.2.0-draft2" "[resource-drop]bucket" (func $bucket_drop (param i32)))
  (import "wasi:keyvalue/atomics@0.2.0-draft2" "increment"
    (func $increment (param i32 i32 i32 i64 i32)))
  (import "wasi:keyvalue/batch@0.2.0-draft2" "set-many" (func $set_many (param i32 i32 i32 i32)))
  (import "wasi:keyvalue/batch@0.2.0-draft2" "delete-many"
    (func $delete_many (param i32 i32 i32 i32)))
  (import "wasi:logging/logging@0.1.0-draft" "log" (func $log (param i32 i32 i32 i32 i32)))
  (import "wasi:clocks/timezone@0.2.12" "utc-offset" (func $offset (param i64 i32) (result i32)))
  (import "wasi:cli/stdout@0.2.12" "get-stdout" (func $stdout (result i32)))
  (import "wasi:io/streams@0.2.12" "[method]output-stream.blocking-write-and-flush"
    (func $write (param i32 i32 i32 i32)))
  (import "wasi:io/streams@0.2.12" "[resource-drop]output-stream" (func $out_drop (param i32)))
  (import "wasi:http/types@0.2.12" "[constructor]fields" (func $fields_new (result i32)))
  (import "wasi:http/types@0.2.12" "[constructor]outgoing-response"
    (func $response_new (param i32) (result i32)))
  (import "wasi:http/types@0.2.12" "[method]outgoing-response.body"
    (func $response_body (param i32 i32)))
  (import "wasi:http/types@0.2.12" "[static]response-outparam.set"
    (func $outparam_set (param i32 i32 i32 i32 i64 i32 i32 i32 i32)))
  (import "wasi:http/types@0.2.12" "[method]outgoing-body.write" (func $body_write (param i32 i32)))
  (import "wasi:http/types@0.2.12" "[static]outgoing-body.finish"
    (func $body_finish (param i32 i32 i32 i32)))

  (memory (export "memory") 1)
  (data (i32.const 0) "greeting=")
  (data (i32.const 16) "visits=")
  (data (i32.const 32) "last=")
  (data (i32.const 48) "other=")
  (data (i32.const 64) "offset=")
  (data (i32.const 80) "none")
  (data (i32.const 96) "open")
  (data (i32.const 112) "error ")
  (data (i32.const 128) "starting")
  (data (i32.const 144) "done")
  (data (i32.const 160) "drafts")
  (data (i32.const 176) "gone")
  (data (i32.const 192) "\n-")
  (data (i32.const 208) "a value")
  ;; A list of two pairs: `last` with "a value", `gone` with `done`.
  (data (i32.const 224) "\20\00\00\00\04\00\00\00\d0\00\00\00\07\00\00\00")
  (data (i32.const 240) "\b0\00\00\00\04\00\00\00\90\00\00\00\04\00\00\00")
  ;; A list of one key, `gone`.
  (data (i32.const 256) "\b0\00\00\00\04\00\00\00")

  ;; Results are written at 1024, numbers as text end at 1100.
  (global $next (mut i32) (i32.const 8192))
  (global $out (mut i32) (i32.const 0))

  (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32)
    (local $at i32)
    (local.set $at (i32.and (i32.add (global.get $next) (i32.const 7)) (i32.const -8)))
    (global.set $next (i32.add (local.get $at) (local.get 3)))
    (if (i32.gt_u (global.get $next) (i32.const 65536)) (then (unreachable)))
    (local.get $at))

  (func $say (param $text i32) (param $length i32)
    (call $write (global.get $out) (local.get $text) (local.get $length) (i32.const 1048)))

  (func $end_line (call $say (i32.const 192) (i32.const 1)))

  (func $say_number (param $number i32)
    (local $at i32)
    (if (i32.lt_s (local.get $number) (i32.const 0))
      (then
        (call $say (i32.const 193) (i32.const 1))
        (local.set $number (i32.sub (i32.const 0) (local.get $number)))))
    (local.set $at (i32.const 1100))
    (loop $each
      (local.set $at (i32.sub (local.get $at) (i32.const 1)))
      (i32.store8 (local.get $at)
        (i32.add (i32.const 48) (i32.rem_u (local.get $number) (i32.const 10))))
      (local.set $number (i32.div_u (local.get $number) (i32.const 10)))
      (br_if $each (local.get $number)))
    (call $say (local.get $at) (i32.sub (i32.const 1100) (local.get $at))))

  ;; The number of the error that stands at 1028 or 1032.
  (func $say_error (param $at i32)
    (call $say (i32.const 112) (i32.const 6))
    (call $say_number (i32.load8_u (local.get $at))))

  ;; A result with an optional text, at 1024.
  (func $say_found
    (if (i32.load8_u (i32.const 1024))
      (then (call $say_error (i32.const 1028)))
      (else
        (if (i32.load8_u (i32.const 1028))
          (then (call $say (i32.load (i32.const 1032)) (i32.load (i32.const 1036))))
          (else (call $say (i32.const 80) (i32.const 4)))))))

  (func $said (param $level i32) (param $text i32) (param $length i32)
    (call $log (local.get $level) (i32.const 160) (i32.const 6)
      (local.get $text) (local.get $length)))

  (func $visit (param $bucket i32)
    ;; `visits` is the six bytes at 16.
    (call $increment (local.get $bucket) (i32.const 16) (i32.const 6) (i64.const 1)
      (i32.const 1024))
    (call $say (i32.const 16) (i32.const 7))
    (if (i32.load8_u (i32.const 1024))
      (then (call $say_error (i32.const 1032)))
      (else (call $say_number (i32.load (i32.const 1032)))))
    (call $end_line)
    (call $get (local.get $bucket) (i32.const 32) (i32.const 4) (i32.const 1024))
    (call $say (i32.const 32) (i32.const 5))
    (call $say_found)
    (call $end_line)
    (call $set_many (local.get $bucket) (i32.const 224) (i32.const 2) (i32.const 1024))
    (if (i32.load8_u (i32.const 1024)) (then (unreachable)))
    (call $delete_many (local.get $bucket) (i32.const 256) (i32.const 1) (i32.const 1024))
    (if (i32.load8_u (i32.const 1024)) (then (unreachable)))
    ;; Others are at the same store, and put `gone` back; nobody removes `last`.
    (call $exists (local.get $bucket) (i32.const 32) (i32.const 4) (i32.const 1024))
    (if (i32.load8_u (i32.const 1024)) (then (unreachable)))
    (if (i32.eqz (i32.load8_u (i32.const 1028))) (then (unreachable)))
    (call $bucket_drop (local.get $bucket)))

  (func $report
    (call $said (i32.const 1) (i32.const 128) (i32.const 8))
    ;; `greeting` is the eight bytes at 0.
    (call $config_get (i32.const 0) (i32.const 8) (i32.const 1024))
    (call $say (i32.const 0) (i32.const 9))
    (call $say_found)
    (call $end_line)
    (call $open (i32.const 0) (i32.const 0) (i32.const 1024))
    (if (i32.load8_u (i32.const 1024))
      (then
        (call $say (i32.const 16) (i32.const 7))
        (call $say_error (i32.const 1028))
        (call $end_line))
      (else (call $visit (i32.load (i32.const 1028)))))
    ;; `other` is the five bytes at 48.
    (call $open (i32.const 48) (i32.const 5) (i32.const 1024))
    (call $say (i32.const 48) (i32.const 6))
    (if (i32.load8_u (i32.const 1024))
      (then (call $say_error (i32.const 1028)))
      (else
        (call $bucket_drop (i32.load (i32.const 1028)))
        (call $say (i32.const 96) (i32.const 4))))
    (call $end_line)
    (call $say (i32.const 64) (i32.const 7))
    (call $say_number (call $offset (i64.const 0) (i32.const 0)))
    (call $end_line)
    (call $said (i32.const 3) (i32.const 144) (i32.const 4)))

  (func (export "wasi:cli/run@0.2.12#run") (result i32)
    (global.set $out (call $stdout))
    (call $report)
    (call $out_drop (global.get $out))
    (i32.const 0))

  (func (export "wasi:http/incoming-handler@0.2.12#handle") (param $request i32) (param $to i32)
    (local $response i32) (local $body i32)
    (local.set $response (call $response_new (call $fields_new)))
    (call $response_body (local.get $response) (i32.const 1024))
    (local.set $body (i32.load (i32.const 1028)))
    (call $outparam_set (local.get $to) (i32.const 0) (local.get $response)
      (i32.const 0) (i64.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0))
    (call $body_write (local.get $body) (i32.const 1024))
    (global.set $out (i32.load (i32.const 1028)))
    (call $report)
    (call $out_drop (global.get $out))
    (call $body_finish (local.get $body) (i32.const 0) (i32.const 0) (i32.const 1024))))
