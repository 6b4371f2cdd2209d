;; A service that shows what it is given, and misbehaves as it is asked to:
;;   /env        its variables, a line each
;;   /file       `note.txt` of each folder
;;   /fetch/HOST asks HOST for `/`; the status, or the number of the error
;;   /print      a line on standard output
;;   /trailers   the trailers of the request, as trailers of the answer behind "ok"
;;   /count      how many requests this instance answered
;;   /slow       answers after 1.5 s
;;   /sleep      does not answer for an hour, but waits
;;   /spin       computes for ever
;;   /silent     returns without an answer
;;   /trap       traps before it answers
;;   /half       begins an answer, and traps
;;   /broken     announces 10 bytes, writes 4, and drops the body
;;   /endless    writes for ever, and says on standard output when it cannot any more
;;   /wide       answers with 200 headers
;; and answers its path to all others. What stands behind `/b` is asked for without it, too.
(module
  (import "wasi:http/types@0.2.12" "[method]incoming-request.path-with-query"
    (func $path_with_query (param i32 i32)))
  (import "wasi:http/types@0.2.12" "[method]incoming-request.consume"
    (func $consume (param i32 i32)))
  (import "wasi:http/types@0.2.12" "[method]incoming-body.stream" (func $in_stream (param i32 i32)))
  (import "wasi:http/types@0.2.12" "[static]incoming-body.finish"
    (func $in_finish (param i32) (result i32)))
  (import "wasi:http/types@0.2.12" "[method]future-trailers.subscribe"
    (func $trailers_subscribe (param i32) (result i32)))
  (import "wasi:http/types@0.2.12" "[method]future-trailers.get"
    (func $trailers_get (param i32 i32)))
  (import "wasi:http/types@0.2.12" "[constructor]fields" (func $fields_new (result i32)))
  (import "wasi:http/types@0.2.12" "[method]fields.clone"
    (func $fields_clone (param i32) (result i32)))
  (import "wasi:http/types@0.2.12" "[method]fields.append"
    (func $fields_append (param i32 i32 i32 i32 i32 i32)))
  (import "wasi:http/types@0.2.12" "[constructor]outgoing-response"
    (func $response_new (param i32) (result i32)))
  (import "wasi:http/types@0.2.12" "[method]outgoing-response.body"
    (func $response_body (param i32 i32)))
  (import "wasi:http/types@0.2.12" "[static]response-outparam.set"
    (func $outparam_set (param i32 i32 i32 i32 i64 i32 i32 i32 i32)))
  (import "wasi:http/types@0.2.12" "[method]outgoing-body.write" (func $body_write (param i32 i32)))
  (import "wasi:http/types@0.2.12" "[static]outgoing-body.finish"
    (func $body_finish (param i32 i32 i32 i32)))
  (import "wasi:http/types@0.2.12" "[resource-drop]outgoing-body" (func $body_drop (param i32)))
  (import "wasi:http/types@0.2.12" "[constructor]outgoing-request"
    (func $request_new (param i32) (result i32)))
  (import "wasi:http/types@0.2.12" "[method]outgoing-request.set-authority"
    (func $set_authority (param i32 i32 i32 i32) (result i32)))
  (import "wasi:http/types@0.2.12" "[method]outgoing-request.set-path-with-query"
    (func $set_path (param i32 i32 i32 i32) (result i32)))
  (import "wasi:http/types@0.2.12" "[method]outgoing-request.set-scheme"
    (func $set_scheme (param i32 i32 i32 i32 i32) (result i32)))
  (import "wasi:http/types@0.2.12" "[method]future-incoming-response.subscribe"
    (func $response_subscribe (param i32) (result i32)))
  (import "wasi:http/types@0.2.12" "[method]future-incoming-response.get"
    (func $response_get (param i32 i32)))
  (import "wasi:http/types@0.2.12" "[method]incoming-response.status"
    (func $response_status (param i32) (result i32)))
  (import "wasi:http/outgoing-handler@0.2.12" "handle" (func $send (param i32 i32 i32 i32)))
  (import "wasi:io/poll@0.2.12" "[method]pollable.block" (func $block (param i32)))
  (import "wasi:io/poll@0.2.12" "[resource-drop]pollable" (func $pollable_drop (param i32)))
  (import "wasi:io/streams@0.2.12" "[method]output-stream.blocking-write-and-flush"
    (func $write (param i32 i32 i32 i32)))
  (import "wasi:io/streams@0.2.12" "[resource-drop]output-stream" (func $out_drop (param i32)))
  (import "wasi:io/streams@0.2.12" "[method]input-stream.blocking-read"
    (func $read (param i32 i64 i32)))
  (import "wasi:io/streams@0.2.12" "[resource-drop]input-stream" (func $in_drop (param i32)))
  (import "wasi:clocks/monotonic-clock@0.2.12" "subscribe-duration"
    (func $after (param i64) (result i32)))
  (import "wasi:cli/stdout@0.2.12" "get-stdout" (func $stdout (result i32)))
  (import "wasi:cli/environment@0.2.12" "get-environment" (func $environment (param i32)))
  (import "wasi:filesystem/preopens@0.2.12" "get-directories" (func $directories (param i32)))
  (import "wasi:filesystem/types@0.2.12" "[method]descriptor.open-at"
    (func $open_at (param i32 i32 i32 i32 i32 i32 i32)))
  (import "wasi:filesystem/types@0.2.12" "[method]descriptor.read"
    (func $file_read (param i32 i64 i64 i32)))

  (memory (export "memory") 2)
  (data (i32.const 0) "/env")
  (data (i32.const 16) "/file")
  (data (i32.const 32) "/fetch/")
  (data (i32.const 48) "/print")
  (data (i32.const 64) "/trailers")
  (data (i32.const 80) "/count")
  (data (i32.const 96) "/slow")
  (data (i32.const 112) "/sleep")
  (data (i32.const 128) "/spin")
  (data (i32.const 144) "/silent")
  (data (i32.const 160) "/trap")
  (data (i32.const 176) "/half")
  (data (i32.const 192) "/broken")
  (data (i32.const 208) "/endless")
  (data (i32.const 224) "/wide")
  (data (i32.const 240) "/b/")
  (data (i32.const 256) "note.txt")
  (data (i32.const 272) "=\n")
  (data (i32.const 288) "ok\n")
  (data (i32.const 304) "error ")
  (data (i32.const 320) "over\n")
  (data (i32.const 336) "content-length10")
  (data (i32.const 352) "x-wide")
  (data (i32.const 368) "printed ")

  ;; Results are written at 1024, numbers as text end at 1100; a page of zeros begins at 8192.
  (global $next (mut i32) (i32.const 16384))
  (global $count (mut i32) (i32.const 0))
  (global $path (mut i32) (i32.const 0))
  (global $path_length (mut i32) (i32.const 0))
  (global $outparam (mut i32) (i32.const 0))
  (global $headers (mut i32) (i32.const 0))
  (global $body (mut i32) (i32.const 0))
  (global $out (mut i32) (i32.const 0))
  (global $over (mut i32) (i32.const 0))

  (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32)
    (local $at i32)
    (local.set $at (i32.and (i32.add (global.get $next) (i32.const 7)) (i32.const -8)))
    (global.set $next (i32.add (local.get $at) (local.get 3)))
    (block $fits
      (br_if $fits
        (i32.le_u (global.get $next) (i32.mul (memory.size) (i32.const 65536))))
      (br_if $fits
        (i32.ne
          (memory.grow (i32.add (i32.const 1) (i32.div_u (local.get 3) (i32.const 65536))))
          (i32.const -1)))
      (unreachable))
    (local.get $at))

  ;; Whether the path begins with these bytes.
  (func $is (param $text i32) (param $length i32) (result i32)
    (if (i32.lt_u (global.get $path_length) (local.get $length)) (then (return (i32.const 0))))
    (loop $each
      (local.set $length (i32.sub (local.get $length) (i32.const 1)))
      (if
        (i32.ne
          (i32.load8_u (i32.add (local.get $text) (local.get $length)))
          (i32.load8_u (i32.add (global.get $path) (local.get $length))))
        (then (return (i32.const 0))))
      (br_if $each (local.get $length)))
    (i32.const 1))

  ;; The field `ok` of a result at 1024 whose payload has an alignment of 4.
  (func $ok (result i32)
    (if (i32.load8_u (i32.const 1024)) (then (unreachable)))
    (i32.load (i32.const 1028)))

  ;; Begins to answer with the headers that were gathered.
  (func $answer
    (local $response i32)
    (local.set $response (call $response_new (global.get $headers)))
    (call $response_body (local.get $response) (i32.const 1024))
    (global.set $body (call $ok))
    (call $outparam_set (global.get $outparam) (i32.const 0) (local.get $response)
      (i32.const 0) (i64.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0))
    (call $body_write (global.get $body) (i32.const 1024))
    (global.set $out (call $ok)))

  ;; Writes no more than 4096 bytes.
  (func $say (param $text i32) (param $length i32)
    (call $write (global.get $out) (local.get $text) (local.get $length) (i32.const 1024))
    (global.set $over (i32.load8_u (i32.const 1024))))

  (func $say_number (param $number i32)
    (local $at i32)
    (local.set $at (i32.const 1100))
    (loop $each
      (local.set $at (i32.sub (local.get $at) (i32.const 1)))
      (i32.store8 (local.get $at)
        (i32.add (i32.const 48) (i32.rem_u (local.get $number) (i32.const 10))))
      (local.set $number (i32.div_u (local.get $number) (i32.const 10)))
      (br_if $each (local.get $number)))
    (call $say (local.get $at) (i32.sub (i32.const 1100) (local.get $at))))

  (func $print (param $text i32) (param $length i32)
    (local $stream i32)
    (local.set $stream (call $stdout))
    (call $write (local.get $stream) (local.get $text) (local.get $length) (i32.const 1024))
    (call $out_drop (local.get $stream)))

  (func $wait (param $pollable i32)
    (call $block (local.get $pollable))
    (call $pollable_drop (local.get $pollable)))

  ;; Finishes the answer, with trailers or without.
  (func $end (param $some i32) (param $trailers i32)
    (call $out_drop (global.get $out))
    (call $body_finish (global.get $body) (local.get $some) (local.get $trailers) (i32.const 1024)))

  (func $env
    (local $at i32) (local $left i32)
    (call $environment (i32.const 1024))
    (local.set $at (i32.load (i32.const 1024)))
    (local.set $left (i32.load (i32.const 1028)))
    (block $done
      (loop $each
        (br_if $done (i32.eqz (local.get $left)))
        (call $say (i32.load (local.get $at)) (i32.load offset=4 (local.get $at)))
        (call $say (i32.const 272) (i32.const 1))
        (call $say (i32.load offset=8 (local.get $at)) (i32.load offset=12 (local.get $at)))
        (call $say (i32.const 273) (i32.const 1))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (local.set $left (i32.sub (local.get $left) (i32.const 1)))
        (br $each))))

  (func $files
    (local $at i32) (local $left i32)
    (call $directories (i32.const 1024))
    (local.set $at (i32.load (i32.const 1024)))
    (local.set $left (i32.load (i32.const 1028)))
    (block $done
      (loop $each
        (br_if $done (i32.eqz (local.get $left)))
        (call $say (i32.load offset=4 (local.get $at)) (i32.load offset=8 (local.get $at)))
        (call $say (i32.const 272) (i32.const 1))
        ;; To read, and nothing else.
        (call $open_at (i32.load (local.get $at)) (i32.const 0) (i32.const 256) (i32.const 8)
          (i32.const 0) (i32.const 1) (i32.const 1024))
        (if (i32.load8_u (i32.const 1024))
          (then
            (call $say (i32.const 304) (i32.const 6))
            (call $say_number (i32.load8_u (i32.const 1028)))
            (call $say (i32.const 273) (i32.const 1)))
          (else
            (call $file_read (i32.load (i32.const 1028)) (i64.const 4096) (i64.const 0)
              (i32.const 1024))
            (call $say (call $ok) (i32.load (i32.const 1032)))))
        (local.set $at (i32.add (local.get $at) (i32.const 12)))
        (local.set $left (i32.sub (local.get $left) (i32.const 1)))
        (br $each))))

  (func $error (param $number i32)
    (call $say (i32.const 304) (i32.const 6))
    (call $say_number (local.get $number)))

  (func $fetch
    (local $request i32) (local $future i32)
    (local.set $request (call $request_new (call $fields_new)))
    (drop (call $set_scheme (local.get $request)
      (i32.const 1) (i32.const 0) (i32.const 0) (i32.const 0)))
    (drop (call $set_path (local.get $request) (i32.const 1) (i32.const 0) (i32.const 1)))
    (drop (call $set_authority (local.get $request) (i32.const 1)
      (i32.add (global.get $path) (i32.const 7))
      (i32.sub (global.get $path_length) (i32.const 7))))
    (call $send (local.get $request) (i32.const 0) (i32.const 0) (i32.const 1024))
    (if (i32.load8_u (i32.const 1024))
      (then (call $error (i32.load8_u (i32.const 1032))) (return)))
    (local.set $future (i32.load (i32.const 1032)))
    (call $wait (call $response_subscribe (local.get $future)))
    (call $response_get (local.get $future) (i32.const 1024))
    (if (i32.load8_u (i32.const 1040))
      (then (call $error (i32.load8_u (i32.const 1048))) (return)))
    (call $say_number (call $response_status (i32.load (i32.const 1048)))))

  ;; Reads the body of a request to its end; gives the fields behind it, or some without any.
  (func $trailers (param $request i32) (result i32)
    (local $incoming i32) (local $stream i32) (local $future i32)
    (call $consume (local.get $request) (i32.const 1024))
    (local.set $incoming (call $ok))
    (call $in_stream (local.get $incoming) (i32.const 1024))
    (local.set $stream (call $ok))
    (loop $more
      (call $read (local.get $stream) (i64.const 4096) (i32.const 1024))
      (br_if $more (i32.eqz (i32.load8_u (i32.const 1024)))))
    (call $in_drop (local.get $stream))
    (local.set $future (call $in_finish (local.get $incoming)))
    (call $wait (call $trailers_subscribe (local.get $future)))
    (call $trailers_get (local.get $future) (i32.const 1024))
    (if (i32.load8_u (i32.const 1040)) (then (unreachable)))
    (if (result i32) (i32.load8_u (i32.const 1048))
      (then (call $fields_clone (i32.load (i32.const 1052))))
      (else (call $fields_new))))

  (func $add_header (param $name i32) (param $name_length i32) (param $value i32) (param $length i32)
    (call $fields_append (global.get $headers) (local.get $name) (local.get $name_length)
      (local.get $value) (local.get $length) (i32.const 1024)))

  (func (export "wasi:http/incoming-handler@0.2.12#handle") (param $request i32) (param $to i32)
    (local $i i32)
    (global.set $count (i32.add (global.get $count) (i32.const 1)))
    (global.set $over (i32.const 0))
    (global.set $outparam (local.get $to))
    (call $path_with_query (local.get $request) (i32.const 1024))
    (global.set $path (i32.load (i32.const 1028)))
    (global.set $path_length (i32.load (i32.const 1032)))
    (if (call $is (i32.const 240) (i32.const 3))
      (then
        (global.set $path (i32.add (global.get $path) (i32.const 2)))
        (global.set $path_length (i32.sub (global.get $path_length) (i32.const 2)))))
    (global.set $headers (call $fields_new))
    (if (call $is (i32.const 160) (i32.const 5)) (then (unreachable)))
    (if (call $is (i32.const 144) (i32.const 7)) (then (return)))
    (if (call $is (i32.const 128) (i32.const 5)) (then (loop $for_ever (br $for_ever))))
    (if (call $is (i32.const 112) (i32.const 6))
      (then (call $wait (call $after (i64.const 3600000000000)))))
    (if (call $is (i32.const 96) (i32.const 5))
      (then (call $wait (call $after (i64.const 1500000000)))))
    (if (call $is (i32.const 192) (i32.const 7))
      (then
        (call $add_header (i32.const 336) (i32.const 14) (i32.const 350) (i32.const 2))
        (call $answer)
        (call $say (i32.const 0) (i32.const 4))
        (call $out_drop (global.get $out))
        (call $body_drop (global.get $body))
        (return)))
    (if (call $is (i32.const 224) (i32.const 5))
      (then
        (loop $each
          (call $add_header (i32.const 352) (i32.const 6) (i32.const 256) (i32.const 8))
          (local.set $i (i32.add (local.get $i) (i32.const 1)))
          (br_if $each (i32.lt_u (local.get $i) (i32.const 200))))))
    (call $answer)
    (if (call $is (i32.const 64) (i32.const 9))
      (then
        (local.set $i (call $trailers (local.get $request)))
        (call $say (i32.const 288) (i32.const 3))
        (call $end (i32.const 1) (local.get $i))
        (return)))
    (if (call $is (i32.const 176) (i32.const 5))
      (then (call $say (i32.const 288) (i32.const 3)) (unreachable)))
    (if (call $is (i32.const 208) (i32.const 8))
      (then
        (loop $more
          (call $say (i32.const 8192) (i32.const 4096))
          (br_if $more (i32.eqz (global.get $over))))
        (call $print (i32.const 320) (i32.const 5))
        (return)))
    (if (call $is (i32.const 48) (i32.const 6))
      (then
        (call $print (i32.const 368) (i32.const 8))
        (call $print (global.get $path) (global.get $path_length))
        (call $print (i32.const 273) (i32.const 1))))
    (block $shown
      (if (call $is (i32.const 0) (i32.const 4)) (then (call $env) (br $shown)))
      (if (call $is (i32.const 16) (i32.const 5)) (then (call $files) (br $shown)))
      (if (call $is (i32.const 32) (i32.const 7)) (then (call $fetch) (br $shown)))
      (if (call $is (i32.const 80) (i32.const 6))
        (then (call $say_number (global.get $count)) (br $shown)))
      (call $say (global.get $path) (global.get $path_length)))
    (call $end (i32.const 0) (i32.const 0))))
