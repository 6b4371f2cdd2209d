(module
  (func (param i32)
    get_local 0 drop))
