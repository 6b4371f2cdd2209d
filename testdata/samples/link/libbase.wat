;; Memory, a string function, data, and a function that calls back into the application.
(module
  (@dylink.0 (mem-info (memory 8 2) (table 1 0)) (needed "libapp.so"))
  (import "env" "memory" (memory 1))
  (import "env" "__indirect_function_table" (table 1 funcref))
  (import "env" "__memory_base" (global $data i32))
  (import "env" "__table_base" (global $slots i32))
  (import "env" "triple" (func $triple (param i32) (result i32)))
  (import "GOT.mem" "__heap_base" (global $heap (mut i32)))
  (global $free (mut i32) (i32.const 0))

  (data (global.get $data) "\07\00\00\00\00\00\00\00")
  (elem (global.get $slots) func $increment)
  (global (export "counter") i32 (i32.const 0))

  (func $increment (param i32) (result i32)
    (i32.add (local.get 0) (i32.const 1)))

  ;; The second word of the data is the slot of $increment, which only the loader knows.
  (func (export "__wasm_apply_data_relocs")
    (i32.store offset=4 (global.get $data) (global.get $slots)))

  ;; Seven becomes eight before anything is called, since initializers come behind relocations.
  (func (export "__wasm_call_ctors")
    (i32.store
      (global.get $data)
      (call_indirect (param i32) (result i32)
        (i32.load (global.get $data))
        (i32.load offset=4 (global.get $data)))))

  (func $malloc (export "malloc") (param $size i32) (result i32)
    (local $at i32)
    (if (i32.eqz (global.get $free))
      (then (global.set $free (global.get $heap))))
    (local.set $at (global.get $free))
    (global.set $free
      (i32.and
        (i32.add (i32.add (local.get $at) (local.get $size)) (i32.const 7))
        (i32.const -8)))
    (local.get $at))

  (func (export "cabi_realloc")
    (param $old i32) (param $size i32) (param $align i32) (param $new i32) (result i32)
    (call $malloc (local.get $new)))

  (func (export "strlen") (param $text i32) (result i32)
    (local $length i32)
    (loop $next
      (if (i32.load8_u (i32.add (local.get $text) (local.get $length)))
        (then
          (local.set $length (i32.add (local.get $length) (i32.const 1)))
          (br $next))))
    (local.get $length))

  (func (export "double") (param i32) (result i32)
    (i32.mul (local.get 0) (i32.const 2)))

  (func (export "sextuple") (param i32) (result i32)
    (call $triple (i32.mul (local.get 0) (i32.const 2))))
)
