;; Exports of nearly the names that rate-user.wat imports, and of names that only look alike.
(component
  (core module $module (func (export "f") (result i32) (i32.const 41)))
  (core instance $instance (instantiate $module))
  (func $f (result u32) (canon lift (core func $instance "f")))
  (instance $interface (export "f" (func $f)))
  (export "rates" (func $f))
  (export "example:audit/dog-walk" (instance $interface))
  (export "example:audio/log" (instance $interface)))
