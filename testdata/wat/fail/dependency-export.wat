(component
  (component $c)
  (export "unlocked-dep=<a:b>" (component $c)))
