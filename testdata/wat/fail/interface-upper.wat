(component
  (import "A:b/c" (instance)))
