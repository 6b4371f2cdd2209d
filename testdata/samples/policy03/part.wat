;; A part of a composition that says in figures what it can do with its folders, by the functions of
;; WASI 0.3 that may take a while.
(module
  (import "wasi:filesystem/preopens@0.3.0" "get-directories" (func $directories (param i32)))
  (import "wasi:filesystem/types@0.3.0" "[method]descriptor.stat" (func $stat (param i32 i32)))
  (import "wasi:filesystem/types@0.3.0" "[method]descriptor.open-at"
    (func $open (param i32 i32 i32 i32 i32 i32 i32)))

  (memory (export "memory") 1)
  (data (i32.const 0) "made.txt")
  (global $free (mut i32) (i32.const 1024))

  (func $realloc (export "cabi_realloc") (param i32 i32 i32 i32) (result i32)
    (global.get $free)
    (global.set $free
      (i32.and (i32.add (i32.add (global.get $free) (local.get 3)) (i32.const 7)) (i32.const -8))))

  (func (export "test:later/db#ask") (export "test:later/api#ask") (result i32)
    (local $folders i32)
    (local $first i32)
    (call $directories (i32.const 16))
    (local.set $folders (i32.load (i32.const 20)))
    (if (i32.eqz (local.get $folders))
      (then (return (i32.const 0))))
    (local.set $first (i32.load (i32.load (i32.const 16))))
    (call $stat (local.get $first) (i32.const 64))
    ;; To be made, and written.
    (call $open (local.get $first) (i32.const 0) (i32.const 0) (i32.const 8) (i32.const 1)
      (i32.const 2) (i32.const 256))
    (i32.add
      (i32.mul (local.get $folders) (i32.const 100))
      (i32.add
        (i32.load8_u (i32.const 64))
        (i32.mul (i32.load8_u (i32.const 256)) (i32.const 10))))))
