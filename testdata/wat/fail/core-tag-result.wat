(module
  (tag (result i32)))
