  ;; Waiting for several things at once.

  ;; Writes an event behind the last one: which subscription it answers, with an errno. Gives the place of the next.
  (func $event (param $out i32) (param $subscription i32) (param $errno i32) (param $bytes i64) (result i32)
    (memory.fill $guest (local.get $out) (i32.const 0) (i32.const 32))
    (i64.store $guest (local.get $out) (i64.load $guest (local.get $subscription)))
    (i32.store16 $guest offset=8 (local.get $out) (local.get $errno))
    (i32.store8 $guest offset=10 (local.get $out) (i32.load8_u $guest offset=8 (local.get $subscription)))
    (i64.store $guest offset=16 (local.get $out) (local.get $bytes))
    (i32.add (local.get $out) (i32.const 32)))

  ;; How long a subscription to a clock still waits, in nanoseconds.
  (func $timeout (param $subscription i32) (result i64)
    (local $time i64) (local $now i64)
    (local.set $time (i64.load $guest offset=24 (local.get $subscription)))
    (if (i32.eqz (i32.and (i32.load16_u $guest offset=40 (local.get $subscription)) (i32.const 1)))
      (then (return (local.get $time))))
    (if (i32.load $guest offset=16 (local.get $subscription))
      (then (local.set $now (call $monotonic.now)))
      (else
        (call $wall.now (i32.const 16))
        (local.set $now (call $nanoseconds))))
    (select
      (i64.sub (local.get $time) (local.get $now))
      (i64.const 0)
      (i64.gt_u (local.get $time) (local.get $now))))

  ;; How many bytes can be read at once: of a file what is left, of a stream at least one.
  (func $readable (param $slot i32) (result i64)
    (local $size i64) (local $position i64)
    (if (i32.ne (i32.load $fds (local.get $slot)) (i32.const 3)) (then (return (i64.const 1))))
    (local.set $size (call $size (local.get $slot)))
    (local.set $position (i64.load $fds offset=8 (local.get $slot)))
    (select
      (i64.sub (local.get $size) (local.get $position))
      (i64.const 0)
      (i64.gt_u (local.get $size) (local.get $position))))

  (func (export "poll_oneoff")
    (param $in i32) (param $out i32) (param $count i32) (param $events i32) (result i32)
    (local $i i32) (local $at i32) (local $type i32) (local $slot i32) (local $first i32)
    (local $pollables i32) (local $subscriptions i32) (local $waiting i32) (local $pollable i32) (local $left i32)
    (call $enter-files)
    (if (i32.eqz (local.get $count)) (then (return (i32.const 28))))
    ;; More subscriptions than a memory can hold are none.
    (if (i32.gt_u (local.get $count) (i32.const 0x4000000)) (then (return (i32.const 28))))
    (local.set $pollables (call $allocate (i32.shl (local.get $count) (i32.const 2)) (i32.const 4)))
    (local.set $subscriptions (call $allocate (i32.shl (local.get $count) (i32.const 2)) (i32.const 4)))
    (local.set $first (local.get $out))
    (loop $next
      (if (i32.lt_u (local.get $i) (local.get $count))
        (then
          (local.set $at (i32.add (local.get $in) (i32.mul (local.get $i) (i32.const 48))))
          (local.set $i (i32.add (local.get $i) (i32.const 1)))
          (local.set $type (i32.load8_u $guest offset=8 (local.get $at)))
          (if (i32.eqz (local.get $type))
            (then
              (if (i32.gt_u (i32.load $guest offset=16 (local.get $at)) (i32.const 1))
                (then
                  (local.set $out
                    (call $event (local.get $out) (local.get $at)
                      (call $no-clock (i32.load $guest offset=16 (local.get $at))) (i64.const 0)))
                  (br $next)))
              (local.set $pollable (call $subscribe-duration (call $timeout (local.get $at)))))
            (else
              (if (i32.gt_u (local.get $type) (i32.const 2))
                (then
                  (local.set $out
                    (call $event (local.get $out) (local.get $at) (i32.const 28) (i64.const 0)))
                  (br $next)))
              (local.set $slot (call $find (i32.load $guest offset=16 (local.get $at))))
              (if (i32.eqz (local.get $slot))
                (then
                  (local.set $out (call $event (local.get $out) (local.get $at) (i32.const 8) (i64.const 0)))
                  (br $next)))
              ;; Only a stream, asked for what it does, may have to wait.
              (if (i32.ne (i32.load $fds (local.get $slot)) (local.get $type))
                (then
                  (if (i32.lt_u (i32.load $fds (local.get $slot)) (i32.const 3))
                    (then
                      (local.set $out (call $event (local.get $out) (local.get $at) (i32.const 8) (i64.const 0))))
                    (else
                      (local.set $out
                        (call $event (local.get $out) (local.get $at) (i32.const 0)
                          (call $readable (local.get $slot))))))
                  (br $next)))
              (if (i32.eq (local.get $type) (i32.const 1))
                (then
                  (local.set $pollable (call $input.subscribe (i32.load $fds offset=4 (local.get $slot)))))
                (else
                  (local.set $pollable (call $output.subscribe (i32.load $fds offset=4 (local.get $slot))))))))
          (i32.store $own
            (i32.add (local.get $pollables) (i32.shl (local.get $waiting) (i32.const 2))) (local.get $pollable))
          (i32.store $own
            (i32.add (local.get $subscriptions) (i32.shl (local.get $waiting) (i32.const 2))) (local.get $at))
          (local.set $waiting (i32.add (local.get $waiting) (i32.const 1)))
          (br $next))))
    ;; Waits only if nothing has happened yet.
    (if (i32.and (i32.ne (local.get $waiting) (i32.const 0)) (i32.eq (local.get $first) (local.get $out)))
      (then
        (call $poll (local.get $pollables) (local.get $waiting) (i32.const 16))))
    (local.set $i (i32.const 0))
    (loop $each
      (if (i32.lt_u (local.get $i) (local.get $waiting))
        (then
          (local.set $left (i32.shl (local.get $i) (i32.const 2)))
          (local.set $pollable (i32.load $own (i32.add (local.get $pollables) (local.get $left))))
          (if (call $pollable.ready (local.get $pollable))
            (then
              (local.set $at (i32.load $own (i32.add (local.get $subscriptions) (local.get $left))))
              (local.set $out
                (call $event (local.get $out) (local.get $at) (i32.const 0)
                  (i64.extend_i32_u
                    (i32.ne (i32.load8_u $guest offset=8 (local.get $at)) (i32.const 0)))))))
          (call $pollable.drop (local.get $pollable))
          (local.set $i (i32.add (local.get $i) (i32.const 1)))
          (br $each))))
    (i32.store $guest (local.get $events)
      (i32.shr_u (i32.sub (local.get $out) (local.get $first)) (i32.const 5)))
    (i32.const 0))
