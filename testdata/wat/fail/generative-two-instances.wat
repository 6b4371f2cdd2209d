(component
  (component $u (import "a" (type $a (sub resource))) (import "b" (type (eq $a))))
  (component $c (type $r (resource (rep i32))) (export "r" (type $r)))
  (component $d (import "a" (type $a (sub resource))) (import "f" (func (param "x" (own $a)))))
  (instance $x (instantiate $c))
  (instance $y (instantiate $c))
  (alias export $x "r" (type $xr))
  (alias export $y "r" (type $yr))
  (instance (instantiate $u (with "a" (type $xr)) (with "b" (type $yr)))))
