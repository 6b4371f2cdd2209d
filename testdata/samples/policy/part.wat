;; A part of a composition that says in figures what it is given. Its folders it asks for when it is
;; instantiated, and what it asks by `ask` it says on standard output, too.
(module
  (import "wasi:cli/environment@0.2.12" "get-environment" (func $environment (param i32)))
  (import "wasi:filesystem/preopens@0.2.12" "get-directories" (func $directories (param i32)))
  (import "wasi:filesystem/types@0.2.12" "[method]descriptor.read-directory"
    (func $list (param i32 i32)))
  (import "wasi:filesystem/types@0.2.12" "[resource-drop]descriptor" (func $drop (param i32)))
  (import "wasi:sockets/tcp-create-socket@0.2.12" "create-tcp-socket"
    (func $socket (param i32 i32)))
  (import "wasi:keyvalue/store@0.2.0-draft2" "open" (func $open (param i32 i32 i32)))
  (import "wasi:cli/stdout@0.2.12" "get-stdout" (func $stdout (result i32)))
  (import "wasi:io/streams@0.2.12" "[method]output-stream.blocking-write-and-flush"
    (func $write (param i32 i32 i32 i32)))

  (memory (export "memory") 1)
  (data (i32.const 0) "asked\n")
  (global $free (mut i32) (i32.const 1024))
  (global $folders (mut i32) (i32.const 0))
  (global $first (mut i32) (i32.const 0))

  (func $realloc (export "cabi_realloc") (param i32 i32 i32 i32) (result i32)
    (global.get $free)
    (global.set $free
      (i32.and (i32.add (i32.add (global.get $free) (local.get 3)) (i32.const 7)) (i32.const -8))))

  (func (export "_initialize")
    (call $directories (i32.const 16))
    (global.set $folders (i32.load (i32.const 20)))
    (if (global.get $folders)
      (then (global.set $first (i32.load (i32.load (i32.const 16)))))))

  (func $ask (export "test:rights/db#ask") (export "test:rights/api#ask") (result i32)
    (call $write (call $stdout) (i32.const 0) (i32.const 6) (i32.const 16))
    (i32.store (i32.const 64) (global.get $folders))
    (call $environment (i32.const 16))
    (i32.store (i32.const 68) (i32.load (i32.const 20)))
    (call $socket (i32.const 0) (i32.const 16))
    (i32.store (i32.const 72) (i32.load8_u (i32.const 16)))
    (call $open (i32.const 0) (i32.const 0) (i32.const 16))
    (i32.store (i32.const 76) (i32.load8_u (i32.const 16)))
    (i32.const 64))

  (func $lend (export "test:rights/db#lend") (export "test:rights/api#lend") (result i32)
    (i32.store (i32.const 96) (i32.ne (global.get $folders) (i32.const 0)))
    (i32.store (i32.const 100) (global.get $first))
    (i32.const 96))

  (func $look (export "test:rights/db#look") (export "test:rights/api#look")
    (param $folder i32) (result i32)
    (call $list (local.get $folder) (i32.const 16))
    (call $drop (local.get $folder))
    (i32.load8_u (i32.const 16))))
