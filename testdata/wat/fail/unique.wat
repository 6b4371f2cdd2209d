(component
  (import "get-name" (func))
  (import "get-NAME" (func)))
