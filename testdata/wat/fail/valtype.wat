(component
  (import "f" (func (param "x" str))))
