;;
;; Identifiers of cases are unique; values inside of others need no parentheses of their own.
(assert_malformed
  (component quote "(type (variant (case $x \"a\") (case $x \"b\")))")
  "duplicate variant case identifier")
(component
  (type (variant (case $x "a") (case $y "b")))
  (type (variant (case $x "a"))))
(component
  (type $r' (record (field "a" u8) (field "b" string)))
  (core module $m
    (memory (export "m") 1)
    (func (export "realloc") (param i32 i32 i32 i32) (result i32) i32.const 64)
    (func (export "f") (param i32 i32 i32) (result i32) local.get 0)
    (func (export "second") (param i32 i32) (result i32)
      (i32.load8_u (i32.add (local.get 0) (i32.const 1))))
    (func (export "some") (param i32 i32) (result i32) local.get 1))
  (core instance $i (instantiate $m))
  (export $r "r" (type $r'))
  (func (export "f") (param "x" $r) (result u8)
    (canon lift (core func $i "f")
      (memory (core memory $i "m")) (realloc (core func $i "realloc"))))
  (func (export "second") (param "x" (list u8)) (result u8)
    (canon lift (core func $i "second")
      (memory (core memory $i "m")) (realloc (core func $i "realloc"))))
  (func (export "some") (param "x" (option u8)) (result u8)
    (canon lift (core func $i "some"))))
(assert_return
  (invoke "f" (record.const (field "a" u8.const 7) (field "b" str.const "v=")))
  (u8.const 7))
(assert_return
  (invoke "f" (record.const (field "a" (u8.const 8)) (field "b" (str.const "v="))))
  (u8.const 8))
(assert_return (invoke "second" (list.const u8.const 1 u8.const 2)) (u8.const 2))
(assert_return (invoke "some" (option.some u8.const 3)) (u8.const 3))
