(component
  (import "url=<a<b>" (component)))
