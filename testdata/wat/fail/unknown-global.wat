(module (global $counter (mut i32) (i32.const 0))
  (func (drop (global.get $count))))
