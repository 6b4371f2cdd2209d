(module
  (import "a\q" "b" (func)))
