(component
  (component $c (type $r (resource (rep i32))) (export "r" (type $r)))
  (component $d (import "a" (type $a (sub resource))) (import "f" (func (param "x" (own $a)))))
  (instance $x (instantiate $c))
  (instance $y (instantiate $c)))
