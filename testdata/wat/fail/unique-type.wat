(component
  (import "a" (func))
  (import "A" (instance)))
