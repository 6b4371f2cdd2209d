(component
  (import "file" (type $f (sub resource)))
  (import "[method]file.file" (func (param "self" (borrow $f)))))
