(component
  (core module $m (memory (export "m") 1) (func (export "f") (param i32 i32) (result i32) unreachable) (func (export "r") (param i32 i32 i32 i32) (result i32) unreachable) (func (export "v")) (func (export "i") (result i32) unreachable) (func (export "c") (param i32 i32 i32) (result i32) unreachable) (func (export "p") (param i32)))
  (core instance $i (instantiate $m))
  (type $s (stream))
  (core func (canon stream.read $s async)))
