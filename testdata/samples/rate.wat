;; A component that exports the function which rate-user.wat imports.
(component
  (core module $module (func (export "rate") (result i32) (i32.const 41)))
  (core instance $instance (instantiate $module))
  (func (export "rate") (result u32) (canon lift (core func $instance "rate"))))
