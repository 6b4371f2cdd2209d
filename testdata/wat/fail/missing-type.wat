(component
  (import "f" (func (param "p" $point))))
