;; Doubles a number: an async function that is called again until it has waited once.
(component
  (core func $return (canon task.return (result u32)))
  (core func $set (canon context.set i32 0))
  (core func $get (canon context.get i32 0))
  (core module $M
    (import "" "return" (func $return (param i32)))
    (import "" "set" (func $set (param i32)))
    (import "" "get" (func $get (result i32)))
    (func (export "twice") (param i32) (result i32)
      (call $set (local.get 0))
      (i32.const 1)) ;; yield
    (func (export "callback") (param i32 i32 i32) (result i32)
      (call $return (i32.mul (call $get) (i32.const 2)))
      (i32.const 0))) ;; exit
  (core instance $m (instantiate $M
    (with "" (instance
      (export "return" (func $return))
      (export "set" (func $set))
      (export "get" (func $get))))))
  (func (export "twice") async (param "n" u32) (result u32)
    (canon lift (core func $m "twice") async (callback (func $m "callback")))))
