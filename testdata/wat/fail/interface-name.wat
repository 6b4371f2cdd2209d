(component
  (import "wasi:http" (instance)))
