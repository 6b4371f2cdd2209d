(component
  (component $inner
    (import "api" (instance (export "get" (func)))))
  (import "api" (instance $api (export "gte" (func))))
  (instance (instantiate $inner (with "api" (instance $api)))))
