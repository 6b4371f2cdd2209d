(module
  (func $f (param i32)
    local.get 1
    drop))
