(component
  (component $outer
    (component $inner
      (import "getName" (func)))))
