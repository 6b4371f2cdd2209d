(component
  (import "a" (func $f))
  (export "a" (func $f)))
