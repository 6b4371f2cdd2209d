(module
  (func (param int32)))
