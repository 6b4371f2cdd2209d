(component
  (import "file" (type $f (sub resource)))
  (import "x" (type $x (sub resource)))
  (import "[constructor]file" (func (result (own $x)))))
