(component
  (import "[method]file.read" (func (param "self" u32))))
