(module
  (func $add (param $left i32) (param $right i32) (result i32)
    local.get $left
    local.get $rigth
    i32.add))
