(module
  (func $noisy
    i32.const 1))
