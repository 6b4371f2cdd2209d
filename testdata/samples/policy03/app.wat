;; Asks two parts what they can do.
(module
  (import "test:later/db" "ask" (func $db (result i32)))
  (import "test:later/api" "ask" (func $api (result i32)))

  (memory (export "memory") 1)

  (func (export "test:later/report#report") (result i32)
    (i32.store (i32.const 0) (call $db))
    (i32.store (i32.const 4) (call $api))
    (i32.const 0)))
