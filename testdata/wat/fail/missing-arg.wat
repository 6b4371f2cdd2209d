(component
  (component $inner
    (import "api" (func)))
  (instance (instantiate $inner)))
