(module
  (func (export "f")
    i32.const 1
    drop
