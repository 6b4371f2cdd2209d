(component
  (import "unlocked-dep=<a:b@{>=1.2 <2.0.0}>" (component)))
