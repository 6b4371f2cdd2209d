(component
  (import "file" (type $f (sub resource)))
  (import "[constructor]file" (func (result (own $f)))))
