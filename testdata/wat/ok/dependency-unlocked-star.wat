(component
  (import "unlocked-dep=<a:b@*>" (component)))
