;; Doubles a number, and is done at once.
(component
  (core module $M (func (export "twice") (param i32) (result i32) (i32.mul (local.get 0) (i32.const 2))))
  (core instance $m (instantiate $M))
  (func (export "twice") (param "n" u32) (result u32) (canon lift (core func $m "twice"))))
