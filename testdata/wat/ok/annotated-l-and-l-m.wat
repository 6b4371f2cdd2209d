(component
  (import "a" (func))
  (import "b" (func)))
