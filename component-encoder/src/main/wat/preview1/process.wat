  ;; Arguments, environment, clocks, random numbers, the end.

  (func (export "args_sizes_get") (param $count i32) (param $size i32) (result i32)
    (call $enter)
    (call $get-arguments (i32.const 16))
    (i32.store $guest (local.get $count) (i32.load $own (i32.const 20)))
    (i32.store $guest (local.get $size)
      (call $sizes (i32.load $own (i32.const 16)) (i32.load $own (i32.const 20)) (i32.const 8)))
    (i32.const 0))

  (func (export "environ_sizes_get") (param $count i32) (param $size i32) (result i32)
    (call $enter)
    (call $get-environment (i32.const 16))
    (i32.store $guest (local.get $count) (i32.load $own (i32.const 20)))
    (i32.store $guest (local.get $size)
      (call $sizes (i32.load $own (i32.const 16)) (i32.load $own (i32.const 20)) (i32.const 16)))
    (i32.const 0))

  ;; The bytes that so many elements need, of one string (8 bytes) or two (16), each string with one byte more.
  (func $sizes (param $list i32) (param $left i32) (param $element i32) (result i32)
    (local $sum i32)
    (loop $next
      (if (local.get $left)
        (then
          (local.set $sum (i32.add (local.get $sum)
            (i32.add (i32.load $own offset=4 (local.get $list)) (i32.const 1))))
          (if (i32.eq (local.get $element) (i32.const 16))
            (then (local.set $sum (i32.add (local.get $sum)
              (i32.add (i32.load $own offset=12 (local.get $list)) (i32.const 1))))))
          (local.set $list (i32.add (local.get $list) (local.get $element)))
          (local.set $left (i32.sub (local.get $left) (i32.const 1)))
          (br $next))))
    (local.get $sum))

  (func (export "args_get") (param $pointers i32) (param $buffer i32) (result i32)
    (local $list i32) (local $left i32)
    (call $enter)
    (call $get-arguments (i32.const 16))
    (local.set $list (i32.load $own (i32.const 16)))
    (local.set $left (i32.load $own (i32.const 20)))
    (loop $next
      (if (local.get $left)
        (then
          (i32.store $guest (local.get $pointers) (local.get $buffer))
          (local.set $buffer (call $put (local.get $buffer) (local.get $list) (i32.const 0)))
          (local.set $pointers (i32.add (local.get $pointers) (i32.const 4)))
          (local.set $list (i32.add (local.get $list) (i32.const 8)))
          (local.set $left (i32.sub (local.get $left) (i32.const 1)))
          (br $next))))
    (i32.const 0))

  (func (export "environ_get") (param $pointers i32) (param $buffer i32) (result i32)
    (local $list i32) (local $left i32)
    (call $enter)
    (call $get-environment (i32.const 16))
    (local.set $list (i32.load $own (i32.const 16)))
    (local.set $left (i32.load $own (i32.const 20)))
    (loop $next
      (if (local.get $left)
        (then
          (i32.store $guest (local.get $pointers) (local.get $buffer))
          (local.set $buffer (call $put (local.get $buffer) (local.get $list) (i32.const 61)))
          (local.set $buffer
            (call $put (local.get $buffer) (i32.add (local.get $list) (i32.const 8)) (i32.const 0)))
          (local.set $pointers (i32.add (local.get $pointers) (i32.const 4)))
          (local.set $list (i32.add (local.get $list) (i32.const 16)))
          (local.set $left (i32.sub (local.get $left) (i32.const 1)))
          (br $next))))
    (i32.const 0))

  ;; Copies the string whose address and length are at $string to the guest, with one byte behind it. Gives the end.
  (func $put (param $to i32) (param $string i32) (param $last i32) (result i32)
    (local $length i32)
    (local.set $length (i32.load $own offset=4 (local.get $string)))
    (memory.copy $guest $own (local.get $to) (i32.load $own (local.get $string)) (local.get $length))
    (local.set $to (i32.add (local.get $to) (local.get $length)))
    (i32.store8 $guest (local.get $to) (local.get $last))
    (i32.add (local.get $to) (i32.const 1)))

  ;; Clocks: 0 realtime, 1 monotonic; those of processor time do not exist here.

  (func (export "clock_res_get") (param $id i32) (param $out i32) (result i32)
    (if (i32.eqz (local.get $id))
      (then
        (call $wall.resolution (i32.const 16))
        (i64.store $guest (local.get $out) (call $nanoseconds))
        (return (i32.const 0))))
    (if (i32.eq (local.get $id) (i32.const 1))
      (then
        (i64.store $guest (local.get $out) (call $monotonic.resolution))
        (return (i32.const 0))))
    (call $no-clock (local.get $id)))

  (func (export "clock_time_get") (param $id i32) (param $precision i64) (param $out i32) (result i32)
    (if (i32.eqz (local.get $id))
      (then
        (call $wall.now (i32.const 16))
        (i64.store $guest (local.get $out) (call $nanoseconds))
        (return (i32.const 0))))
    (if (i32.eq (local.get $id) (i32.const 1))
      (then
        (i64.store $guest (local.get $out) (call $monotonic.now))
        (return (i32.const 0))))
    (call $no-clock (local.get $id)))

  (func $no-clock (param $id i32) (result i32)
    (select (i32.const 58) (i32.const 28) (i32.lt_u (local.get $id) (i32.const 4))))

  ;; The `datetime` at 16.
  (func $nanoseconds (result i64)
    (i64.add
      (i64.mul (i64.load $own (i32.const 16)) (i64.const 1000000000))
      (i64.extend_i32_u (i32.load $own (i32.const 24)))))

  (func (export "random_get") (param $buffer i32) (param $left i32) (result i32)
    (local $length i32)
    (loop $next
      (if (local.get $left)
        (then
          (call $enter)
          (call $get-random-bytes
            (i64.extend_i32_u
              (select (local.get $left) (i32.const 65536) (i32.lt_u (local.get $left) (i32.const 65536))))
            (i32.const 16))
          (local.set $length (i32.load $own (i32.const 20)))
          (memory.copy $guest $own (local.get $buffer) (i32.load $own (i32.const 16)) (local.get $length))
          (local.set $buffer (i32.add (local.get $buffer) (local.get $length)))
          (local.set $left (i32.sub (local.get $left) (local.get $length)))
          (br $next))))
    (i32.const 0))

  (func (export "sched_yield") (result i32)
    (i32.const 0))

  (func (export "proc_exit") (param $code i32)
    (call $end (local.get $code)))

  ;; There are no signals.
  (func (export "proc_raise") (param $signal i32) (result i32)
    (i32.const 58))

  ;; Sockets: none can be had, so that no descriptor is one.

  (func $no-socket (param $fd i32) (result i32)
    (call $enter-files)
    (select (i32.const 57) (i32.const 8) (call $find (local.get $fd))))

  (func (export "sock_accept") (param $fd i32) (param $flags i32) (param $out i32) (result i32)
    (call $no-socket (local.get $fd)))
  (func (export "sock_recv")
    (param $fd i32) (param $data i32) (param $count i32) (param $flags i32) (param $size i32) (param $out i32)
    (result i32)
    (call $no-socket (local.get $fd)))
  (func (export "sock_send")
    (param $fd i32) (param $data i32) (param $count i32) (param $flags i32) (param $size i32) (result i32)
    (call $no-socket (local.get $fd)))
  (func (export "sock_shutdown") (param $fd i32) (param $how i32) (result i32)
    (call $no-socket (local.get $fd)))
