;; A script of which some is true.
(module $counter
  (global $count (export "count") (mut i32) (i32.const 6))
  (func (export "next") (result i32)
    (global.set $count (i32.add (global.get $count) (i32.const 1)))
    (global.get $count))
  (func (export "half") (param f32) (result f32)
    (f32.div (local.get 0) (f32.const 2)))
  (func (export "fail") unreachable)
  (func (export "same") (param externref) (result externref) (local.get 0)))

(assert_return (invoke "next") (i32.const 7))
(assert_return (invoke "next") (i32.const 7))
(assert_return (get $counter "count") (i32.const 8))
(assert_return (invoke "half" (f32.const 3)) (f32.const 1.25))
(assert_return (invoke "half" (f32.const nan)) (f32.const nan:canonical))
(assert_return (invoke "half" (f32.const 3)) (f32.const nan:arithmetic))
(assert_return (invoke "same" (ref.extern 5)) (ref.extern 5))
(assert_trap (invoke "fail") "unreachable")
(assert_trap (invoke "next") "unreachable")
(assert_return (invoke "nexxt"))
(assert_invalid (module (func (result i32))) "type mismatch")
(assert_invalid (module (func (result i32) (i32.const 1))) "type mismatch")
(module (func (i32.add (i32.const 1)) drop))
(invoke "next")

(component
  (core module $m
    (func (export "next") (param i32) (result i32) (i32.add (local.get 0) (i32.const 1))))
  (core instance $i (instantiate $m))
  (type $level' (enum "low" "high"))
  (export $level "level" (type $level'))
  (func (export "next") (param "of" $level) (result $level) (canon lift (core func $i "next"))))

(assert_return (invoke "next" (enum.const "low")) (enum.const "high"))
(assert_return (invoke "next" (enum.const "low")) (enum.const "low"))
(assert_return (invoke "next" (enum.const "middle")) (enum.const "high"))
(assert_return (invoke "next" (u32.const 0)) (enum.const "high"))
