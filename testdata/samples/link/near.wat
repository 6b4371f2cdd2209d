;; Exports a symbol whose name is near to one that others need, and one of another type.
(module
  (@dylink.0 (mem-info (memory 0 0)))
  (func (export "maloc") (param i32) (result i32) unreachable)
  (func (export "strlen") (param i64) (result i32) unreachable))
