(module
  (memory i64 1)
  (func i32.const 0 i32.load drop))
