(module
  (func
    i32.const "x"
    drop))
