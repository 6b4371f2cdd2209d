(component
  (import "i" (instance $i (export "get" (func))))
  (alias export $i "gte" (func $f)))
