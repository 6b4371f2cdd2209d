(component
  (import "file" (type $f (sub resource)))
  (import "[method]file.read" (func (param "this" (borrow $f)))))
