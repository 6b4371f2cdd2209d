(component
  (type $p (record (field "x" u32)))
  (import "f" (func (param "p" $p))))
