(module
  (type $callback (func))
  (func (type $calback)))
