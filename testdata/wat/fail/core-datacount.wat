(module
  (memory 1)
  (func (memory.init 0 (i32.const 0) (i32.const 0) (i32.const 0))))
