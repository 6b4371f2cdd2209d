(component
  (import "locked-dep=<a:b@1.2.3>" (component)))
