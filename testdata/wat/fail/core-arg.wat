(component
  (core module $m (import "env" "log" (func (param i32))))
  (core instance (instantiate $m)))
