(component
  (import "f" (func (param u32))))
