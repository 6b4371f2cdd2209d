(module
  (@dylink.0)
  (@producers)
  (import "bank" "pay" (func $pay (param $amount i32) (param f32) (param $to i64) (result i32)))
  (import "bank" "close" (func $close (param i32))))
