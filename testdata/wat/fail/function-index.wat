(module
  (func $f
    call 7))
