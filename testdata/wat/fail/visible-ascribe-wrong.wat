(component
  (import "f" (func $f))
  (export "g" (func $f) (func (param "x" u8))))
