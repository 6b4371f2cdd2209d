;; Calls an async function twice at once, and waits for both.
(component
  (import "twice" (func $twice async (param "n" u32) (result u32)))
  (core module $Memory (memory (export "memory") 1))
  (core instance $memory (instantiate $Memory))
  (core func $twice-core (canon lower (func $twice) async (memory $memory "memory")))
  (core func $new (canon waitable-set.new))
  (core func $join (canon waitable.join))
  (core func $wait (canon waitable-set.wait (memory $memory "memory")))
  (core func $drop (canon subtask.drop))
  (core module $M
    (import "" "memory" (memory 1))
    (import "" "twice" (func $twice (param i32 i32) (result i32)))
    (import "" "new" (func $new (result i32)))
    (import "" "join" (func $join (param i32 i32)))
    (import "" "wait" (func $wait (param i32 i32) (result i32)))
    (import "" "drop" (func $drop (param i32)))
    (func $start (param $n i32) (param $into i32) (param $set i32) (result i32)
      (local $subtask i32)
      (local.set $subtask (i32.shr_u (call $twice (local.get $n) (local.get $into)) (i32.const 4)))
      (if (local.get $subtask) (then (call $join (local.get $subtask) (local.get $set))))
      (i32.ne (local.get $subtask) (i32.const 0)))
    (func (export "go") (result i32) (local $set i32) (local $open i32)
      (local.set $set (call $new))
      (local.set $open
        (i32.add
          (call $start (i32.const 20) (i32.const 0) (local.get $set))
          (call $start (i32.const 1) (i32.const 4) (local.get $set))))
      (block $done
        (loop $again
          (br_if $done (i32.eqz (local.get $open)))
          (drop (call $wait (local.get $set) (i32.const 8)))
          (if (i32.eq (i32.load (i32.const 12)) (i32.const 2)) ;; returned
            (then
              (call $join (i32.load (i32.const 8)) (i32.const 0))
              (call $drop (i32.load (i32.const 8)))
              (local.set $open (i32.sub (local.get $open) (i32.const 1)))))
          (br $again)))
      (i32.add (i32.load (i32.const 0)) (i32.load (i32.const 4)))))
  (core instance $m (instantiate $M
    (with "" (instance
      (export "memory" (memory $memory "memory"))
      (export "twice" (func $twice-core))
      (export "new" (func $new))
      (export "join" (func $join))
      (export "wait" (func $wait))
      (export "drop" (func $drop))))))
  (func (export "go") async (result u32)
    (canon lift (core func $m "go"))))
