;; A component that exports the interface which rate-user.wat imports.
(component
  (core module $module (func (export "note")))
  (core instance $instance (instantiate $module))
  (func $note (canon lift (core func $instance "note")))
  (instance $log (export "note" (func $note)))
  (export "example:audit/log" (instance $log)))
