(component
  (core module $a (func (export "log") (param i64)))
  (core instance $a (instantiate $a))
  (core module $m (import "env" "log" (func (param i32))))
  (core instance (instantiate $m (with "env" (instance $a)))))
