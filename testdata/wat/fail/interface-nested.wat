(component
  (import "a:b/c/d" (instance)))
