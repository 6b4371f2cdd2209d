(module
  (@dylink.0 (mem-info (memory 4 2)))
  (import "env" "__indirect_function_table" (table 0 externref)))
