(component
  (import "file" (type $f (sub resource)))
  (import "[static]file.read" (func))
  (import "[method]file.read" (func (param "self" (borrow $f)))))
