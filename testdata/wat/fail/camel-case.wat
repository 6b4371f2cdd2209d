(component
  (import "getName" (func)))
