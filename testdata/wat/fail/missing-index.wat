(component
  (import "f" (func (param "p" 4))))
