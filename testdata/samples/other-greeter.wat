;; Exports the name that app.wat imports, with another type: it wants to know the hour.
(component
  (core module $greeter
    (memory (export "memory") 1)
    (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) (i32.const 64))
    (func (export "greet") (param i32 i32 i32) (result i32) (i32.const 0)))
  (core instance $core (instantiate $greeter))
  (func $greet (param "name" string) (param "hour" u8) (result string)
    (canon lift
      (core func $core "greet")
      (memory (core memory $core "memory"))
      (realloc (core func $core "cabi_realloc"))))
  (instance $exported (export "greet" (func $greet)))
  (export "example:greeting/greeter@0.1.0" (instance $exported)))
