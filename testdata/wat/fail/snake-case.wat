(component
  (import "get_name" (func)))
