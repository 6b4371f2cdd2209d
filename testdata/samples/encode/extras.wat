;; What adapters have besides preview 1: a descriptor that is taken and not open, and forgetting.
(module
  (import "wasi_snapshot_preview1" "adapter_open_badfd" (func $take (param i32) (result i32)))
  (import "wasi_snapshot_preview1" "adapter_close_badfd" (func $release (param i32) (result i32)))
  (import "wasi_snapshot_preview1" "reset_adapter_state" (func $forget))
  (import "wasi_snapshot_preview1" "fd_close" (func $close (param i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write"
    (func $write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 16) "\20\00\00\00\05\00\00\00")
  (data (i32.const 32) "fine\n")

  (func $expect (param $found i32) (param $expected i32)
    (if (i32.ne (local.get $found) (local.get $expected)) (then unreachable)))

  (func (export "_start")
    (local $fd i32)
    (call $expect (call $take (i32.const 0)) (i32.const 0))
    (local.set $fd (i32.load (i32.const 0)))
    ;; Nobody else gets it, and nobody can use it.
    (call $expect (call $take (i32.const 0)) (i32.const 0))
    (if (i32.eq (i32.load (i32.const 0)) (local.get $fd)) (then unreachable))
    (call $expect (call $close (local.get $fd)) (i32.const 8))
    (call $expect (call $release (i32.const 1)) (i32.const 8))
    (call $expect (call $release (local.get $fd)) (i32.const 0))
    (call $expect (call $release (local.get $fd)) (i32.const 8))
    (call $expect (call $take (i32.const 0)) (i32.const 0))
    (call $expect (i32.load (i32.const 0)) (local.get $fd))
    (call $forget)
    (call $expect (call $release (local.get $fd)) (i32.const 8))
    (call $expect
      (call $write (i32.const 1) (i32.const 16) (i32.const 1) (i32.const 0)) (i32.const 0))))
