(module
  (func (param externref) (select (local.get 0) (local.get 0) (i32.const 0)) drop))
