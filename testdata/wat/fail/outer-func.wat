(component
  (import "f" (func $f))
  (component (alias outer 1 0 (func))))
