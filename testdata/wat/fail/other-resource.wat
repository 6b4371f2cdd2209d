(component
  (component $files
    (type $file (resource (rep i32)))
    (export "file" (type $file)))
  (component $user
    (import "file" (type $file (sub resource)))
    (import "same" (type (eq $file))))
  (instance $here (instantiate $files))
  (instance $there (instantiate $files))
  (alias export $here "file" (type $one))
  (alias export $there "file" (type $two))
  (instance (instantiate $user
    (with "file" (type $one))
    (with "same" (type $two)))))
