(module
  (table $t 1 externref)
  (func $f
    i32.const 0
    call_indirect $t))
