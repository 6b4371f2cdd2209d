(module
  (@dylink.0 (mem-info (memory 4 2)))
  (import "env" "memory" (memory 1 2)))
