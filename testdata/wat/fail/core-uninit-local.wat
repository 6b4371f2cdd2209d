(module
  (func (local (ref func)) local.get 0 drop))
