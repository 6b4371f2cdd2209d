(component
  (type $r (resource (rep i32)))
  (import "f" (func (param "x" (own $s)))))
