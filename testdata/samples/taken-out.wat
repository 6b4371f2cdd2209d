;; What is left of a component when its core module and one of its components were taken out.
(component
  (import "unbundled" (core module $m (export "f" (func (result i32)))))
  (import "inner" (component $c (export "g" (func (result u32)))))
  (core instance $i (instantiate $m))
  (instance $n (instantiate $c))
  (func (export "f") (result u32) (canon lift (core func $i "f")))
  (export "g" (func $n "g")))
