(component
  (core module $m (func (export "f")) (func (export "p") (param i32)))
  (core instance $i (instantiate $m))
  (func (canon lift (core func $i "f") (post-return (func $i "p")))))
