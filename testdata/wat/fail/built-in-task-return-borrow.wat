(component
  (import "r" (type $r (sub resource)))
  (core func (canon task.return (result (borrow $r)))))
