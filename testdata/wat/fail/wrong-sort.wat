(component
  (import "f" (func $f))
  (export "g" (instance $f)))
