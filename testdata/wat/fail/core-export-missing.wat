(component
  (core module $m (func (export "run")))
  (core instance $i (instantiate $m))
  (func (canon lift (core func $i "rnu"))))
