(module
  (func $f (result i32) i32.const 0)
  (func (result i64) return_call $f))
