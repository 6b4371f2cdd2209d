(module
  (func (param i32)
    local.get
    drop))
