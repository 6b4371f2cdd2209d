(component
  (import "file" (type $f (sub resource)))
  (import "[constructor]file" (func (result (own $f))))
  (import "[constructor]file" (func (result (own $f)))))
