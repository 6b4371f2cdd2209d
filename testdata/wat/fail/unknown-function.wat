(module
  (func $compute)
  (func (export "f")
    call $compte))
