(module
  (func (result i32) (block (result i64) i32.const 0 i32.const 0 br_table 0 1) drop i32.const 0))
