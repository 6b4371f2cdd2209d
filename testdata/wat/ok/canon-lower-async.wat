(component
  (core module $m (memory (export "m") 1) (func (export "f") (param i32 i32) (result i32) unreachable) (func (export "r") (param i32 i32 i32 i32) (result i32) unreachable) (func (export "v")) (func (export "i") (result i32) unreachable) (func (export "c") (param i32 i32 i32) (result i32) unreachable) (func (export "p") (param i32)))
  (core instance $i (instantiate $m))
  (import "g" (func $g async))
  (core func (canon lower (func $g) async (memory $i "m"))))
