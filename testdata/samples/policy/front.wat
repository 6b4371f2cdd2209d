;; Hands on what the one behind it says.
(module
  (import "test:rights/report" "report" (func $behind (param i32)))
  (memory (export "memory") 1)
  (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) (i32.const 1024))
  (func (export "test:rights/report#report") (result i32)
    (call $behind (i32.const 16))
    (i32.const 16)))
