;; Functions that end badly, each in its own way.
(component
  (core module $troubles
    (memory (export "memory") 1)
    (func (export "trap") unreachable)
    (func (export "spin") (loop $for-ever (br $for-ever)))
    (func $recurse (export "recurse") (call $recurse))
    ;; Takes memory until there is none, then writes behind it.
    (func (export "grow")
      (loop $more (br_if $more (i32.ne (memory.grow (i32.const 16)) (i32.const -1))))
      (i32.store (i32.mul (memory.size) (i32.const 65536)) (i32.const 1))))
  (core instance $core (instantiate $troubles))
  (func (export "trap") (canon lift (core func $core "trap")))
  (func (export "spin") (canon lift (core func $core "spin")))
  (func (export "recurse") (canon lift (core func $core "recurse")))
  (func (export "grow") (canon lift (core func $core "grow"))))
