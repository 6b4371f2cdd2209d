;; wasm3
;; The elements of a table that are written inside of it have the type of the table.
(module
  (type $t (func (result i32)))
  (func $f (type $t) i32.const 5)
  (func $g (type $t) i32.const 6)
  (table $null (ref null $t) (elem $f $g))
  (table $plain funcref (elem $g))
  (func (export "null") (param i32) (result i32)
    (call_ref $t (table.get $null (local.get 0))))
  (func (export "plain") (result i32) (call_indirect $plain (type $t) (i32.const 0))))
(assert_return (invoke "null" (i32.const 0)) (i32.const 5))
(assert_return (invoke "null" (i32.const 1)) (i32.const 6))
(assert_return (invoke "plain") (i32.const 6))
(assert_invalid
  (module
    (type $t (func (result i32)))
    (func $f)
    (table (ref null $t) (elem $f)))
  "type mismatch")
