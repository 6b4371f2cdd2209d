(module
  (func (param v128) (i32x4.extract_lane 4 (local.get 0)) drop))
