(module
  (func $f)
  (import "a" "b" (func)))
