(module
  (func $f (result i32)
    i32.const 0
    i32.load))
