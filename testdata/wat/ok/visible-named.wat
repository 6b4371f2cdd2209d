(component
  (type $p (record (field "x" u32)))
  (import "p" (type $q (eq $p)))
  (import "f" (func (param "p" $q))))
