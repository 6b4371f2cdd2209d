(component
  (import "a-b" (func))
  (import "A-b" (func)))
