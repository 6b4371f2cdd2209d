(module
  (import "a (func)))
