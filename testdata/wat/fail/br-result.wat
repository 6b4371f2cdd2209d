(module
  (func $f (result i32)
    (block $b (result i32)
      br $b)))
