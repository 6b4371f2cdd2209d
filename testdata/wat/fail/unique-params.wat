(component
  (import "f" (func (param "a" u8) (param "A" u8))))
