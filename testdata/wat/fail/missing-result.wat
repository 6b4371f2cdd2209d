(module
  (func $quiet (result i32)))
