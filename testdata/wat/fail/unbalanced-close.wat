(module
  (func (export "f")))
)
