(component
  (core module $worker
    (func $tick (result i32)
      i64.const 1)))
