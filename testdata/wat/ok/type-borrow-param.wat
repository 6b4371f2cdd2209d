(component
  (import "r" (type $r (sub resource)))
  (type (func (param "x" (list (borrow $r))))))
