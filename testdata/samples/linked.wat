;; What a linker gives: a core module and a component, by themselves and inside of an instance. A host gives the rest.
(component
  (import "code" (core module (export "f" (func (result i32)))))
  (import "example:parts/code" (instance
    (export "code" (core module (export "f" (func (result i32)))))
    (export "part" (component (export "g" (func))))
    (export "now" (func (result u32)))))
  (import "part" (component (export "g" (func)))))
