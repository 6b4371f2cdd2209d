;; What the world exports. It needs libbase.so, which needs it.
(module
  (@dylink.0 (mem-info (memory 16 2)) (needed "libbase.so") (needed "libdl.so"))
  (import "env" "memory" (memory 1))
  (import "env" "__indirect_function_table" (table 1 funcref))
  (import "env" "__memory_base" (global $result i32))
  (import "env" "__stack_pointer" (global $stack (mut i32)))
  (import "env" "malloc" (func $malloc (param i32) (result i32)))
  (import "env" "strlen" (func $strlen (param i32) (result i32)))
  (import "env" "sextuple" (func $sextuple (param i32) (result i32)))
  (import "env" "dlopen" (func $dlopen (param i32 i32) (result i32)))
  (import "env" "dlsym" (func $dlsym (param i32 i32) (result i32)))
  (import "env" "dlclose" (func $dlclose (param i32) (result i32)))
  (import "env" "dlerror" (func $dlerror (result i32)))
  (import "GOT.mem" "counter" (global $counter (mut i32)))
  (import "GOT.func" "double" (global $double (mut i32)))

  (func (export "triple") (param i32) (result i32)
    (i32.mul (local.get 0) (i32.const 3)))

  ;; 6n by way of the other library and back, 2n by a pointer, and the other library's counter.
  (func (export "sum") (param $n i32) (result i32)
    (i32.add
      (i32.add
        (call $sextuple (local.get $n))
        (call_indirect (param i32) (result i32) (local.get $n) (global.get $double)))
      (i32.load (global.get $counter))))

  (func $terminated (param $text i32) (param $length i32) (result i32)
    (local $copy i32)
    (local.set $copy (call $malloc (i32.add (local.get $length) (i32.const 1))))
    (memory.copy (local.get $copy) (local.get $text) (local.get $length))
    (i32.store8 (i32.add (local.get $copy) (local.get $length)) (i32.const 0))
    (local.get $copy))

  (func $found (param $value i32) (result i32)
    (i32.store8 (global.get $result) (i32.const 0))
    (i32.store offset=4 (global.get $result) (local.get $value))
    (global.get $result))

  (func $failed (result i32)
    (local $message i32)
    (local.set $message (call $dlerror))
    (i32.store8 (global.get $result) (i32.const 1))
    (i32.store offset=4 (global.get $result) (local.get $message))
    (i32.store offset=8 (global.get $result) (call $strlen (local.get $message)))
    (global.get $result))

  (func $symbol
    (param $library i32) (param $length i32) (param $name i32) (param $size i32) (result i32)
    (local $handle i32)
    (local $address i32)
    (local.set $handle
      (call $dlopen (call $terminated (local.get $library) (local.get $length)) (i32.const 1)))
    (if (i32.eqz (local.get $handle))
      (then (return (i32.const 0))))
    (local.set $address
      (call $dlsym
        (local.get $handle) (call $terminated (local.get $name) (local.get $size))))
    (if (call $dlclose (local.get $handle))
      (then unreachable))
    (local.get $address))

  (func (export "ask")
    (param $library i32) (param $length i32) (param $name i32) (param $size i32) (result i32)
    (local $address i32)
    (local.set $address
      (call $symbol
        (local.get $library) (local.get $length) (local.get $name) (local.get $size)))
    (if (i32.eqz (local.get $address))
      (then (return (call $failed))))
    (call $found (call_indirect (result i32) (local.get $address))))

  (func (export "look")
    (param $library i32) (param $length i32) (param $name i32) (param $size i32) (result i32)
    (local $address i32)
    (local.set $address
      (call $symbol
        (local.get $library) (local.get $length) (local.get $name) (local.get $size)))
    (if (i32.eqz (local.get $address))
      (then (return (call $failed))))
    (call $found (i32.load (local.get $address))))
)
