(component
  (type $r (resource (rep i32)))
  (component $c (import "a" (func)) )
  (core module $m (func (export "f") (param i32)))
  (core instance $i (instantiate $m))
  (func $f (param "x" (own $r)) (canon lift (core func $i "f")))
  (export "f" (func $f)))
