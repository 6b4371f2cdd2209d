(component
  (import "file" (type $f (sub resource)))
  (import "[static]file.open" (func)))
