;; Passes each request on and answers with status 203 where the answer has 200.
(module
  (import "wasi:http/handler@0.3.0" "handle" (func $handle (param i32 i32)))
  (import "wasi:http/types@0.3.0" "[method]response.get-status-code"
    (func $status (param i32) (result i32)))
  (import "wasi:http/types@0.3.0" "[method]response.set-status-code"
    (func $set-status (param i32 i32) (result i32)))
  (memory (export "memory") 1)
  (global $next (mut i32) (i32.const 1024))
  (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32)
    (local $at i32)
    (local.set $at (i32.and (i32.add (global.get $next) (i32.const 7)) (i32.const -8)))
    (global.set $next (i32.add (local.get $at) (local.get 3)))
    (local.get $at))
  ;; The result of the other service is in memory as this one's is to be.
  (func (export "wasi:http/handler@0.3.0#handle") (param $request i32) (result i32)
    (call $handle (local.get $request) (i32.const 16))
    (if (i32.eqz (i32.load8_u (i32.const 16)))
      (then
        (if (i32.eq (call $status (i32.load (i32.const 24))) (i32.const 200))
          (then
            (if (call $set-status (i32.load (i32.const 24)) (i32.const 203))
              (then unreachable))))))
    (i32.const 16))
  (func (export "cabi_post_wasi:http/handler@0.3.0#handle") (param i32)
    (global.set $next (i32.const 1024))))
