;; A component that exports `rate` as another thing, and a function of nearly that name.
(component
  (core module $module (func (export "rate") (result i32) (i32.const 41)))
  (core instance $instance (instantiate $module))
  (func $rate (result u32) (canon lift (core func $instance "rate")))
  (instance $interface (export "rate" (func $rate)))
  (export "rate" (instance $interface)))
