(component
  (import "r" (type $r (sub resource)))
  (type $s (stream (borrow $r))))
