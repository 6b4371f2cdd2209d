(component
  (type $point (record (field "x" u32)))
  (import "f" (func (param "p" $pont))))
