;; A component that imports a function of its own and an interface.
(component
  (import "rate" (func $rate (result u32)))
  (import "example:audit/log" (instance (export "note" (func))))
  (core func $lowered (canon lower (func $rate)))
  (core module $module
    (import "" "rate" (func $rate (result i32)))
    (func (export "go") (result i32) (i32.add (call $rate) (i32.const 1))))
  (core instance $instance (instantiate $module (with "" (instance (export "rate" (func $lowered))))))
  (func (export "go") (result u32) (canon lift (core func $instance "go"))))
