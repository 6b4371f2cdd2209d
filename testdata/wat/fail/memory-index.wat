(module (memory 1)
  (func $f
    i32.const 0 i32.load 2 drop))
