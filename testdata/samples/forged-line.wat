(component
  (import "wasi:keyvalue/store@0.2.0-draft2" (instance $s
    (export "bucket" (type $b (sub resource)))
    (type $e (variant (case "no-such-store") (case "access-denied") (case "other" string)))
    (export "error" (type $err (eq $e)))
    (export "open" (func (param "identifier" string) (result (result (own $b) (error $err)))))))
  (core module $memory (memory (export "m") 1)
    (data (i32.const 100) "x\0d\0a\0aerror: y\1b[2J\e2\80\ae")
    (func (export "r") (param i32 i32 i32 i32) (result i32) (i32.const 512)))
  (core instance $mem (instantiate $memory))
  (core func $open (canon lower (func $s "open") (memory $mem "m") (realloc (func $mem "r"))))
  (core module $m
    (import "" "open" (func $open (param i32 i32 i32)))
    (func (export "f") (call $open (i32.const 100) (i32.const 19) (i32.const 16))))
  (core instance $i (instantiate $m (with "" (instance (export "open" (func $open))))))
  (func (export "f") (canon lift (core func $i "f"))))
