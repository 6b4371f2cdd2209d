  ;; This version of WASI knows success and failure only.
  (func $end (param $code i32)
    (call $exit (i32.ne (local.get $code) (i32.const 0)))
    unreachable)
